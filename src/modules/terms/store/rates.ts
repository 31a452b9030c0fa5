import { type InsertObject, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { rateForReading, rateText } from '../../../kernel/money.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import type { Database } from '../../../platform/tables.ts';
import { newId } from '../../../platform/new-id.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import type { Clause } from '../clause.ts';
import { type Choice, type RateLevel, type RateRow, type RateWanted, resolveRates, scopeOf } from '../resolve.ts';
import { clausesOf } from './engagements.ts';

/** Rates that might count for these matters' cards; one query for a whole batch. */
export async function ratesFor(
  db: Reading['db'],
  matters: readonly { id: string; clientId: string }[],
): Promise<RateRow[]> {
  const matterIds = [...new Set(matters.map((m) => m.id))];
  const clientIds = [...new Set(matters.map((m) => m.clientId))];
  const recorded = await read(
    db,
    sql<boolean>`level = 'standard' or client_id = any(${clientIds}::uuid[]) or matter_id = any(${matterIds}::uuid[])`,
  );
  return [...(await clausesOf(db, clientIds)).flatMap(blendedRates), ...recorded];
}

/** A clause of a blended rate as rates: one of the client, or one of each matter that the engagement names. */
function blendedRates(clause: Clause): RateRow[] {
  const { terms, engagement } = clause;
  if (terms.kind !== 'blended') return [];
  const row = (matterId: string | null): RateRow => ({
    id: clause.id,
    level: matterId === null ? 'client' : 'matter',
    timekeeperId: null,
    title: null,
    officeId: null,
    clientId: engagement.clientId,
    matterId,
    currency: terms.currency,
    rateE4: terms.rateE4,
    from: clause.from,
    to: clause.to,
    source: `clause ${clause.number} of “${engagement.title}”`,
    blended: true,
  });
  return engagement.matterIds?.map(row) ?? [row(null)];
}

export async function read(db: Reading['db'], where: ReturnType<typeof sql<boolean>>): Promise<RateRow[]> {
  const rows = await db
    .selectFrom('rate')
    .selectAll()
    .where(sql<boolean>`(${where})`)
    .where('withdrawn_at', 'is', null)
    .orderBy(sql`array_position(array['standard', 'client', 'matter', 'exception'], level)`)
    .orderBy('valid', 'desc')
    .execute();
  return rows.map((r) => ({
    id: r.id,
    level: r.level as RateLevel,
    timekeeperId: r.timekeeper_id,
    title: r.title,
    officeId: r.office_id,
    clientId: r.client_id,
    matterId: r.matter_id,
    currency: r.currency,
    rateE4: r.rate_e4,
    source: r.source,
    blended: false,
    ...rangeDays(r.valid),
  }));
}

export interface ResolvedRate {
  readonly standardE4: bigint | null;
  readonly agreedE4: bigint | null;
  /** kept with the card; shaped as `rateExplanation` in the contract */
  readonly explanation: ReturnType<typeof explain>;
}

/** The rate that counts, without the words that explain it: for those who ask for hundreds. */
export function agreedRate(rates: readonly RateRow[], wanted: RateWanted): RateRow | null {
  return resolveRates(rates, wanted).agreed.won;
}

export function resolve(rates: readonly RateRow[], wanted: RateWanted): ResolvedRate {
  const { standard, agreed } = resolveRates(rates, wanted);
  return {
    standardE4: standard.won?.rateE4 ?? agreed.won?.rateE4 ?? null,
    agreedE4: agreed.won?.rateE4 ?? null,
    explanation: explain(wanted, standard, agreed),
  };
}

function explain(wanted: RateWanted, standard: Choice, agreed: Choice) {
  return {
    currency: wanted.currency,
    on: wanted.on,
    standard: choiceOf(standard),
    agreed: choiceOf(agreed),
    sentence: agreed.won
      ? `${rateForReading(agreed.won.rateE4, wanted.currency)} ${wanted.currency} an hour: ${scopeOf(agreed.won)}, valid from ${agreed.won.from}${
          agreed.won.to ? ` to ${agreed.won.to}` : ''
        } (${agreed.won.source}).`
      : `No rate in ${wanted.currency} is set for this timekeeper on ${wanted.on}.`,
  };
}

function choiceOf(choice: Choice) {
  return {
    won: choice.won ? candidateOf(choice.won) : null,
    lost: choice.lost.map(({ rate, because }) => ({ ...candidateOf(rate), because })),
  };
}

export function candidateOf(rate: RateRow): {
  rateId: string;
  level: RateLevel;
  scope: string;
  ratePerHour: string;
  from: Day;
  to: Day | null;
  source: string;
} {
  return {
    rateId: rate.id,
    level: rate.level,
    scope: scopeOf(rate),
    ratePerHour: rateText(rate.rateE4),
    from: rate.from,
    to: rate.to,
    source: rate.source,
  };
}

/** The rates that count on a day, of the firm or as agreed with a client and on its matters. */
export async function ratesOn(db: Reading['db'], clientId: string | null, on: Day): Promise<RateRow[]> {
  return await read(
    db,
    clientId === null
      ? sql<boolean>`level = 'standard' and valid @> ${on}::date`
      : sql<boolean>`(client_id = ${clientId}::uuid or matter_id in (select id from matter_brief where client_id = ${clientId}::uuid)) and valid @> ${on}::date`,
  );
}

export async function ratesByIds(db: Reading['db'], ids: readonly string[]): Promise<RateRow[]> {
  return await read(db, sql<boolean>`id = any(${[...ids]}::uuid[])`);
}

/** Holds rates still, in id order: of two who propose to change them one sees what the other proposed. */
export async function holdRates(work: Work, ids: readonly string[]): Promise<void> {
  await sql`select 1 from rate where id = any(${[...ids]}::uuid[]) order by id for update`.execute(work.db);
}

/** A rate follows another of the same scope from a day on; null where that one was ended or followed already. */
export async function followRate(
  work: Work,
  rateId: string,
  next: { readonly rateE4: bigint; readonly from: Day; readonly source: string },
): Promise<string | null> {
  const { rows } = await sql`update rate set valid = daterange(lower(valid), ${next.from}::date)
    where id = ${rateId}::uuid and withdrawn_at is null and upper(valid) is null and lower(valid) < ${next.from}::date returning id`.execute(
    work.db,
  );
  if (rows.length === 0) return null;
  const id = newId<'rate'>();
  await sql`insert into rate (id, level, timekeeper_id, title, office_id, client_id, matter_id, currency, rate_e4, valid, source)
    select ${id}::uuid, level, timekeeper_id, title, office_id, client_id, matter_id, currency, ${next.rateE4}::int8, daterange(${next.from}::date, null), ${next.source}
    from rate where id = ${rateId}::uuid`.execute(work.db);
  return id;
}

/** Takes a rate back and lets the one it followed count on; false where it was followed or ended since. */
export async function unfollowRate(work: Work, madeId: string, rateId: string): Promise<boolean> {
  const { rows } = await sql`update rate set withdrawn_at = clock_timestamp()
    where id = ${madeId}::uuid and withdrawn_at is null and upper(valid) is null returning id`.execute(work.db);
  if (rows.length === 0) return false;
  await sql`update rate set valid = daterange(lower(valid), null) where id = ${rateId}::uuid`.execute(work.db);
  return true;
}

/** A row that an import opens where there is none yet; whoever imports announces it. */
export async function addRate(work: Pick<Work, 'db'>, row: InsertObject<Database, 'rate'>): Promise<void> {
  await work.db.insertInto('rate').values(row).execute();
}
