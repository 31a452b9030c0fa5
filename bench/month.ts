// What a month costs: bin/bench month [--cards 50000] [--matters 2000] [--pdfs 1000] [--json]
// Each step is run by the product and then by its floor, in one run on one machine; only the ratios mean anything.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ready } from '../src/connect.ts';
import { chanceFrom } from '../src/demo/chance.ts';
import { act } from '../src/demo/doing.ts';
import { setUpFirm } from '../src/demo/set-up.ts';
import { addDays, day } from '../src/kernel/day.ts';
import { CHART } from '../src/modules/ledger/index.ts';
import { takeImport } from '../src/modules/cards/index.ts';
import { fixedClock } from '../src/platform/clock.ts';
import type { Engine } from '../src/platform/command.ts';
import { Store } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { loadReference } from '../src/platform/reference.ts';
import { REACTIONS } from '../src/reactions.ts';
import { floorApart } from './floor-apart.ts';
import { approveAll, csv, longDays, manyMatters, people } from './large-firm.ts';
import { forgetPeak, peakMb } from './memory.ts';
import { pdfCost } from './pdf.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    cards: { type: 'string', default: '50000' },
    matters: { type: 'string', default: '2000' },
    pdfs: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});
const CARDS = Number(values.cards);
const MATTERS = Number(values.matters);
const TODAY = day('2026-03-31');

interface Step {
  readonly step: string;
  readonly oursMs: number;
  readonly floorMs: number | null;
  readonly ratio: number | null;
  readonly target: number | null;
  readonly rows?: number;
  readonly transactions?: number;
  /** the highest this process stood at during the step, what the bench itself holds counted */
  readonly peakMb?: number;
}

const dataDir = await mkdtemp(join(tmpdir(), 'engross-bench-'));
await chmod(dataDir, 0o711);
const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
const steps: Step[] = [];
try {
  await ready(server.connection(server.ownerUser, 'engross'));
  await month();
  steps.push(await pdfCost(Number(values.pdfs)));
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
await report();

async function month(): Promise<void> {
  await using(async (engine) => {
    await loadReference(engine.store, CHART);
    const firm = await setUpFirm(engine, chanceFrom(7), TODAY);
    await manyMatters(engine, firm, MATTERS);
    await longDays(engine);
  });
  await measured('import', 4, async (engine) => {
    const { maya } = await people(engine);
    const started = await act<{ id: string }>(engine, maya, 'imports start', {
      fileName: 'month.csv',
      file: { base64: await csv(engine, CARDS, MATTERS) },
    });
    await takeImport(engine, started.id);
  });
  await measured('run', 4, async (engine) => {
    const { maya } = await people(engine);
    await act(engine, maya, 'runs start', { throughDay: TODAY });
  });
  await using(approveAll);
  await measured('billing', 6, billAll);
  await measured('receipts', 6, receiveAll);
  await opening();
}

/** Runs on the database as one process would, its connections closed afterwards so that it can be copied. */
async function using<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const store = new Store({ connection: server.connection('engross_app', 'engross'), max: 8 });
  try {
    return await work({ store, clock: fixedClock(TODAY), reactions: REACTIONS });
  } finally {
    await store.close();
  }
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client(server.connection(server.ownerUser, 'postgres'));
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function measured(step: string, target: number, work: (engine: Engine) => Promise<void>): Promise<void> {
  const copy = `before_${step}`;
  await admin(`create database ${copy} template engross`);
  const owner = server.connection(server.ownerUser, 'engross');
  const {
    oursMs,
    firstXid,
    peakMb: highestMb,
  } = await using(async (engine) => {
    const { rows } = await engine.store.pool.query<{ x: string }>('select pg_current_xact_id()::text as x');
    await forgetPeak();
    const began = performance.now();
    await work(engine);
    return { oursMs: performance.now() - began, firstXid: BigInt(rows[0]?.x ?? '0'), peakMb: await peakMb() };
  });
  const floor = await floorApart(server.connection(server.ownerUser, copy), owner, firstXid);
  await admin(`drop database ${copy} with (force)`);
  const ratio = Math.round((oursMs / floor.ms) * 100) / 100;
  steps.push({
    step,
    oursMs: Math.round(oursMs),
    floorMs: Math.round(floor.ms),
    ratio,
    target,
    rows: floor.rows,
    transactions: floor.transactions,
    peakMb: highestMb,
  });
  console.error(
    `${step}: ours ${Math.round(oursMs)} ms, floor ${Math.round(floor.ms)} ms, ratio ${ratio} (to reach ${target}); at most ${highestMb} MB`,
  );
}

async function billAll(engine: Engine): Promise<void> {
  const { maya } = await people(engine);
  const { rows } = await engine.store.pool.query<{ id: string; version: number }>(
    `select id, version from proforma where state = 'approved' order by number`,
  );
  for (let at = 0; at < rows.length; at += 100)
    await act(engine, maya, 'invoices bill', { proformas: rows.slice(at, at + 100), invoiceDate: TODAY });
}

/** One receipt for each invoice, each a command of its own, as they come in. */
async function receiveAll(engine: Engine): Promise<void> {
  const { owen } = await people(engine);
  const { rows } = await engine.store.pool.query<{ id: string; payer: string; open: bigint; account: string }>(
    `select r.id, r.payer_id as payer, r.open_minor as open, b.id as account from receivable r
     join bank_account b on b.entity_id = r.entity_id and b.currency = r.currency order by r.number`,
  );
  for (const r of rows) {
    const amount = r.open.toString();
    await act(engine, owen, 'receipts record', {
      bankAccountId: r.account,
      payerId: r.payer,
      method: 'wire',
      receivedOn: TODAY,
      amount,
      allocations: [{ receivableId: r.id, amount }],
    });
  }
}

/** The desk of a proforma of 300 lines, at the server. */
async function opening(): Promise<void> {
  await using(async (engine) => {
    const { maya } = await people(engine);
    const [matter] = (await engine.store.pool.query<{ id: string }>(`select id from matter where number = 'B-1'`)).rows;
    const [keeper] = (
      await engine.store.pool.query<{ id: string }>('select id from timekeeper order by number limit 1')
    ).rows;
    for (let n = 0; n < 300; n += 1) {
      await act(engine, maya, 'cards record', {
        kind: 'time',
        matterId: matter?.id,
        timekeeperId: keeper?.id,
        workDate: addDays(TODAY, -1 - (n % 28)),
        hours: '0.50',
        narrative: `Line ${n} with words enough to fill a cell of the desk`,
      });
    }
    const run = await act<{ outcomes: { proformaId: string }[] }>(engine, maya, 'runs start', {
      throughDay: TODAY,
      matterId: matter?.id,
    });
    const took: number[] = [];
    for (let n = 0; n < 120; n += 1) {
      const began = performance.now();
      await act(engine, maya, 'proformas show', { id: run.outcomes[0]?.proformaId });
      if (n >= 20) took.push(performance.now() - began);
    }
    const p95 = took.toSorted((a, b) => a - b)[94] ?? 0;
    steps.push({
      step: 'open a proforma of 300 lines (p95 ms)',
      oursMs: Math.round(p95 * 10) / 10,
      floorMs: null,
      ratio: null,
      target: 60,
    });
  });
}

async function report(): Promise<void> {
  const found = { cards: CARDS, matters: MATTERS, steps };
  if (values.json) console.log(JSON.stringify(found));
  else console.table(steps);
}
