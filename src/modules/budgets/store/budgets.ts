import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { sum } from '../../../kernel/money.ts';
import type { Reading } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import { type ExpectedFee, expectedFees } from '../../docket/index.ts';
import { type Standing, standing } from '../budget.ts';

/** A budget as it holds on a day, with what counts against it. */
export interface BudgetNow extends Standing {
  readonly lineId: string;
  readonly name: string;
  readonly clientId: string;
  readonly client: string;
  readonly matterId: string | null;
  readonly matter: string;
  readonly familyId: string | null;
  readonly family: string;
  readonly covers: 'fees' | 'all';
  /** none: all work */
  readonly taskCodes: readonly string[];
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly since: Day;
  readonly source: string;
  readonly matterIds: readonly string[];
  readonly leftOut: number;
}

interface Row {
  readonly line_id: string;
  readonly name: string;
  readonly client_id: string;
  readonly client: string;
  readonly matter_id: string | null;
  readonly matter: string | null;
  readonly family_id: string | null;
  readonly family: string | null;
  readonly covers: 'fees' | 'all';
  readonly task_codes: string[];
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly spans: string;
  readonly valid: string;
  readonly source: string;
  readonly matter_ids: string[];
  readonly left_out: number;
  readonly billed: bigint;
  readonly wip: bigint;
}

/** Budgets that hold on the day and fit the condition on `b`, each with what was billed, less credits, and what is carried. */
export async function budgetsNow(db: Reading['db'], on: Day, where: RawBuilder<boolean>): Promise<BudgetNow[]> {
  const { rows } = await sql<Row>`
    with held as (select b.* from budget b where b.replaced_at is null and b.valid @> ${on}::date and ${where}),
    about as (select b.id, m.id as matter_id, m.currency = b.currency as counts from held b join matter_case m on m.client_id = b.client_id
      and (b.matter_id is null or m.id = b.matter_id) and (b.family_id is null or m.family_id = b.family_id))
    select b.line_id, b.name, b.client_id, c.name as client, b.matter_id, m.number as matter, b.family_id, f.reference as family, b.covers, b.task_codes, b.currency,
      b.amount_minor, b.spans::text as spans, b.valid::text as valid, b.source,
      coalesce((select array_agg(a.matter_id) from about a where a.id = b.id and a.counts), '{}') as matter_ids,
      (select count(*) from about a where a.id = b.id and not a.counts)::int as left_out,
      coalesce((select sum(l.bill_minor) from about a join billed_line l on l.matter_id = a.matter_id join invoice_head i on i.id = l.invoice_id and not i.reversed
        where a.id = b.id and a.counts and b.spans @> i.invoice_date and (b.covers = 'all' or l.kind <> 'disbursement') and (b.task_codes = '{}' or l.task_code = any(b.task_codes))), 0)::int8
      + coalesce((select sum(k.net_minor) from about a join credited_line k on k.matter_id = a.matter_id join invoice_head i on i.id = k.invoice_id and not i.reversed
        where a.id = b.id and a.counts and b.spans @> i.invoice_date and (b.covers = 'all' or k.kind <> 'disbursement') and (b.task_codes = '{}' or k.task_code = any(b.task_codes))), 0)::int8 as billed,
      coalesce((select sum(w.wip_minor) from about a join open_wip w on w.matter_id = a.matter_id
        where a.id = b.id and a.counts and b.spans @> w.work_date and (b.covers = 'all' or w.kind <> 'disbursement') and (b.task_codes = '{}' or w.task_code = any(b.task_codes))), 0)::int8 as wip
    from held b join client_brief c on c.id = b.client_id left join matter_brief m on m.id = b.matter_id left join family_record f on f.id = b.family_id
    order by c.name, b.name`.execute(db);
  const expected = await expectedFees(db, [...new Set(rows.flatMap((row) => row.matter_ids))]);
  return rows.map((row) => present(row, expected));
}

const FIRST = '0001-01-01';

/** Fees whose tasks are due on days that count, with task codes that count; one that is due on no known day counts. */
function within(
  fees: readonly ExpectedFee[],
  spans: { from: Day; to: Day | null },
  codes: readonly string[],
): bigint[] {
  return fees
    .filter(({ taskCode }) => codes.length === 0 || (taskCode !== null && codes.includes(taskCode)))
    .filter(({ due }) => due === null || (due >= spans.from && (spans.to === null || due <= spans.to)))
    .map((fee) => fee.minor);
}

function present(row: Row, expected: ReadonlyMap<string, readonly ExpectedFee[]>): BudgetNow {
  const spans = rangeDays(row.spans);
  const spent = {
    billedMinor: row.billed,
    wipMinor: row.wip,
    expectedMinor: sum(
      row.matter_ids.flatMap((matterId) => within(expected.get(matterId) ?? [], spans, row.task_codes)),
    ),
  };
  return {
    lineId: row.line_id,
    name: row.name,
    clientId: row.client_id,
    client: row.client,
    matterId: row.matter_id,
    matter: row.matter ?? '',
    familyId: row.family_id,
    family: row.family ?? '',
    covers: row.covers,
    taskCodes: row.task_codes,
    currency: row.currency,
    amountMinor: row.amount_minor,
    from: spans.from === FIRST ? null : spans.from,
    to: spans.to,
    since: rangeDays(row.valid).from,
    source: row.source,
    matterIds: row.matter_ids,
    leftOut: row.left_out,
    ...standing(row.amount_minor, spent),
  };
}

/** Budgets that hold for matters: their own, their family's, their client's. */
export async function budgetsOf(
  db: Reading['db'],
  on: Day,
  matterIds: readonly string[],
): Promise<Map<string, BudgetNow[]>> {
  const found = await budgetsNow(
    db,
    on,
    sql<boolean>`exists (select 1 from matter_case x where x.id = any(${[...matterIds]}::uuid[]) and x.client_id = b.client_id
      and (b.matter_id is null or b.matter_id = x.id) and (b.family_id is null or b.family_id = x.family_id))`,
  );
  return new Map(
    matterIds.map((matterId) => [matterId, found.filter((budget) => budget.matterIds.includes(matterId))]),
  );
}
