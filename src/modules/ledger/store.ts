import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { assert, done, type Outcome, refuse } from '../../kernel/outcome.ts';
import type { Work } from '../../platform/command.ts';
import { newId } from '../../platform/new-id.ts';
import { entityFacts, rateOn } from '../firm/index.ts';
import { settleEntityAmounts } from './balance.ts';

/** One line to post: debit above zero, credit below, in minor units. */
interface PostingLine {
  readonly account: string;
  readonly currency: string;
  readonly amount: bigint;
  /** given where the books already carry it (WIP); null converts at the day's rate */
  readonly entityAmount: bigint | null;
  readonly officeId?: string | null;
  readonly clientId?: string | null;
  readonly matterId?: string | null;
  readonly payerId?: string | null;
  readonly timekeeperId?: string | null;
  readonly cardId?: string | null;
  readonly invoiceId?: string | null;
}

export interface Posting {
  readonly id?: string;
  readonly kind: string;
  readonly entityId: string;
  readonly countsOn: Day;
  readonly eventId: string;
  readonly memo: string;
  readonly reversesId?: string | null;
  readonly lines: readonly PostingLine[];
}

/** The one way into the books: a balanced journal in an open period. Refuses a closed period and a missing exchange rate. */
export async function post(work: Work, posting: Posting): Promise<Outcome<string>> {
  assert(posting.lines.length > 0, 'a journal has lines');
  const entity = await entityFacts(work.db, posting.entityId);
  const period = await openPeriod(work, posting.entityId, posting.countsOn);
  if (!period.ok) return period;
  const currencies = new Set(posting.lines.filter((l) => l.entityAmount === null).map((l) => l.currency));
  assert(currencies.size <= 1, 'one journal converts one currency');
  const [currency = entity.currency] = currencies;
  const rate = await rateOn(work.db, currency, entity.currency, posting.countsOn);
  if (!rate.ok) return rate;
  const lines = settleEntityAmounts(posting.lines, {
    entityCurrency: entity.currency,
    rate: rate.value,
    rounding: entity.rounding,
  });
  const id = posting.id ?? newId<'journal'>();
  await work.db
    .insertInto('journal')
    .values({
      id,
      kind: posting.kind,
      entity_id: posting.entityId,
      period_id: period.value,
      counts_on: posting.countsOn,
      event_id: posting.eventId,
      reverses_id: posting.reversesId ?? null,
      memo: posting.memo,
    })
    .execute();
  await insertLines(work, id, posting.entityId, lines);
  return done(id);
}

/**
 * Posts the exact opposite of a journal, linked to it, on a day of an open period. A journal is reversed at most once;
 * the database holds that too.
 */
export async function reverse(
  work: Work,
  journalId: string,
  how: Pick<Posting, 'kind' | 'countsOn' | 'eventId' | 'memo'>,
): Promise<Outcome<string>> {
  const journal = await work.db
    .selectFrom('journal')
    .select('entity_id')
    .where('id', '=', journalId)
    .executeTakeFirstOrThrow();
  const lines = await work.db
    .selectFrom('journal_line')
    .selectAll()
    .where('journal_id', '=', journalId)
    .orderBy('line_no')
    .execute();
  return await post(work, {
    ...how,
    entityId: journal.entity_id,
    reversesId: journalId,
    lines: lines.map((l) => ({
      account: l.account,
      currency: l.currency,
      amount: -l.amount,
      entityAmount: -l.entity_amount,
      officeId: l.office_id,
      clientId: l.client_id,
      matterId: l.matter_id,
      payerId: l.payer_id,
      timekeeperId: l.timekeeper_id,
      cardId: l.card_id,
      invoiceId: l.invoice_id,
    })),
  });
}

/** Found once per transaction; the database checks the state of the period again with each journal. */
const periodsOf = new WeakMap<Work['db'], Map<string, Promise<Outcome<string>>>>();

/** The period that holds the day, when one may post in it. */
export async function openPeriod(work: Pick<Work, 'db'>, entityId: string, on: Day): Promise<Outcome<string>> {
  const known = periodsOf.get(work.db) ?? new Map<string, Promise<Outcome<string>>>();
  periodsOf.set(work.db, known);
  const key = `${entityId}|${on}`;
  const period = known.get(key) ?? findOpenPeriod(work, entityId, on);
  known.set(key, period);
  return await period;
}

async function findOpenPeriod(work: Pick<Work, 'db'>, entityId: string, on: Day): Promise<Outcome<string>> {
  const period = await work.db
    .selectFrom('period')
    .select(['id', 'name', 'state'])
    .select(sql<boolean>`coalesce(current_setting('engross.may_post_soft_closed', true), '') = 'yes'`.as('may_soft'))
    .where('entity_id', '=', entityId)
    .where(sql<boolean>`days @> ${on}::date`)
    .executeTakeFirst();
  if (!period) {
    return refuse('no-period', `There is no ledger period for ${on}. Finance can open one under Setup, Periods.`, {
      where: 'day',
    });
  }
  if (period.state === 'closed') {
    return refuse(
      'period-closed',
      `The period ${period.name} is closed. Use a day in an open period, or ask finance to reopen it.`,
      { where: 'day' },
    );
  }
  if (period.state === 'soft-closed' && !period.may_soft) {
    return refuse(
      'period-closed',
      `The period ${period.name} is soft-closed: only finance still posts in it. Use a day in an open period, or ask finance.`,
      { where: 'day' },
    );
  }
  return done(period.id);
}

type SettledLine = PostingLine & { entityAmount: bigint };

/** A large import posts a line for each card: sent in parts, so that it isn't all in memory a second time as text. */
const CHUNK = 5_000;

async function insertLines(
  work: Work,
  journalId: string,
  entityId: string,
  lines: readonly SettledLine[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += CHUNK)
    await insertChunk(work, { journalId, entityId, before: at }, lines.slice(at, at + CHUNK));
}

async function insertChunk(
  work: Work,
  of: { journalId: string; entityId: string; before: number },
  lines: readonly SettledLine[],
): Promise<void> {
  const column = <T>(ofLine: (line: SettledLine) => T): T[] => lines.map(ofLine);
  await work.client.query({
    name: 'journal-lines',
    text: `insert into journal_line (journal_id, line_no, entity_id, account, currency, amount, entity_amount,
        office_id, client_id, matter_id, payer_id, timekeeper_id, card_id, invoice_id)
      select $1, $14::int4 + n, $2, account, currency, amount, entity_amount, office, client, matter, payer, timekeeper, card, invoice
      from unnest($3::text[], $4::text[], $5::int8[], $6::int8[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[])
        with ordinality as t(account, currency, amount, entity_amount, office, client, matter, payer, timekeeper, card, invoice, n)`,
    values: [
      of.journalId,
      of.entityId,
      column((l) => l.account),
      column((l) => l.currency),
      column((l) => l.amount),
      column((l) => l.entityAmount),
      column((l) => l.officeId ?? null),
      column((l) => l.clientId ?? null),
      column((l) => l.matterId ?? null),
      column((l) => l.payerId ?? null),
      column((l) => l.timekeeperId ?? null),
      column((l) => l.cardId ?? null),
      column((l) => l.invoiceId ?? null),
      of.before,
    ],
  });
}

/** A further account in the chart. */
export async function addAccount(
  work: Pick<Work, 'db'>,
  account: { readonly code: string; readonly name: string; readonly kind: 'asset' },
): Promise<void> {
  await work.db.insertInto('account').values(account).execute();
}
