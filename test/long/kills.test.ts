import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
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
import { kill, KILLS } from '../support/kill.ts';

const PEOPLE = 8;

let running: Running;
let dataDir = '';
afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

it('what was acknowledged exists exactly once after twenty kills, and nothing is doubled', async () => {
  dataDir = await newDataDir();
  const port = await freePort();
  running = await startEngross(dataDir, port);
  const cookie = await signIn(running.links.get('the coordinator') ?? '');
  const api = caller(running.url, cookie);
  const matters = (await api.get<{ rows: { id: string }[] }>('/api/matters/list?limit=20')).rows;
  const timekeepers = (await api.get<{ rows: { id: string }[] }>('/api/timekeepers/list')).rows;
  const { today } = await api.get<{ today: string }>('/api/me/show');

  // The outside log: what was asked, and what was acknowledged, kept where no kill reaches.
  const asked = new Set<string>();
  const acknowledged = new Set<string>();
  const over = new AbortController();
  const going = (): boolean => !over.signal.aborted;
  const people = Array.from({ length: PEOPLE }, async (_, person) => {
    for (let n = 0; going(); n += 1) {
      const mark = `kill-test-${person}-${n}`;
      const work = {
        kind: 'time',
        matterId: matters[n % matters.length]?.id,
        timekeeperId: timekeepers[0]?.id,
        workDate: today,
        hours: '0.10',
        narrative: mark,
      };
      asked.add(mark);
      // A lost answer is asked again under its key until it comes, or until the test ends.
      for (let answered = false; !answered && going();) {
        answered = await api.post('/api/cards/record', work, mark).then(
          () => true,
          () => false,
        );
        if (answered) acknowledged.add(mark);
        else await pause(100);
      }
    }
  });

  const killed = { app: 0, worker: 0, postgres: 0 };
  const targets = ['app', 'worker', 'postgres'] as const;
  for (let n = 0; n < KILLS; n += 1) {
    await pause(400 + ((n * 271) % 900));
    const target = targets[n % targets.length] ?? 'app';
    if (!kill(target, running, dataDir)) continue;
    killed[target] += 1;
    if (target === 'app') {
      await pause(200);
      running = await startEngross(dataDir, port);
    }
  }
  await pause(2_000);
  over.abort();
  await Promise.all(people);

  await healthy(running.url);
  const found = new Map<string, number>();
  const { rows } = await api.get<{ rows: { narrative: string }[] }>('/api/cards/list?words=kill-test&limit=10000');
  for (const { narrative } of rows) found.set(narrative, (found.get(narrative) ?? 0) + 1);
  expect(killed.app + killed.worker + killed.postgres).toBeGreaterThanOrEqual(Math.trunc((KILLS * 3) / 4));
  expect(acknowledged.size).toBeGreaterThan(50);
  expect([...acknowledged].filter((mark) => found.get(mark) !== 1)).toEqual([]);
  expect([...found].filter(([mark, n]) => n > 1 || !asked.has(mark))).toEqual([]);
  const auditor = caller(running.url, await signIn(running.links.get('finance') ?? ''));
  const proof = await auditor.get<{ ok: boolean; checks: { ok: boolean; name: string; broken: string }[] }>(
    '/api/books/verify',
  );
  expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
  // Every invoice has its documents in the end, though the worker was killed in the middle of them.
  for (let tries = 0; tries < 60; tries += 1) {
    const { documentsWaiting } = await api.get<{ documentsWaiting: number }>('/api/invoices/list?limit=1');
    if (documentsWaiting === 0) break;
    await pause(1_000);
  }
  expect((await api.get<{ documentsWaiting: number }>('/api/invoices/list?limit=1')).documentsWaiting).toBe(0);
  console.log(
    `${KILLS} kills (${JSON.stringify(killed)}), ${acknowledged.size} acknowledged of ${asked.size} asked, ${found.size} found`,
  );
}, 600_000);
