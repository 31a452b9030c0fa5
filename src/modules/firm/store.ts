import { type Insertable, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import type { Rounding } from '../../kernel/rounding.ts';
import type { Reading, Work } from '../../platform/command.ts';
import type { Database } from '../../platform/tables.ts';

/** An exchange rate as an exact fraction, with where it comes from. */
export interface RateUsed {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly text: string;
  readonly source: string;
}

const SCALE = 10_000_000_000n;
const SAME: RateUsed = { numerator: 1n, denominator: 1n, text: '1', source: 'same currency' };

/** The newest rate on or before the day: units of `to` for one of `from`; the inverse where only that is recorded. */
export async function rateOn(db: Reading['db'], from: string, to: string, on: Day): Promise<Outcome<RateUsed>> {
  if (from === to) return done(SAME);
  const row = await db
    .selectFrom('exchange_rate')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('from_currency', '=', from), eb('to_currency', '=', to)]),
        eb.and([eb('from_currency', '=', to), eb('to_currency', '=', from)]),
      ]),
    )
    .where('day', '<=', on)
    .orderBy('day', 'desc')
    .orderBy(sql`from_currency = ${from}`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) {
    return refuse(
      'no-exchange-rate',
      `There is no exchange rate from ${from} to ${to} on or before ${on}. Add one under Setup, Exchange rates.`,
    );
  }
  const scaled = BigInt(row.rate.replace('.', ''));
  const direct = row.from_currency === from;
  const source = `${row.source}, ${row.day}`;
  return done(
    direct
      ? { numerator: scaled, denominator: SCALE, text: row.rate, source }
      : { numerator: SCALE, denominator: scaled, text: `1 ÷ ${row.rate}`, source },
  );
}

export interface EntityFacts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly basis: 'accrual' | 'modified-cash';
  /** on modified cash: costs laid out for clients are an asset until reimbursed */
  readonly advancesAreAsset: boolean;
  readonly rounding: Rounding;
  readonly fourEyes: boolean;
}

/** Read once per transaction: a command that bills a hundred proformas asks a thousand times. */
const entitiesOf = new WeakMap<Reading['db'], Map<string, Promise<EntityFacts>>>();

export async function entityFacts(db: Reading['db'], id: string): Promise<EntityFacts> {
  const known = entitiesOf.get(db) ?? new Map<string, Promise<EntityFacts>>();
  entitiesOf.set(db, known);
  const facts = known.get(id) ?? readEntity(db, id);
  known.set(id, facts);
  return await facts;
}

async function readEntity(db: Reading['db'], id: string): Promise<EntityFacts> {
  const row = await db.selectFrom('legal_entity').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    country: row.country,
    currency: row.currency,
    basis: row.basis as EntityFacts['basis'],
    advancesAreAsset: row.basis === 'modified-cash' && row.advances_are_asset,
    rounding: row.rounding as Rounding,
    fourEyes: row.four_eyes,
  };
}

/** What a person may decide alone, in the entity's currency; null where no limit is given. */
export async function limitOf(
  db: Reading['db'],
  personId: string,
  kind: 'approve-total' | 'approve-reduction' | 'approve-by-mail' | 'purge' | 'write-off' | 'refund',
  currency: string,
): Promise<bigint | null> {
  const row = await db
    .selectFrom('person_limit')
    .select('minor')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('currency', '=', currency)
    .executeTakeFirst();
  return row?.minor ?? null;
}

/** Sets each document type's own numbers apart at a glance. */
const SERIES_MARK = { invoice: '', 'credit-note': 'CN-', cancellation: 'CX-' } as const;

/**
 * Takes the next number of a series; the row stays locked until commit, so numbers have no gap and no double.
 * Taken last in the lock order.
 */
export async function takeNumber(
  db: Reading['db'],
  entityId: string,
  documentType: 'invoice' | 'credit-note' | 'cancellation',
  year: number,
  count: number,
): Promise<Outcome<{ prefix: string; first: bigint }>> {
  const row = await db
    .updateTable('number_series')
    .set({ next: sql<bigint>`next + ${count}` })
    .where('entity_id', '=', entityId)
    .where('document_type', '=', documentType)
    .where('year', '=', year)
    .returning(['prefix', sql<bigint>`next - ${count}`.as('first')])
    .executeTakeFirst();
  if (row) return done(row);
  const entity = await entityFacts(db, entityId);
  // A new year's series begins by itself, at one, under the entity's code.
  const prefix = `${entity.code}-${SERIES_MARK[documentType]}${year}-`;
  await db
    .insertInto('number_series')
    .values({ entity_id: entityId, document_type: documentType, year, prefix })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return await takeNumber(db, entityId, documentType, year, count);
}

/** Rows that an import opens where the firm has none yet; whoever imports announces them. */
export async function addOffice(work: Pick<Work, 'db'>, row: Insertable<Database['office']>): Promise<void> {
  await work.db.insertInto('office').values(row).execute();
}

export async function addTimekeeper(work: Pick<Work, 'db'>, row: Insertable<Database['timekeeper']>): Promise<void> {
  await work.db.insertInto('timekeeper').values(row).execute();
}

export async function addPeriod(
  work: Pick<Work, 'db'>,
  p: { id: string; entityId: string; name: string; first: Day; last: Day },
): Promise<void> {
  await sql`insert into period (id, entity_id, name, days)
    values (${p.id}, ${p.entityId}, ${p.name}, daterange(${p.first}::date, ${p.last}::date, '[]'))`.execute(work.db);
}
