import { sql } from 'kysely';
import { addDays } from '../../../kernel/day.ts';
import { assert, done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Work } from '../../../platform/command.ts';
import { writeLetter } from '../../../platform/letters.ts';
import { newId } from '../../../platform/new-id.ts';
import { holdUnderLock, judge, lockCards, postCards, setCodes } from '../../cards/index.ts';
import { quotesOf, recordQuotes } from '../../fees/index.ts';
import { expect } from '../../matters/index.ts';
import { dayOfEvent, type DocketEvent, eventTitle } from '../event.ts';
import type { Params, Rule } from '../rule.ts';
import { narrativeOf } from './price.ts';
import type { CaseRow } from './rules.ts';

/** One thing to be done: by which rule, for which event, under which key its cards are known. */
export interface Doing {
  readonly rule: Rule;
  readonly event: DocketEvent;
  readonly of: CaseRow;
  readonly sourceKey: string;
}

/** What was done: the cards that were made or changed, and what they wait for. */
export interface Did {
  readonly cards: readonly string[];
  readonly expectedId: string | null;
}

const did = (cards: readonly string[], expectedId: string | null = null): Outcome<Did> => done({ cards, expectedId });

/** Does what the rule says; refuses before anything is written. */
export async function carryOut(work: Work, doing: Doing): Promise<Outcome<Did>> {
  const { params } = doing.rule;
  switch (params.action) {
    case 'fixed-fee':
      return await charge(work, doing, params);
    case 'official-fee':
      return await payFees(work, doing, params.items);
    case 'hold':
      return await hold(work, doing, params.reason);
    case 'task-code':
      return await code(work, doing, params);
    case 'remind':
      return await remind(work, doing, params.words);
  }
}

type Of<A extends Params['action']> = Extract<Params, { action: A }>;

async function charge(
  work: Work,
  { rule, event, of, sourceKey }: Doing,
  params: Of<'fixed-fee'>,
): Promise<Outcome<Did>> {
  const workDate = dayOfEvent(event);
  assert(workDate, 'an event that a rule is set off by has a day');
  const [judged] = await judge(work, [
    {
      kind: 'charge',
      matterId: of.matterId,
      timekeeperId: null,
      workDate,
      workedSeconds: 0n,
      billableSeconds: 0n,
      amountMinor: params.amountMinor,
      currency: params.currency,
      costKind: null,
      narrative: narrativeOf(params.narrative, event, of),
      taskCode: params.taskCode,
      activityCode: null,
      expenseCode: null,
      sourceKey,
    },
  ]);
  assert(judged, 'one draft, one result');
  if (!judged.ok) return refuse(judged.refusal.code, judged.refusal.sentence);
  const eventId = newId<'event'>();
  const posted = await postCards(work, [judged.posted], { eventId, memo: `${rule.name}, matter ${of.number}` });
  if (!posted.ok) return posted;
  await work.announce({
    id: eventId,
    name: 'fee charged for an event',
    subject: { type: 'card', id: judged.posted.id },
    clientId: of.clientId,
    matterId: of.matterId,
    facts: {
      event: eventTitle(event),
      rule: rule.name,
      clause: rule.clause,
      amountMinor: params.amountMinor,
      currency: params.currency,
    },
    countsOn: workDate,
  });
  return did([judged.posted.id]);
}

async function payFees(work: Work, { event, of, sourceKey }: Doing, items: readonly string[]): Promise<Outcome<Did>> {
  const paidOn = dayOfEvent(event);
  assert(paidOn, 'an event that a rule is set off by has a day');
  const quoted = await quotesOf(work.db, {
    matterId: of.matterId,
    paidOn,
    entity: null,
    items: items.map((item) => ({ item })),
  });
  if (!quoted.ok) return quoted;
  if (quoted.value.quotes.length === 0) return did([]);
  const recorded = await recordQuotes(work, quoted.value.matter, quoted.value.quotes, { paidOn, sourceKey });
  return recorded.ok ? did(recorded.value.map((card) => card.id)) : recorded;
}

/** What is open and free on the matter waits until the task is done. */
async function hold(work: Work, { event, of }: Doing, reason: string): Promise<Outcome<Did>> {
  const { rows } = await sql<{ id: string }>`
    select id from card_brief where matter_id = ${of.matterId}::uuid and state = 'open' and hold_reason is null`.execute(
    work.db,
  );
  const cards = (
    await lockCards(
      work,
      rows.map((row) => row.id),
    )
  ).filter((card) => card.on_proforma === null);
  const untilEventId = await expect(
    work,
    { id: of.matterId, clientId: of.clientId },
    { title: event.name, expectedOn: event.dueDay },
  );
  const ids = cards.map((card) => card.id);
  await holdUnderLock(work, ids, { reason, untilDay: null, untilEventId });
  await work.announce({
    name: 'cards held',
    subject: { type: 'matter', id: of.matterId },
    clientId: of.clientId,
    matterId: of.matterId,
    reason,
    facts: { cards: ids, until: event.name },
  });
  return did(ids, untilEventId);
}

async function code(work: Work, { event, of, rule }: Doing, params: Of<'task-code'>): Promise<Outcome<Did>> {
  const day = dayOfEvent(event);
  assert(day, 'an event that a rule is set off by has a day');
  const known =
    await sql`select 1 from billing_code where code = ${params.taskCode} and kind = 'task' and selectable`.execute(
      work.db,
    );
  if (known.rows.length === 0)
    return refuse(
      'unknown-code',
      `The task code ${params.taskCode} is in none of the code sets. Correct the rule, or import its set.`,
    );
  const { rows } = await sql<{ id: string }>`
    select id from card_brief where matter_id = ${of.matterId}::uuid and state = 'open' and kind = 'time' and task_code is null
      and work_date between ${addDays(day, -params.days)}::date and ${day}::date`.execute(work.db);
  const cards = (
    await lockCards(
      work,
      rows.map((row) => row.id),
    )
  ).filter((card) => card.on_proforma === null);
  await setCodes(
    work,
    new Map(
      cards.map((card) => [
        card.id,
        { taskCode: params.taskCode, activityCode: card.activity_code, expenseCode: card.expense_code },
      ]),
    ),
  );
  await work.announce({
    name: 'cards coded',
    subject: { type: 'matter', id: of.matterId },
    clientId: of.clientId,
    matterId: of.matterId,
    facts: {
      cards: cards.map((card) => card.id),
      taskCode: params.taskCode,
      event: eventTitle(event),
      rule: rule.name,
    },
  });
  return did(cards.map((card) => card.id));
}

async function remind(work: Work, { event, of, rule }: Doing, words: string): Promise<Outcome<Did>> {
  const { rows } = await sql<{ person_id: string }>`
    select p.id as person_id from timekeeper_person t join person_contact p on p.id = t.person_id and p.active
    where t.timekeeper_id = ${of.responsibleTimekeeperId}::uuid`.execute(work.db);
  const [person] = rows;
  if (!person)
    return refuse(
      'nobody-to-remind',
      `The responsible timekeeper of matter ${of.number} has no person to write to. Give them one under Setup, Timekeepers.`,
    );
  await writeLetter(work, {
    to: { personId: person.person_id },
    about: { type: 'matter', id: of.matterId },
    clientId: of.clientId,
    subject: `${of.number}: ${eventTitle(event)}`,
    body: `${words}\n\n${eventTitle(event)}, ${dayOfEvent(event)}\n${of.number} ${of.title}\n\n(${rule.name}: ${rule.clause})\n`,
  });
  return did([]);
}
