import { sql } from 'kysely';
import { addDays } from '../../../kernel/day.ts';
import { permitted } from '../../../kernel/permission.ts';
import { sum, sumsByCurrency, wire } from '../../../kernel/money.ts';
import { counted } from '../../../kernel/text.ts';
import type { Reading } from '../../../platform/command.ts';
import { matterFacts, missingOf } from '../../matters/index.ts';
import type { Net } from '../../proformas/index.ts';
import type { WipRow } from './inventory.ts';
import { missingEvents, proposedFees } from './docket-tasks.ts';
import { dueSubscriptions, heldBackOnDone, lowRetainers } from './terms-tasks.ts';
import { flagged, mentions, oldWorkAsked, prepared, proposed, toReview } from './review-tasks.ts';
import { failedLetters, failedSendings, unsent, unsentCorrections } from './sending-tasks.ts';
import { type Counted, type Task, values } from './task.ts';

const STUCK_DAYS = 5;
const OLD_WIP_DAYS = 90;
/** the largest of them; the list of matters has all */
const STUCK_SHOWN = 20;

/**
 * What waits to be done, most urgent first; each leads to where it is mended, which the person may see. Nothing here is
 * stored: it is what is true now.
 */
export async function tasksOf(
  reading: Reading,
  { nets, wip }: { nets: readonly Net[]; wip: readonly WipRow[] },
): Promise<Task[]> {
  const sources = [
    toReview,
    oldWorkAsked,
    (of: Reading) => stuckMatters(of, wip),
    flagged,
    prepared,
    ...(permitted(reading.actor.roles, 'edit proformas') ? [proposed] : []),
    waiting,
    staleProformas,
    failedSendings,
    failedLetters,
    unsent,
    unsentCorrections,
    ...(permitted(reading.actor.roles, 'see money') ? [oldWip, unapplied, decisions] : []),
    dueHolds,
    mentions,
    dueSubscriptions,
    heldBackOnDone,
    lowRetainers,
    proposedFees,
    missingEvents,
  ];
  // One after the other: they share one transaction, which answers one question at a time.
  const found: Task[] = [];
  for (const source of sources) found.push(...(await source(reading, nets)));
  const order = { block: 0, fix: 1, warn: 2, info: 3 } as const;
  return found.toSorted((a, b) => order[a.severity] - order[b.severity]);
}

/** Matters with WIP that can't be billed because their set-up lacks something: what their own pages say is missing. */
async function stuckMatters({ db, today }: Reading, wip: readonly WipRow[]): Promise<Task[]> {
  const open = [...Map.groupBy(wip, (row) => row.matter_id)]
    .map(([id, rows]) => ({ id, minor: sum(rows.map((row) => row.wip)) }))
    .toSorted((a, b) => (a.minor === b.minor ? a.id.localeCompare(b.id) : a.minor < b.minor ? 1 : -1));
  const missing = await missingOf(
    db,
    open.map((one) => one.id),
    today,
  );
  const stuck = open.filter((one) => missing.has(one.id)).slice(0, STUCK_SHOWN);
  const matters = await matterFacts(
    db,
    stuck.map((one) => one.id),
  );
  return stuck.flatMap(({ id, minor }): Task[] => {
    const matter = matters.get(id);
    if (!matter) return [];
    return [
      {
        severity: 'block',
        what: `Matter ${matter.number} ${matter.name} can’t be billed`,
        why: (missing.get(id) ?? []).map((one) => one.what).join(' '),
        count: 1,
        value: [wire(minor, matter.currency)],
        href: `/matters/${id}`,
        action: matter.closedToBilling ? 'Open it to billing' : 'Complete its set-up',
        waitingFor: 'coordinator',
      },
    ];
  });
}

/** Proformas that stand in one state too long, by state. */
async function waiting({ db, today }: Reading, nets: readonly Net[]): Promise<Task[]> {
  const since = addDays(today, -STUCK_DAYS);
  const { rows } = await sql<{ id: string }>`
    select id from proforma_head where state_since < ${since}::date and state not in ('billed', 'closed', 'reversed')`.execute(
    db,
  );
  const long = new Set(rows.map((row) => row.id));
  const say: Record<string, { what: string; action: string; waitingFor: string }> = {
    generated: { what: 'wait for pre-review', action: 'Pre-review them', waitingFor: 'coordinator' },
    'pre-review': { what: 'are in pre-review', action: 'Finish and submit them', waitingFor: 'coordinator' },
    'with-reviewer': {
      what: 'wait for their reviewer',
      action: 'Review them',
      waitingFor: 'billing timekeeper',
    },
    completed: { what: 'wait for approval', action: 'Approve them', waitingFor: 'billing timekeeper' },
    'approval-pending': {
      what: 'wait for somebody with a higher limit',
      action: 'Approve them',
      waitingFor: 'billing manager',
    },
    approved: { what: 'are approved and not billed', action: 'Bill them', waitingFor: 'coordinator' },
  };
  return Object.entries(say).flatMap(([state, said]): Task[] => {
    const group = nets.filter((net) => net.state === state);
    const count = group.length;
    if (count === 0) return [];
    const old = group.filter((net) => long.has(net.id)).length;
    const task: Task = {
      severity: old > 0 ? 'warn' : state === 'approved' ? 'fix' : 'info',
      what: `${counted(count, 'proforma')} ${said.what}`,
      why:
        old > 0
          ? `${counted(old, 'of them', 'of them')} for more than ${STUCK_DAYS} days.`
          : `None for more than ${STUCK_DAYS} days.`,
      count,
      value: sumsByCurrency(group),
      href: `/proformas?state=${state}`,
      action: said.action,
      waitingFor: said.waitingFor,
    };
    return [task];
  });
}

/** Open proformas whose matters have newer work up to their through date. */
async function staleProformas({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    matter: string;
    n: number;
    currency: string;
    minor: bigint;
  }>`
    with loose as materialized (select k.matter_id, k.work_date, k.wip_minor from card_brief k
      where k.state = 'open' and k.hold_reason is null and not exists (select 1 from card_on_proforma l where l.card_id = k.id))
    select p.id, p.number::text as number, m.numbers as matter, count(*)::int as n, p.currency, sum(k.wip_minor)::int8 as minor
    from loose k join matter_on_proforma x on x.matter_id = k.matter_id and x.state not in ('billed', 'closed', 'reversed')
      and k.work_date <= x.through_day and (x.from_day is null or k.work_date >= x.from_day)
    join proforma_head p on p.id = x.proforma_id join proforma_about m on m.proforma_id = p.id
    group by 1, 2, 3, 5 order by minor desc limit 5`.execute(db);
  return rows.map((r) => ({
    severity: 'fix',
    what: `Proforma ${r.number} (${r.matter}) has ${counted(r.n, 'new card')}`,
    why: 'Recorded after it was generated, up to its through date.',
    count: r.n,
    value: [wire(r.minor, r.currency)],
    href: `/proformas/${r.id}`,
    action: r.n === 1 ? 'Gather it' : 'Gather them',
    waitingFor: 'coordinator',
  }));
}

async function oldWip({ db, today }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted>`
    select currency, count(distinct matter_id)::int as n, sum(wip_minor)::int8 as minor from open_wip where work_date < ${addDays(today, -OLD_WIP_DAYS)}::date group by 1`.execute(
    db,
  );
  if (rows.length === 0) return [];
  const { count, value } = values(rows);
  return [
    {
      severity: 'warn',
      what: `WIP older than ${OLD_WIP_DAYS} days on ${counted(count, 'matter')}`,
      why: 'Old work is the hardest to bill.',
      count,
      value,
      href: '/inventory',
      action: 'See the inventory',
      waitingFor: 'billing timekeeper',
    },
  ];
}

async function dueHolds({ db, today }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted>`
    select currency, count(*)::int as n, sum(wip_minor)::int8 as minor from card_brief
    where state = 'open' and hold_until <= ${today}::date group by 1`.execute(db);
  if (rows.length === 0) return [];
  const { count, value } = values(rows);
  return [
    {
      severity: 'info',
      what: `${counted(count, 'held card')} are due for release`,
      why: 'Their hold ended; the next run takes them.',
      count,
      value,
      href: '/runs',
      action: 'Start a run',
      waitingFor: 'coordinator',
    },
  ];
}

/** Cash on no invoice yet: the payer thinks it paid. */
async function unapplied({ db, today }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted & { oldest: number }>`
    select currency, count(*)::int as n, sum(open_minor)::int8 as minor, max(${today}::date - received_on)::int as oldest from receipt_head where open_minor <> 0 group by 1`.execute(
    db,
  );
  if (rows.length === 0) return [];
  const oldest = Math.max(...rows.map((r) => r.oldest));
  const { count, value } = values(rows);
  return [
    {
      severity: 'fix',
      what: `${counted(count, 'receipt')} not on invoices yet`,
      why: oldest === 0 ? 'They came in today.' : `The oldest came in ${counted(oldest, 'day')} ago.`,
      count,
      value,
      href: '/receipts?unapplied=true',
      action: 'Put them on invoices',
      waitingFor: 'coordinator',
    },
  ];
}

/** Refunds and write-offs that wait for a second person. */
async function decisions({ db }: Reading): Promise<Task[]> {
  const { rows } = await sql<Counted>`
    select currency, count(*)::int as n, sum(amount_minor)::int8 as minor from (
      select r.currency, f.amount_minor from refund_asked f join receipt_head r on r.id = f.receipt_id where f.state = 'requested'
      union all select r.currency, w.amount_minor from write_off_asked w join receivable_head r on r.id = w.receivable_id where w.state = 'requested') waiting
    group by 1 order by 1`.execute(db);
  if (rows.length === 0) return [];
  const { count, value } = values(rows);
  return [
    {
      severity: 'fix',
      what: `${counted(count, 'refund or write-off', 'refunds and write-offs')} to decide`,
      why: 'Another person than who asked decides.',
      count,
      value,
      href: '/decisions',
      action: 'Decide',
      waitingFor: 'finance',
    },
  ];
}
