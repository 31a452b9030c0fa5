import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { people } from '../../bench/large-firm.ts';
import { connectAll, type Connected } from '../../src/connect.ts';
import { act } from '../../src/demo/doing.ts';
import { readConfig } from '../../src/platform/config.ts';
import { kill, KILLS, TARGETS } from '../support/kill.ts';
import { manyApproved } from '../support/many.ts';
import {
  caller,
  freePort,
  healthy,
  newDataDir,
  removeDataDir,
  type Running,
  signIn,
  startEngross,
} from '../support/running.ts';

const PROFORMAS = 400;
const PEOPLE = 20;

let running: Running;
let dataDir = '';
afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

/** Work on the database of the running desk, as the command line does. */
async function attached<T>(work: (engine: Connected['engine']) => Promise<T>): Promise<T> {
  const config = readConfig({ firm: 'empty' }, { ...process.env, ENGROSS_DATA: dataDir });
  const connected = await connectAll(config, { log: () => undefined, attach: true, max: 4 });
  try {
    return await work(connected.engine);
  } finally {
    await connected.close();
  }
}

it('twenty people bill while parts of the desk are killed twenty times: each proforma once, no number skipped', async () => {
  dataDir = await newDataDir();
  const port = await freePort();
  running = await startEngross(dataDir, port);
  const cookie = await signIn(running.links.get('the coordinator') ?? '');
  const { today } = await caller(running.url, cookie).get<{ today: string }>('/api/me/show');
  const ready = await attached(async (engine) => {
    const { maya, ruth } = await people(engine);
    const [matter] = (await act<{ rows: { id: string }[] }>(engine, maya, 'matters list', {})).rows;
    const [timekeeper] = (await act<{ rows: { id: string }[] }>(engine, maya, 'timekeepers list', {})).rows;
    const from = { matterId: matter?.id ?? '', timekeeperId: timekeeper?.id ?? '', throughDay: engine.clock.today() };
    return await manyApproved(engine, { ...from, maya, ruth }, PROFORMAS);
  });
  expect(ready).toHaveLength(PROFORMAS);

  // The outside log: which proforma was acknowledged as billed, and under which number.
  const acknowledged = new Map<string, string>();
  const refused: string[] = [];
  let lost = 0;
  const queue = [...ready.entries()];
  const bill = async (n: number, { id, version }: (typeof ready)[number]): Promise<void> => {
    // Every fourth answer is cut off while it is under way, then asked for again under its key.
    let cut: number | null = n % 4 === 0 ? 10 + (n % 60) : null;
    for (let answered = false; !answered; cut = null) {
      try {
        const response = await fetch(`${running.url}/api/invoices/bill`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json', 'idempotency-key': `bill-${id}` },
          body: JSON.stringify({ proformas: [{ id, version }], invoiceDate: today }),
          ...(cut === null ? {} : { signal: AbortSignal.timeout(cut) }),
        });
        const answer = (await response.json()) as { code?: string; invoices?: { number: string }[] };
        answered = response.status < 500 && response.status !== 429;
        if (response.ok) acknowledged.set(id, (answer.invoices ?? []).map((invoice) => invoice.number).join(' '));
        else if (answered) refused.push(answer.code ?? String(response.status));
      } catch {
        lost += 1;
      }
      if (!answered) await pause(60);
    }
  };
  const billing = Promise.all(
    Array.from({ length: PEOPLE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await bill(...next);
    }),
  );

  let kills = 0;
  for (let n = 0; n < KILLS && queue.length > 0; n += 1) {
    await pause(200 + ((n * 271) % 500));
    const target = TARGETS[n % TARGETS.length] ?? 'app';
    if (!kill(target, running, dataDir)) continue;
    kills += 1;
    if (target === 'app') {
      await pause(200);
      running = await startEngross(dataDir, port);
    }
  }
  await billing;
  await healthy(running.url);

  expect(kills).toBeGreaterThanOrEqual(Math.trunc((KILLS * 3) / 4));
  expect(refused).toEqual([]);
  expect(acknowledged.size).toBe(PROFORMAS);
  const books = await attached(async ({ store }) => {
    const { rows: invoices } = await store.pool.query<{ proforma_id: string; number: string }>(
      'select proforma_id, number from invoice where proforma_id = any($1::uuid[])',
      [ready.map(({ id }) => id)],
    );
    const { rows: gaps } = await store.pool.query<{ series: string }>(
      `select entity_id || ' ' || series_year as series from invoice group by entity_id, series_year
       having count(*) <> max(series_number) or count(distinct number) <> count(*)`,
    );
    return { invoices, gaps };
  });
  const numbers = Map.groupBy(books.invoices, (invoice) => invoice.proforma_id);
  const billed = [...numbers].map(([id, own]) => [
    id,
    own
      .map((i) => i.number)
      .toSorted()
      .join(' '),
  ]);
  expect(new Map(billed as [string, string][])).toEqual(
    new Map([...acknowledged].map(([id, own]) => [id, own.split(' ').toSorted().join(' ')])),
  );
  expect(books.gaps).toEqual([]);
  const proof = await attached(
    async (engine) =>
      await act<{ checks: { ok: boolean; name: string; broken: string }[] }>(
        engine,
        (await people(engine)).owen,
        'books verify',
        {},
      ),
  );
  expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
  console.log(`${kills} kills, ${lost} lost answers, ${acknowledged.size} proformas billed by ${PEOPLE} people`);
}, 900_000);
