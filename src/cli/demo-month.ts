import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectAll } from '../connect.ts';
import { demoMonth, type MonthStep } from '../demo/month.ts';
import { day } from '../kernel/day.ts';
import { act } from '../demo/doing.ts';
import { OPERATOR } from '../platform/system.ts';
import type { Special } from './specials.ts';

const RECOMPUTE = join(import.meta.dirname, '../demo/recompute.sql');
const TODAY = '2026-03-31';

/** A whole month on a throw-away database, whose totals are recomputed by SQL that shares no code with the product. */
export const demoMonthCommand: Special = {
  summary: 'Run a whole month on a throw-away database and prove its totals. --seed N',
  needsFirm: false,
  async run(words, { config }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'engross-month-'));
    // PostgreSQL may run as another user than root; it must be able to pass through.
    await chmod(dataDir, 0o711);
    const connected = await connectAll(
      { ...config, dataDir, databaseUrl: null, today: day(TODAY) },
      { log: (line) => console.error(line) },
    );
    try {
      const steps = await demoMonth(connected.engine, connected.owner, Number(words.options.get('seed') ?? '7'));
      const independent = await recompute(connected.owner);
      const books = await act<{ ok: boolean }>(connected.engine, OPERATOR, 'books verify', {});
      const differences = compare(steps, independent);
      const ok = differences.length === 0 && books.ok;
      report({ ok, booksProved: books.ok, differences, steps, independent }, words.flags.has('json'));
      return ok ? 0 : 1;
    } finally {
      await connected.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

type Independent = Record<string, Record<string, string>>;

async function recompute(owner: pg.PoolConfig): Promise<Independent> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ step: string; currency: string; minor: string }>(
      await readFile(RECOMPUTE, 'utf8'),
    );
    const found: Independent = {};
    for (const row of rows) (found[row.step] ??= {})[row.currency] = row.minor;
    return found;
  } finally {
    await client.end();
  }
}

/** Every figure that both have must be the same, and what was approved must be what was billed and is owed. */
function compare(steps: readonly MonthStep[], independent: Independent): string[] {
  const same = (what: string, a: unknown, b: unknown): string[] =>
    JSON.stringify(a) === JSON.stringify(b) ? [] : [`${what}: ${JSON.stringify(a)} against ${JSON.stringify(b)}`];
  return [
    ...steps
      .filter((s) => Object.keys(s.totals).length > 0)
      .flatMap((s) => same(s.step, s.totals, independent[s.step])),
    ...same('billed and approved lines', independent['billed lines'], independent['approved lines']),
    ...same('billed and receivable', independent['billing'], independent['receivables control']),
  ];
}

function report(
  result: { ok: boolean; differences: string[]; steps: readonly MonthStep[] } & Record<string, unknown>,
  asJson: boolean,
): void {
  if (asJson) {
    console.log(JSON.stringify(result));
    return;
  }
  for (const s of result.steps)
    console.log(`${s.step.padEnd(12)} ${JSON.stringify(s.counts)} ${JSON.stringify(s.totals)}`);
  console.log(result.ok ? 'The totals equal the independent recomputation.' : result.differences.join('\n'));
}
