import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { recordedBy } from '../../../platform/sql-day.ts';
import { BUCKET_ENDS } from '../ageing.ts';
import * as c from '../contract.ts';

export interface WipRow {
  billing_timekeeper_id: string;
  billing_timekeeper: string;
  client_id: string;
  client: string;
  matter_id: string;
  matter: string;
  matter_name: string;
  currency: string;
  /** its place among the buckets of age: 0-30 days is 0, … over 365 is 6 */
  bucket: number;
  oldest: number;
  kind: string;
  cost_kind: string | null;
  wip: bigint;
  held: bigint;
}

interface Narrowed {
  readonly timekeeperId: string | null;
  readonly clientId: string | null;
}

/** What counts for later days than the one asked for, or was recorded after the instant that is asked for. */
const later = (asOf: Day, knownAt: string | undefined, at = '') =>
  sql`(${sql.ref(`${at}counts_on`)} > ${asOf}::date or ${sql.ref(`${at}recorded_at`)} > ${knownAt ?? null}::timestamptz)`;

/** Today's open WIP per matter, kind and bucket of age, `as of − work date` in days: what the cards carry. */
export async function wipByAge(db: Reading['db'], asOf: Day, filter: Narrowed): Promise<WipRow[]> {
  const { rows } = await sql<WipRow>`
    select m.billing_timekeeper_id, t.name as billing_timekeeper, m.client_id, m.client_name as client, m.id as matter_id, m.number as matter, m.name as matter_name,
      w.currency, w.bucket, w.oldest, w.kind, w.cost_kind, w.wip, w.held
    from (select matter_id, currency, kind, cost_kind, width_bucket(${asOf}::date - work_date, ${BUCKET_ENDS.map((end) => end + 1)}::int[]) as bucket,
        max(${asOf}::date - work_date) as oldest, sum(wip_minor)::int8 as wip, coalesce(sum(wip_minor) filter (where hold_reason is not null), 0)::int8 as held
      from card_brief where state = 'open' and work_date <= ${asOf}::date group by 1, 2, 3, 4, 5) w
    join matter_brief m on m.id = w.matter_id join timekeeper_brief t on t.id = m.billing_timekeeper_id
    where (${filter.timekeeperId}::uuid is null or m.billing_timekeeper_id = ${filter.timekeeperId}::uuid)
      and (${filter.clientId}::uuid is null or m.client_id = ${filter.clientId}::uuid)`.execute(db);
  return rows;
}

/**
 * The same on another day: what a card carries on a matter now, less what moved it there on later days, or what was
 * recorded later than is asked for. So it closes where the roll-forward of that day closes. When a card was held isn't kept
 * by days.
 */
async function wipOn(
  db: Reading['db'],
  asOf: Day,
  filter: Narrowed & { readonly knownAt: string | undefined },
): Promise<WipRow[]> {
  const { rows } = await sql<WipRow>`
    with carried as (select card_id, matter_id, sum(wip_minor) as wip from (
        select card_id, matter_id, wip_minor, open_seconds as seconds from open_wip
        union all select card_id, matter_id, -wip_minor, -seconds from card_step where ${later(asOf, filter.knownAt)}) s
      group by 1, 2 having sum(wip_minor) <> 0 or sum(seconds) <> 0)
    select m.billing_timekeeper_id, t.name as billing_timekeeper, m.client_id, m.client_name as client, m.id as matter_id, m.number as matter, m.name as matter_name,
      w.currency, w.bucket, w.oldest, w.kind, w.cost_kind, w.wip, 0::int8 as held
    from (select c.matter_id, k.currency, k.kind, k.cost_kind, width_bucket(${asOf}::date - k.work_date, ${BUCKET_ENDS.map((end) => end + 1)}::int[]) as bucket,
        max(greatest(${asOf}::date - k.work_date, 0)) as oldest, sum(c.wip)::int8 as wip
      from carried c join card_brief k on k.id = c.card_id group by 1, 2, 3, 4, 5) w
    join matter_brief m on m.id = w.matter_id join timekeeper_brief t on t.id = m.billing_timekeeper_id
    where (${filter.timekeeperId}::uuid is null or m.billing_timekeeper_id = ${filter.timekeeperId}::uuid)
      and (${filter.clientId}::uuid is null or m.client_id = ${filter.clientId}::uuid)`.execute(db);
  return rows;
}

export function buckets(rows: readonly Pick<WipRow, 'bucket' | 'wip'>[]): string[] {
  const sums = [...BUCKET_ENDS, Infinity].map(() => 0n);
  for (const { bucket, wip } of rows) sums[bucket] = (sums[bucket] ?? 0n) + wip;
  return sums.map(String);
}

export const showInventory = handleQuery(c.showInventory, async ({ db, today }, input) => {
  const asOf = input.asOf ?? today;
  const { knownAt } = input;
  const isToday = asOf === today && knownAt === undefined;
  const rows = await (isToday ? wipByAge : wipOn)(db, asOf, {
    timekeeperId: input.billingTimekeeperId ?? null,
    clientId: input.clientId ?? null,
    knownAt,
  });
  const around = await (isToday ? aroundMatters(db) : aroundMattersOn(db, asOf, knownAt));
  const total = (of: readonly WipRow[]): bigint => of.reduce((sum, r) => sum + r.wip, 0n);
  // A matter without open work may change its currency, so on a past day it may have had another.
  const byMatter = [...Map.groupBy(rows, (r) => `${r.matter_id} ${r.currency}`).values()];
  return {
    asOf,
    rows: byMatter
      .map((group) => {
        const first = group[0] as WipRow;
        const money = (of: readonly WipRow[]) => wire(total(of), first.currency);
        const beside = around.get(first.matter_id);
        return {
          billingTimekeeper: first.billing_timekeeper,
          billingTimekeeperId: first.billing_timekeeper_id,
          clientId: first.client_id,
          client: first.client,
          matterId: first.matter_id,
          matter: first.matter,
          matterName: first.matter_name,
          currency: first.currency,
          fees: money(group.filter((r) => r.kind === 'time')),
          hard: money(group.filter((r) => r.cost_kind === 'hard' || r.cost_kind === 'anticipated')),
          soft: money(group.filter((r) => r.cost_kind === 'soft')),
          charges: money(group.filter((r) => r.kind === 'charge')),
          wip: money(group),
          buckets: buckets(group),
          held: isToday
            ? wire(
                group.reduce((sum, r) => sum + r.held, 0n),
                first.currency,
              )
            : null,
          lastBill: beside?.last_bill ?? null,
          proformaId: beside?.proforma_id ?? null,
          proformaState: beside?.proforma_state ?? null,
          receivable: wire(beside?.receivable ?? 0n, first.currency),
          oldestDays: Math.max(...group.map((r) => r.oldest)),
        };
      })
      .toSorted((a, b) => a.billingTimekeeper.localeCompare(b.billingTimekeeper) || a.matter.localeCompare(b.matter)),
    totals: [...Map.groupBy(rows, (r) => r.currency)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, group]) => ({ currency, wip: wire(total(group), currency), buckets: buckets(group) })),
  };
});

interface Beside {
  matter_id: string;
  last_bill: Day | null;
  proforma_id: string | null;
  proforma_state: string | null;
  receivable: bigint | null;
}

async function aroundMatters(db: Reading['db']): Promise<Map<string, Beside>> {
  const { rows } = await sql<Beside>`
    select m.id as matter_id, b.last_bill, p.id as proforma_id, p.state as proforma_state, r.receivable
    from matter_brief m
    left join (select distinct on (matter_id) matter_id, proforma_id as id, state from matter_on_proforma
      where state not in ('billed', 'closed', 'reversed') order by matter_id, number) p on p.matter_id = m.id
    left join (select x.matter_id, max(i.invoice_date) as last_bill from invoice_head i join matter_on_proforma x on x.proforma_id = i.proforma_id
               where not i.reversed group by 1) b on b.matter_id = m.id
    left join (select matter_id, sum(open_minor)::int8 as receivable from open_receivable_matter group by 1) r on r.matter_id = m.id`.execute(
    db,
  );
  return new Map(rows.map((r) => [r.matter_id, r]));
}

/** The same on another day; which proforma a matter was on then isn't kept by days. */
async function aroundMattersOn(
  db: Reading['db'],
  asOf: Day,
  knownAt: string | undefined,
): Promise<Map<string, Beside>> {
  const { rows } = await sql<Beside>`
    select m.id as matter_id, b.last_bill, null as proforma_id, null as proforma_state, r.receivable
    from matter_brief m
    left join (select x.matter_id, max(i.invoice_date) as last_bill from invoice_head i join matter_on_proforma x on x.proforma_id = i.proforma_id
               left join invoice_reversed v on v.invoice_id = i.id
               where i.invoice_date <= ${asOf}::date and ${recordedBy('i.recorded_at', knownAt)}
                 and (v.counts_on is null or ${later(asOf, knownAt, 'v.')}) group by 1) b on b.matter_id = m.id
    left join (select matter_id, sum(minor)::int8 as receivable from (
        select matter_id, open_minor as minor from open_receivable_matter
        union all select matter_id, -minor from receivable_matter_step where ${later(asOf, knownAt)}) s group by 1) r on r.matter_id = m.id`.execute(
    db,
  );
  return new Map(rows.map((r) => [r.matter_id, r]));
}
