import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
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

/** Open WIP per matter, kind and bucket of age, `as of − work date` in days. */
export async function wipByAge(
  db: Reading['db'],
  asOf: Day,
  filter: { timekeeperId: string | null; clientId: string | null },
): Promise<WipRow[]> {
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

export function buckets(rows: readonly Pick<WipRow, 'bucket' | 'wip'>[]): string[] {
  const sums = [...BUCKET_ENDS, Infinity].map(() => 0n);
  for (const { bucket, wip } of rows) sums[bucket] = (sums[bucket] ?? 0n) + wip;
  return sums.map(String);
}

export const showInventory = handleQuery(c.showInventory, async ({ db, today }, input) => {
  const asOf = input.asOf ?? today;
  const rows = await wipByAge(db, asOf, {
    timekeeperId: input.billingTimekeeperId ?? null,
    clientId: input.clientId ?? null,
  });
  const around = await aroundMatters(db);
  const total = (of: readonly WipRow[]): bigint => of.reduce((sum, r) => sum + r.wip, 0n);
  const byMatter = [...Map.groupBy(rows, (r) => r.matter_id).values()];
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
          held: wire(
            group.reduce((sum, r) => sum + r.held, 0n),
            first.currency,
          ),
          lastBill: beside?.last_bill ?? null,
          proformaId: beside?.proforma_id ?? null,
          proformaState: beside?.proforma_state ?? null,
          receivable: wire(beside?.receivable ?? 0n, first.currency),
          oldestDays: Math.max(...group.map((r) => r.oldest)),
        };
      })
      .toSorted((a, b) => a.billingTimekeeper.localeCompare(b.billingTimekeeper) || a.matter.localeCompare(b.matter)),
    totals: [...Map.groupBy(rows, (r) => r.currency)].map(([currency, group]) => ({
      currency,
      wip: wire(total(group), currency),
      buckets: buckets(group),
    })),
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
    left join lateral (select o.proforma_id as id, o.state from matter_on_proforma o where o.matter_id = m.id
      and o.state not in ('billed', 'closed', 'reversed') order by o.number limit 1) p on true
    left join (select x.matter_id, max(i.invoice_date) as last_bill from invoice_head i join matter_on_proforma x on x.proforma_id = i.proforma_id
               where not i.reversed group by 1) b on b.matter_id = m.id
    left join (select matter_id, sum(open_minor)::int8 as receivable from open_receivable_matter group by 1) r on r.matter_id = m.id`.execute(
    db,
  );
  return new Map(rows.map((r) => [r.matter_id, r]));
}
