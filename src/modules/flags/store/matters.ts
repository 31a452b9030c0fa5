import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import { type EarlierBill, type Facts, monthKey } from '../facts.ts';

/** A matter's case and client, as the rules look at them. */
export interface MatterRow {
  readonly id: string;
  readonly number: string;
  readonly family_id: string | null;
  readonly case_status: string;
  readonly closed_on: Day | null;
  readonly code_set: string | null;
  readonly entity_status: string | null;
  readonly annuity_year: number | null;
  readonly client_reference: string;
  readonly client_id: string;
  readonly client_name: string;
  readonly language: string;
  readonly ebilled: boolean;
}

export async function matterFacts(db: Reading['db'], ids: readonly string[]): Promise<Map<string, MatterRow>> {
  const { rows } = await sql<MatterRow>`
    select m.id, m.number, m.family_id, m.case_status, m.closed_on, m.code_set, m.entity_status, m.annuity_year, m.client_reference, c.id as client_id, c.name as client_name, c.language,
      c.ebilling is not null as ebilled
    from matter_case m join client_brief c on c.id = m.client_id where m.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What was worked on each matter, by timekeeper and month. What counts is chosen after the cards of a matter are found: before, an index of all cards in the firm is read. */
export async function timeOfMonths(
  db: Reading['db'],
  matterIds: readonly string[],
): Promise<ReadonlyMap<string, Facts['monthTotals']>> {
  const { rows } = await sql<{ matter_id: string; timekeeper_id: string; month: string; seconds: bigint }>`
    select k.matter_id, k.timekeeper_id, to_char(k.work_date, 'YYYY-MM') as month,
      coalesce(sum(k.worked_seconds) filter (where k.kind = 'time' and k.state not in ('purged', 'taken-back')), 0)::int8 as seconds
    from card_brief k
    where k.matter_id = any(${[...matterIds]}::uuid[]) and k.timekeeper_id is not null group by 1, 2, 3`.execute(db);
  const of = (own: typeof rows) =>
    new Map(own.map((row) => [monthKey(row.timekeeper_id, `${row.month}-01` as Day), row.seconds]));
  return new Map([...Map.groupBy(rows, (row) => row.matter_id)].map(([id, own]) => [id, of(own)]));
}

/** What the matters were billed before, one row per proforma, the latest eight. */
export async function earlierBills(
  db: Reading['db'],
  matterIds: readonly string[],
): Promise<Map<string, EarlierBill[]>> {
  const { rows } = await sql<{
    matter_id: string;
    day: Day;
    net: bigint;
    fees: bigint;
    seconds: bigint;
    work: bigint;
  }>`
    select matter_id, day, net, fees, seconds, work from (
      select l.matter_id, h.proforma_id, max(h.invoice_date) as day, sum(l.bill_minor)::int8 as net,
        coalesce(sum(l.bill_minor) filter (where l.kind = 'time'), 0)::int8 as fees, sum(l.seconds)::int8 as seconds,
        sum(l.work_minor * l.share_ppm / 1000000)::int8 as work,
        row_number() over (partition by l.matter_id order by max(h.invoice_date) desc) as nth
      from billed_line l join invoice_head h on h.id = l.invoice_id
      where l.matter_id = any(${[...matterIds]}::uuid[]) group by l.matter_id, h.proforma_id) b
    where nth <= 8 order by day`.execute(db);
  return Map.groupBy(
    rows.map((r) => ({
      matterId: r.matter_id,
      day: r.day,
      netMinor: r.net,
      feesMinor: r.fees,
      seconds: r.seconds,
      workMinor: r.work,
    })),
    (r) => r.matterId,
  );
}
