import { randomUUID } from 'node:crypto';
import { NO_OFFICES } from '../modules/docket/index.ts';
import { runOnce, Logger } from 'graphile-worker';
import pg from 'pg';
import { stringify } from 'csv-stringify/sync';
import { addDays, type Day, firstOfMonth, lastOfMonth } from '../kernel/day.ts';
import { hoursText } from '../kernel/hours.ts';
import { decimalText } from '../kernel/money.ts';
import { tasksOf } from '../jobs/tasks.ts';
import type { Draft } from '../modules/cards/index.ts';
import { type Actor, type Engine } from '../platform/command.ts';
import { actorFor } from '../platform/identity.ts';
import { startPdfRenderer } from '../platform/typst/index.ts';
import { chanceFrom } from './chance.ts';
import { act } from './doing.ts';
import { type DemoFirm, setUpFirm } from './set-up.ts';
import { workOfDays } from './work-of-days.ts';

export interface MonthStep {
  readonly step: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly totals: Readonly<Record<string, string>>;
}

interface Sheet {
  readonly id: string;
  readonly version: number;
  readonly lines: readonly {
    id: string;
    version: number;
    kind: string;
    amount: { minor: string; currency: string };
  }[];
}

/** A firm's month from its recorded work to sent invoices, on an empty database; each step with its counts and totals. */
export async function demoMonth(engine: Engine, owner: pg.PoolConfig, seed: number): Promise<MonthStep[]> {
  const chance = chanceFrom(seed);
  const today = engine.clock.today();
  const firm = await setUpFirm(engine, chance, today);
  const maya = await person(engine, firm, 'maya.okafor');
  const ruth = await person(engine, firm, 'ruth.sandoval');
  const first = firstOfMonth(addDays(firstOfMonth(today), -1));
  const file = fileOf(firm, workOfDays(firm, chance, first, lastOfMonth(first), 2));
  const steps = [await importFile(engine, maya, file)];
  const run = await act<{
    generated: number;
    skipped: number;
    outcomes: { proformaId: string | null; wip: { minor: string; currency: string } }[];
  }>(engine, maya, 'runs start', { throughDay: lastOfMonth(first) });
  steps.push({
    step: 'run',
    counts: { generated: run.generated, skipped: run.skipped },
    totals: totalsOf(run.outcomes.filter((o) => o.proformaId).map((o) => o.wip)),
  });
  const ids = [...new Set(run.outcomes.flatMap((o) => o.proformaId ?? []))];
  steps.push(await edits(engine, maya, ids));
  steps.push(await approvals(engine, maya, ruth, ids));
  steps.push(await bill(engine, maya, today));
  await act(engine, maya, 'invoices send', { invoiceIds: (await invoices(engine, maya)).map((i) => i.id) });
  steps.push(await documents(engine, owner));
  return steps;
}

async function person(engine: Engine, firm: DemoFirm, who: string): Promise<Actor> {
  const actor = await actorFor(engine.store, firm.people.get(who) ?? '', 'system');
  if (!actor) throw new Error(`Invariant broken: no ${who}`);
  return actor;
}

/** The recorded work as a time tracker would export it. */
function fileOf(firm: DemoFirm, drafts: readonly Draft[]): string {
  const matters = new Map(firm.matters.map((m) => [m.id, m]));
  const timekeepers = new Map(firm.timekeepers.map((t) => [t.id, t.number]));
  const rows = drafts.map((d) => ({
    Date: d.workDate,
    Matter: matters.get(d.matterId)?.number,
    Timekeeper: d.timekeeperId === null ? '' : timekeepers.get(d.timekeeperId),
    Type: d.kind,
    Hours: d.kind === 'time' ? hoursText(d.workedSeconds) : '',
    Amount: d.amountMinor === null ? '' : decimalText(d.amountMinor, d.currency ?? ''),
    Currency: d.currency ?? '',
    'Cost kind': d.costKind ?? '',
    Task: d.taskCode ?? '',
    Activity: d.activityCode ?? '',
    Expense: d.expenseCode ?? '',
    Description: d.narrative,
  }));
  return stringify(rows, { header: true });
}

const COLUMNS = {
  workDate: 'Date',
  matter: 'Matter',
  timekeeper: 'Timekeeper',
  kind: 'Type',
  hours: 'Hours',
  amount: 'Amount',
  currency: 'Currency',
  costKind: 'Cost kind',
  taskCode: 'Task',
  activityCode: 'Activity',
  expenseCode: 'Expense',
  narrative: 'Description',
};

async function importFile(engine: Engine, maya: Actor, text: string): Promise<MonthStep> {
  const imported = await act<{ accepted: number; duplicate: number; refused: number }>(engine, maya, 'imports start', {
    fileName: 'month.csv',
    file: { text },
    mapping: { columns: COLUMNS, dates: 'iso', numbers: '1,234.56', hoursAs: 'decimal' },
    rememberAs: 'Month file',
  });
  const cards = await act<{ wip: { minor: string; currency: string }[] }>(engine, maya, 'cards list', {
    limit: '1',
  });
  return {
    step: 'import',
    counts: { accepted: imported.accepted, duplicate: imported.duplicate, refused: imported.refused },
    totals: totalsOf(cards.wip),
  };
}

/** A few edits of each kind that a pre-review makes. */
async function edits(engine: Engine, maya: Actor, ids: readonly string[]): Promise<MonthStep> {
  let made = 0;
  for (const [i, id] of ids.entries()) {
    const sheet = await act<Sheet>(engine, maya, 'proformas show', { id });
    const time = sheet.lines.find((line) => line.kind === 'time');
    if (!time) continue;
    const lines = [{ id: time.id, version: time.version }];
    const operation = [
      { do: 'set-words', lines, narrative: 'Reviewing and reporting on the examiner’s objections' },
      { do: 'change-by-percent', lines, percentPpm: -150_000, reason: 'Over estimate' },
      { do: 'no-charge', lines, on: true, reason: 'Courtesy' },
      { do: 'exclude', lines },
      { do: 'adjust', label: 'Agreed discount', percentPpm: -50_000, reason: 'Agreed discount' },
      null,
    ][i % 6];
    if (!operation) continue;
    await act(engine, maya, 'proformas edit', { id, operation });
    made += 1;
  }
  const rows = (
    await act<{ rows: { bill: { minor: string; currency: string } }[] }>(engine, maya, 'proformas list', {
      open: 'true',
    })
  ).rows;
  return { step: 'edits', counts: { made }, totals: totalsOf(rows.map((r) => r.bill)) };
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly lines: number;
}

async function approvals(engine: Engine, maya: Actor, ruth: Actor, ids: readonly string[]): Promise<MonthStep> {
  const { rows } = await act<{ rows: Row[] }>(engine, maya, 'proformas list', { open: 'true' });
  for (const row of rows) {
    if (row.lines > 0 && ids.includes(row.id))
      await act(engine, maya, 'proformas move', { id: row.id, version: row.version, move: 'submit' });
  }
  const submitted = (await act<{ rows: Row[] }>(engine, maya, 'proformas list', { state: 'with-reviewer' })).rows;
  const { approved, refused } = await act<{ approved: string[]; refused: unknown[] }>(
    engine,
    ruth,
    'proformas approve',
    { proformas: submitted.map(({ id, version }) => ({ id, version })) },
  );
  return { step: 'approvals', counts: { approved: approved.length, refused: refused.length }, totals: {} };
}

async function invoices(
  engine: Engine,
  maya: Actor,
): Promise<{ id: string; total: { minor: string; currency: string } }[]> {
  return (
    await act<{ rows: { id: string; total: { minor: string; currency: string } }[] }>(engine, maya, 'invoices list', {
      limit: '10000',
    })
  ).rows;
}

async function bill(engine: Engine, maya: Actor, invoiceDate: Day): Promise<MonthStep> {
  const approved = (await act<{ rows: Row[] }>(engine, maya, 'proformas list', { state: 'approved' })).rows;
  await act(engine, maya, 'invoices bill', {
    proformas: approved.map(({ id, version }) => ({ id, version })),
    invoiceDate,
  });
  const made = await invoices(engine, maya);
  return {
    step: 'billing',
    counts: { proformas: approved.length, invoices: made.length },
    totals: totalsOf(made.map((i) => i.total)),
  };
}

/** Works the queue until it is empty: PDF, LEDES, messages. */
async function documents(engine: Engine, owner: pg.PoolConfig): Promise<MonthStep> {
  const renderer = startPdfRenderer({ children: 2 });
  const pool = new pg.Pool(owner);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    await runOnce({
      pgPool: pool,
      taskList: tasksOf(engine, renderer, {
        smtpUrl: null,
        offices: NO_OFFICES,
        mailFrom: 'billing@engross.invalid',
        baseUrl: 'http://127.0.0.1:4200',
        // It lives as long as this month, and so does what it signs.
        secret: randomUUID(),
      }),
      logger: new Logger(() => () => undefined),
    });
    const { rows: kinds } = await pool.query<{ kind: string; n: number }>(
      `select kind, count(*)::int as n from document_link where subject_type = 'invoice' group by 1`,
    );
    const { rows: sent } = await pool.query<{ n: number }>('select count(*)::int as n from outbox_message');
    return {
      step: 'documents',
      counts: { ...Object.fromEntries(kinds.map((k) => [k.kind, k.n])), messages: sent[0]?.n ?? 0 },
      totals: {},
    };
  } finally {
    await pool.end();
    await renderer.close();
  }
}

function totalsOf(amounts: readonly { minor: string; currency: string }[]): Record<string, string> {
  const totals = new Map<string, bigint>();
  for (const { minor, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minor));
  return Object.fromEntries(
    [...totals].toSorted(([a], [b]) => a.localeCompare(b)).map(([currency, minor]) => [currency, minor.toString()]),
  );
}
