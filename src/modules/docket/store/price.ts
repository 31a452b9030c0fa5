import { amountText, convert, sum } from '../../../kernel/money.ts';
import { counted, listed } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import { notSure, quotesOf } from '../../fees/index.ts';
import { rateOn } from '../../firm/index.ts';
import { dayOfEvent, type DocketFacts, eventTitle } from '../event.ts';
import { filled, type Rule } from '../rule.ts';
import type { CaseRow } from './rules.ts';

/** What a rule would make of an event, in words and, where it is money, in the matter's currency. */
export interface Priced {
  readonly sentence: string;
  /** why it can't be done as it stands */
  readonly problem: string;
  readonly amountMinor: bigint | null;
}

const NO_PROBLEM = '';

/** Tells what a rule would make of an event, without doing it. */
export async function priced(db: Reading['db'], rule: Rule, event: DocketFacts, of: CaseRow): Promise<Priced> {
  const { params } = rule;
  switch (params.action) {
    case 'fixed-fee': {
      const same = params.currency === of.currency;
      return {
        sentence: `Charge ${amountText(params.amountMinor, params.currency)} ${params.currency}: ${narrativeOf(params.narrative, event, of)}`,
        problem: same
          ? NO_PROBLEM
          : `The price is in ${params.currency}, the matter is kept in ${of.currency}. Set a rule for the client or matter in ${of.currency}.`,
        amountMinor: same ? params.amountMinor : null,
      };
    }
    case 'official-fee':
      return await officialFee(db, params.items, event, of);
    case 'hold':
      return {
        sentence: `Hold the matter’s open work until “${event.name}”: ${params.reason}`,
        problem: NO_PROBLEM,
        amountMinor: null,
      };
    case 'task-code':
      return {
        sentence: `Give the task code ${params.taskCode} to work of the ${counted(params.days, 'day')} before that has none`,
        problem: NO_PROBLEM,
        amountMinor: null,
      };
    case 'remind':
      return { sentence: `Remind the responsible person: ${params.words}`, problem: NO_PROBLEM, amountMinor: null };
  }
}

export function narrativeOf(narrative: string, event: DocketFacts, of: CaseRow): string {
  return filled(narrative, {
    event: eventTitle(event),
    day: dayOfEvent(event) ?? '',
    application: of.applicationNumber,
    title: of.title,
    reference: of.clientReference,
  });
}

async function officialFee(
  db: Reading['db'],
  items: readonly string[],
  event: DocketFacts,
  of: CaseRow,
): Promise<Priced> {
  const paidOn = dayOfEvent(event);
  const said = `Record the official fee ${listed([...items])}`;
  if (paidOn === null) return { sentence: said, problem: 'The event has no day.', amountMinor: null };
  const quoted = await quotesOf(db, {
    matterId: of.matterId,
    paidOn,
    entity: null,
    items: items.map((item) => ({ item })),
  });
  if (!quoted.ok) return { sentence: said, problem: quoted.refusal.sentence, amountMinor: null };
  const { quotes } = quoted.value;
  if (quotes.length === 0)
    return { sentence: `${said}: none falls due by the case’s counts`, problem: NO_PROBLEM, amountMinor: 0n };
  const amounts: bigint[] = [];
  for (const q of quotes) {
    const rate = await rateOn(db, q.currency, of.currency, paidOn);
    if (!rate.ok) return { sentence: said, problem: rate.refusal.sentence, amountMinor: null };
    amounts.push(convert(q.amountMinor, q.currency, of.currency, rate.value));
  }
  const total = sum(amounts);
  return {
    sentence: `${said}: ${quotes.map((q) => `${q.entry.name} ${amountText(q.amountMinor, q.currency)} ${q.currency}`).join(' + ')}, ${amountText(total, of.currency)} ${of.currency}`,
    problem: notSure(quotes)?.refusal.sentence ?? NO_PROBLEM,
    amountMinor: total,
  };
}
