import { sql } from 'kysely';
import { addDays, daysBetween, type Day, firstOfMonth, workingDay } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { sumsByCurrency, wire } from '../../../kernel/money.ts';
import { permitted } from '../../../kernel/permission.ts';
import { handleQuery, type Reading } from '../../../platform/command.ts';
import { STATES } from '../../proformas/contract/states.ts';
import { type Net, openNets } from '../../proformas/index.ts';
import { AGE_BUCKETS } from '../contract.ts';
import * as c from '../contract.ts';
import { buckets, wipByAge, type WipRow } from './inventory.ts';
import { tasksOf } from './tasks.ts';

type Today = OutputOf<typeof c.showToday>;

const CUT_OFF_WORKING_DAYS = 5;

export const showToday = handleQuery(c.showToday, async (reading): Promise<Today> => {
  const { db, today, actor } = reading;
  const wip = await wipByAge(db, today, { timekeeperId: null, clientId: null });
  const nets = await openNets(db);
  const cutOff = await cutOffOf(db, today);
  const tasks = await tasksOf(reading, { nets, wip });
  const pipeline = pipelineOf(nets);
  if (permitted(actor.roles, 'see money'))
    return { today, cutOff, tasks, pipeline, ...(await atAGlance(reading, wip)) };
  return {
    today,
    cutOff: { ...cutOff, notBilled: undefined },
    tasks: tasks.map((task) => (task.waitingFor === 'you' ? task : { ...task, value: undefined })),
    pipeline: pipeline.map((step) => ({ ...step, bill: undefined })),
  };
});

/** What the whole firm has in hand, is owed and billed. */
async function atAGlance(
  { db, today }: Reading,
  wip: readonly WipRow[],
): Promise<Pick<Today, 'wip' | 'receivable' | 'billedThisMonth' | 'ageing'>> {
  const byCurrency = [...Map.groupBy(wip, (r) => r.currency)].toSorted(([a], [b]) => a.localeCompare(b));
  return {
    wip: byCurrency.map(([currency, rows]) =>
      wire(
        rows.reduce((n, r) => n + r.wip, 0n),
        currency,
      ),
    ),
    receivable: await sums(
      db,
      sql`select currency, sum(open_minor)::int8 as minor from open_receivable group by 1 order by 1`,
    ),
    billedThisMonth: await sums(
      db,
      sql`select currency, sum(total_minor - tax_minor - on_account_minor)::int8 as minor from invoice_head where not reversed and invoice_date >= ${firstOfMonth(today)}::date group by 1 order by 1`,
    ),
    ageing: byCurrency.flatMap(([currency, rows]) =>
      buckets(rows).map((minor, i) => ({ bucket: AGE_BUCKETS[i] ?? '', currency, minor })),
    ),
  };
}

async function sums(db: Reading['db'], query: ReturnType<typeof sql>) {
  const { rows } = await (query as ReturnType<typeof sql<{ currency: string; minor: bigint }>>).execute(db);
  return rows.map((r) => wire(r.minor, r.currency));
}

/** The month that is to be billed: last month until its billing is cut off, on the fifth working day of this one. */
async function cutOffOf(db: Reading['db'], today: Day): Promise<NonNullable<Today['cutOff']>> {
  const first = firstOfMonth(today);
  const cutOff = workingDay(first, CUT_OFF_WORKING_DAYS);
  const inLast = today <= cutOff;
  const next = firstOfMonth(addDays(first, 32));
  const day = inLast ? cutOff : workingDay(next, CUT_OFF_WORKING_DAYS);
  const through = inLast ? addDays(first, -1) : addDays(next, -1);
  const { rows } = await sql<{ currency: string; minor: bigint; matters: number }>`
    select currency, sum(wip_minor)::int8 as minor, count(distinct matter_id)::int as matters from card_brief
    where state = 'open' and hold_reason is null and work_date <= ${through}::date group by 1 order by 1`.execute(db);
  return {
    day,
    daysLeft: daysBetween(today, day),
    period: through.slice(0, 7),
    notBilled: rows.map((r) => wire(r.minor, r.currency)),
    matters: rows.reduce((n, r) => n + r.matters, 0),
  };
}

function pipelineOf(nets: readonly Net[]): Today['pipeline'] {
  const byState = Map.groupBy(nets, (net) => net.state);
  return STATES.flatMap((state) => {
    const group = byState.get(state);
    return group ? [{ state, count: group.length, bill: sumsByCurrency(group) }] : [];
  });
}
