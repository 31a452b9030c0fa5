import { addDays, type Day } from '../kernel/day.ts';
import { unitOf } from '../kernel/currency.ts';
import type { Draft } from '../modules/cards/index.ts';
import type { Engine } from '../platform/command.ts';
import { matterFields } from '../modules/matters/contract.ts';
import { SYSTEM } from '../platform/system.ts';
import { act } from './doing.ts';
import { on, recordAll } from './record.ts';
import type { Cast } from './seed.ts';
import type { DemoFirm, DemoMatter } from './set-up.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly matterId: string;
  readonly problems: readonly string[];
}

/** Open work of the second month, in all its states, with faults to find: what a coordinator meets on a Monday. */
export async function tellStory(engine: Engine, firm: DemoFirm, cast: Cast, today: Day): Promise<void> {
  const yesterday = addDays(today, -1);
  const faulty = matter(firm, '1001-001');
  await recordAll(on(engine, yesterday), SYSTEM, faults(firm, faulty, today), 'Entries to look at');
  await stick(engine, matter(firm, '2003-002'));
  const through = addDays(today, -2);
  await act(on(engine, yesterday), cast.coordinator, 'runs start', { throughDay: through });
  await guideline(on(engine, yesterday), cast, matter(firm, '2001-001'), addDays(today, -90));
  const { rows } = await act<{ rows: Row[] }>(engine, cast.coordinator, 'proformas list', { open: 'true' });
  const usable = rows.filter((row) => row.problems.length === 0 && row.matterId !== faulty.id);
  const past = on(engine, yesterday);
  const first = usable.slice(0, 14);
  const partner = await timekeeperOf(engine, 'Eleanor Hartwell');
  const hers = await act<{ rows: Row[] }>(past, cast.coordinator, 'proformas list', {
    open: 'true',
    billingTimekeeperId: partner,
  });
  const more = hers.rows.filter((row) => usable.some((u) => u.id === row.id) && !first.some((f) => f.id === row.id));
  for (const row of [...first, ...more.slice(0, 4)])
    await act(past, cast.coordinator, 'proformas move', { id: row.id, version: row.version, move: 'submit' });
  const submitted = (await act<{ rows: Row[] }>(past, cast.coordinator, 'proformas list', { state: 'with-reviewer' }))
    .rows;
  await act(past, cast.manager, 'proformas approve', {
    proformas: submitted.slice(0, 5).map(({ id, version }) => ({ id, version })),
  });
  const [deferred] = usable.slice(15, 16);
  if (deferred) {
    await act(past, cast.coordinator, 'proformas move', {
      id: deferred.id,
      version: deferred.version,
      move: 'defer',
      note: 'Client asked for one bill after the hearing',
      untilDay: addDays(today, 20),
    });
  }
  // Late time that a stale proforma shows as new.
  await recordAll(engine, SYSTEM, late(firm, faulty, through), 'Late time');
}

interface Template {
  readonly says: string;
  readonly code: string | null;
  readonly params: object;
  readonly open: readonly string[];
}

const KEPT = ['minimum-increment', 'block-billing', 'vague-narrative', 'clerical-work', 'unpayable-task', 'long-day'];

/** A client’s billing guideline, from the published clauses, adopted; its rules warn, so that the month can be billed. */
async function guideline(engine: Engine, cast: Cast, { number }: DemoMatter, from: Day): Promise<void> {
  const { rows: clients } = await act<{ rows: { id: string; number: string }[] }>(engine, SYSTEM, 'clients list', {});
  const { rows } = await act<{ rows: Template[] }>(engine, cast.manager, 'guidelines templates', {});
  const clauses = rows.filter(({ code, open }) => code !== null && KEPT.includes(code) && open.length === 0);
  const added = await act<{ versionId: string }>(engine, cast.manager, 'guidelines add', {
    clientId: clients.find((client) => number.startsWith(client.number))?.id,
    title: 'Outside counsel billing guidelines',
    clauses: clauses.map(({ says, code, params }, i) => ({
      number: `2.${i + 1}`,
      words: says,
      rules: code === null ? [] : [{ code, severity: 'warn', params }],
    })),
  });
  await act(engine, cast.manager, 'guidelines adopt', { versionId: added.versionId, from });
}

async function timekeeperOf(engine: Engine, name: string): Promise<string> {
  const { rows } = await act<{ rows: { id: string; name: string }[] }>(engine, SYSTEM, 'timekeepers list', {});
  const found = rows.find((row) => row.name === name);
  if (!found) throw new Error(`Invariant broken: no timekeeper ${name} in the demo firm`);
  return found.id;
}

function matter(firm: DemoFirm, number: string): DemoMatter {
  const found = firm.matters.find((m) => m.number === number);
  if (!found) throw new Error(`Invariant broken: no matter ${number} in the demo firm`);
  return found;
}

function time(
  firm: DemoFirm,
  of: DemoMatter,
  timekeeper: string,
  workDate: Day,
  hundredths: bigint,
  narrative: string,
): Draft {
  const id = firm.timekeepers.find((t) => t.number === timekeeper)?.id ?? null;
  const seconds = hundredths * 36n;
  return {
    kind: 'time',
    matterId: of.id,
    timekeeperId: id,
    workDate,
    workedSeconds: seconds,
    billableSeconds: seconds,
    amountMinor: null,
    currency: null,
    costKind: null,
    narrative,
    taskCode: null,
    activityCode: 'A104',
    expenseCode: null,
  };
}

/** Five faults on one proforma: a duplicate, another client's name, a vague narrative, an impossible day, a cost recorded twice. */
function faults(firm: DemoFirm, of: DemoMatter, today: Day): Draft[] {
  const day = addDays(today, -6);
  const twice = time(firm, of, '111', day, 240n, 'Drafting response to office action, with amendments to claim 1');
  const cost: Draft = {
    ...twice,
    kind: 'disbursement',
    timekeeperId: null,
    workedSeconds: 0n,
    billableSeconds: 0n,
    amountMinor: 486n * unitOf(of.currency),
    currency: of.currency,
    costKind: 'hard',
    narrative: 'Translation of claims, agency invoice 8841',
    activityCode: null,
    expenseCode: 'E123',
  };
  return [
    twice,
    { ...twice },
    time(
      firm,
      of,
      '102',
      addDays(day, 1),
      120n,
      'Telephone conference with Larkfield Biosciences about crystalline form',
    ),
    time(firm, of, '112', addDays(day, 1), 150n, 'Attention to file'),
    time(firm, of, '101', addDays(day, 2), 1450n, 'Reviewing draft claims and commenting on scope against document D1'),
    cost,
    { ...cost, workDate: addDays(day, 1) },
  ];
}

function late(firm: DemoFirm, of: DemoMatter, through: Day): Draft[] {
  return [time(firm, of, '121', through, 80n, 'Preparing information disclosure statement citing documents D1 to D3')];
}

/** A matter that can't be billed though work goes on: somebody closed it to billing. */
async function stick(engine: Engine, stuck: DemoMatter): Promise<void> {
  const shown = await act(engine, SYSTEM, 'matters show', { id: stuck.id });
  const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
  await act(engine, SYSTEM, 'matters save', {
    ...fields,
    id: stuck.id,
    version: shown['version'],
    closedToBilling: true,
  });
}
