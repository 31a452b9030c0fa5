import { counted } from '../../kernel/text.ts';
import { waitOf } from './review.ts';

/** Something that waits for a person. Days since `since`, an ISO day. */
export interface Waiting {
  readonly aboutType: 'proforma' | 'ageing-list';
  readonly aboutId: string;
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly what: string;
  readonly said: string;
  readonly href: string;
  readonly personId: string;
  readonly since: string;
  readonly days: number;
}

export interface Policy {
  readonly remindDays: number;
  readonly escalateDays: number | null;
  readonly escalateTo: string | null;
}

export interface Due extends Waiting {
  readonly kind: 'reminder' | 'escalation';
  readonly nth: number;
  /** who is written to */
  readonly toId: string;
}

/** Whom to write to about something that waits: who is to act, each time as many days have passed, and once who is told. */
export function dueOf(waiting: Waiting, policy: Policy | undefined): Due[] {
  const wait = waitOf(waiting.days, policy ?? null);
  const due: Due[] = [];
  if (wait.nth > 0) due.push({ ...waiting, kind: 'reminder', nth: wait.nth, toId: waiting.personId });
  if (wait.escalate && policy?.escalateTo)
    due.push({ ...waiting, kind: 'escalation', nth: 1, toId: policy.escalateTo });
  return due;
}

/** One letter for all that is due to one person. */
export function reminderLetter(
  due: readonly Due[],
  nameOf: (personId: string) => string,
): { readonly subject: string; readonly body: string } {
  const own = due.filter((d) => d.kind === 'reminder');
  const told = due.filter((d) => d.kind === 'escalation');
  const row = (d: Due, who: string): string =>
    `- ${d.said}, ${who}since ${d.since} (${counted(d.days, 'day')})\n  {site}${d.href}`;
  const parts = [
    ...(own.length > 0
      ? [
          'These wait for you:',
          '',
          ...own.map((d) => row(d, d.toId === d.personId ? '' : `for ${nameOf(d.personId)}, `)),
        ]
      : []),
    ...(told.length > 0
      ? [
          ...(own.length > 0 ? [''] : []),
          'These have waited so long for somebody else that you are told:',
          '',
          ...told.map((d) => row(d, `with ${nameOf(d.personId)} `)),
        ]
      : []),
    '',
    'The days are set in Engross under Setup, Waiting. Who is away names somebody who stands in, under Reviews.',
  ];
  const subject =
    told.length > 0
      ? `${things(told)} overdue with others`
      : `Reminder: ${things(own)} ${own.length === 1 ? 'waits' : 'wait'} for you`;
  return { subject, body: parts.join('\n') };
}

function things(due: readonly Due[]): string {
  const lists = due.filter((d) => d.aboutType === 'ageing-list').length;
  return [
    ...(due.length > lists ? [counted(due.length - lists, 'proforma')] : []),
    ...(lists > 0 ? [counted(lists, 'ageing list')] : []),
  ].join(' and ');
}
