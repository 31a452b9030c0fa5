import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Line } from '../line.ts';

interface LineRow {
  id: string;
  proforma_id: string;
  version: number;
  card_id: string;
  number: bigint;
  kind: Line['kind'];
  cost_kind: Line['costKind'];
  timekeeper_id: string | null;
  initials: string | null;
  timekeeper_name: string | null;
  matter_id: string;
  wip_minor: bigint;
  wip_entity_minor: bigint;
  open_seconds: bigint;
  work_minor: bigint;
  excluded: boolean;
  no_charge: boolean;
  printed: boolean;
  seconds: bigint;
  rate_e4: bigint | null;
  bill_minor: bigint;
  narrative: string;
  work_date: Day;
  task_code: string | null;
  activity_code: string | null;
  expense_code: string | null;
  shares: string | null;
  by_clause: Line['byClause'];
  hold_reason: string | null;
  hold_until: Day | null;
  c_seconds: bigint;
  c_rate: bigint | null;
  c_narrative: string;
  c_work_date: Day;
  c_task: string | null;
  c_activity: string | null;
  c_expense: string | null;
}

/** Fees, disbursements, charges, each by matter and date, of line `l`, card `k` and matter `m`; on it hangs where an odd cent falls. */
export const DESK_ORDER = sql`array_position(array['time', 'disbursement', 'charge'], k.kind), m.number, l.work_date, k.number`;

/** The lines of proformas in the desk's order. */
export async function loadLines(db: Reading['db'], ids: readonly string[]): Promise<Map<string, Line[]>> {
  const { rows } = await sql<LineRow>`
    select l.id, l.proforma_id, l.version, l.card_id, k.number, k.kind, k.cost_kind, k.timekeeper_id, t.initials, t.name as timekeeper_name, k.matter_id,
      k.wip_minor, k.wip_entity_minor, k.open_seconds, k.work_minor, l.excluded, l.no_charge, l.printed, l.seconds, l.rate_e4, l.bill_minor, l.narrative,
      l.work_date, l.task_code, l.activity_code, l.expense_code, l.shares, b.kind as by_clause, k.hold_reason, k.hold_until, k.billable_seconds as c_seconds,
      k.agreed_rate_e4 as c_rate, k.narrative as c_narrative, k.work_date as c_work_date, k.task_code as c_task, k.activity_code as c_activity, k.expense_code as c_expense
    from proforma_line l join card_brief k on k.id = l.card_id join matter_case m on m.id = k.matter_id left join timekeeper_brief t on t.id = k.timekeeper_id
      left join charged_by_clause b on b.card_id = k.id
    where l.proforma_id = any(${[...ids]}::uuid[]) and (l.attached or l.billed)
    order by ${DESK_ORDER}`.execute(db);
  const beside = await besideLines(db, ids, rows);
  const byProforma = new Map<string, Line[]>();
  for (const r of rows) {
    const line = lineOf(r, beside);
    const list = byProforma.get(r.proforma_id);
    if (list) list.push(line);
    else byProforma.set(r.proforma_id, [line]);
  }
  return byProforma;
}

interface Beside {
  readonly awaited: ReadonlyMap<string, string>;
  readonly comments: ReadonlyMap<string, number>;
  readonly files: ReadonlyMap<string, number>;
}

/** What few lines have. Asked apart: with it the statement of the lines has so many tables that it takes longer to plan than to run. */
async function besideLines(db: Reading['db'], ids: readonly string[], lines: readonly LineRow[]): Promise<Beside> {
  const proformas = [...ids];
  const comments = await sql<{ id: string; n: number }>`
    select c.line_id as id, count(*)::int as n from proforma_comment c join proforma_line l on l.id = c.line_id
    where l.proforma_id = any(${proformas}::uuid[]) group by 1`.execute(db);
  const files = await sql<{ id: string; n: number }>`
    select a.subject_id as id, count(*)::int as n from attached_document a where a.subject_type = 'card'
      and a.subject_id in (select card_id from proforma_line where proforma_id = any(${proformas}::uuid[])) group by 1`.execute(
    db,
  );
  const held = lines.filter((line) => line.hold_reason !== null).map((line) => line.card_id);
  const waiting = held.length === 0 ? [] : await waitingFor(db, held);
  return {
    awaited: new Map(waiting.map((row) => [row.card_id, row.title])),
    comments: new Map(comments.rows.map((row) => [row.id, row.n])),
    files: new Map(files.rows.map((row) => [row.id, row.n])),
  };
}

async function waitingFor(db: Reading['db'], cards: readonly string[]): Promise<{ card_id: string; title: string }[]> {
  const { rows } = await sql<{ card_id: string; title: string }>`
    select card_id, title from card_waiting where card_id = any(${[...cards]}::uuid[])`.execute(db);
  return rows;
}

function lineOf(r: LineRow, beside: Beside): Line {
  return {
    id: r.id,
    version: r.version,
    cardId: r.card_id,
    cardNumber: r.number,
    kind: r.kind,
    costKind: r.cost_kind,
    timekeeperId: r.timekeeper_id,
    timekeeper: r.initials ?? '',
    timekeeperName: r.timekeeper_name ?? '',
    matterId: r.matter_id,
    byClause: r.by_clause,
    wipMinor: r.wip_minor,
    wipEntityMinor: r.wip_entity_minor,
    openSeconds: r.open_seconds,
    workMinor: r.work_minor,
    hold:
      r.hold_reason === null
        ? null
        : { reason: r.hold_reason, untilDay: r.hold_until, untilEvent: beside.awaited.get(r.card_id) ?? null },
    excluded: r.excluded,
    noCharge: r.no_charge,
    printed: r.printed,
    seconds: r.seconds,
    rateE4: r.rate_e4,
    billMinor: r.bill_minor,
    narrative: r.narrative,
    workDate: r.work_date,
    taskCode: r.task_code,
    activityCode: r.activity_code,
    expenseCode: r.expense_code,
    shares: r.shares,
    comments: beside.comments.get(r.id) ?? 0,
    files: beside.files.get(r.card_id) ?? 0,
    recorded: {
      excluded: false,
      noCharge: false,
      printed: true,
      seconds: r.c_seconds,
      rateE4: r.c_rate,
      billMinor: r.wip_minor,
      narrative: r.c_narrative,
      workDate: r.c_work_date,
      taskCode: r.c_task,
      activityCode: r.c_activity,
      expenseCode: r.c_expense,
      shares: null,
    },
  };
}
