import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { kill, KILLS, TARGETS } from '../support/kill.ts';
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

const LOST_ANSWERS = 50;
const PEOPLE = 6;

let running: Running;
let dataDir = '';
afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly event: string;
}

it('money in, credits and unbilling survive twenty kills and fifty lost answers, each once', async () => {
  dataDir = await newDataDir();
  const port = await freePort();
  running = await startEngross(dataDir, port);
  const cookie = await signIn(running.links.get('finance') ?? '');
  const api = caller(running.url, cookie);
  const { rows: owed } = await api.get<{
    rows: { id: string; invoiceId: string; entityId: string; open: { minor: string; currency: string } }[];
  }>('/api/receivables/list?limit=500');
  const { rows: accounts } = await api.get<{ rows: { id: string; entityId: string; currency: string }[] }>(
    '/api/bank-accounts/list',
  );
  const { today } = await api.get<{ today: string }>('/api/me/show');

  /** A receipt, a credit of one unit, or (rarely) an unbilling; each with a mark to find it by. */
  const next = (n: number, mark: string): Asked => {
    const target = owed[(n * 7) % owed.length] as (typeof owed)[number];
    if (n % 11 === 5) {
      return {
        path: '/api/invoices/unbill',
        body: { invoiceId: target.invoiceId, reason: mark, alsoLater: true },
        event: 'proforma unbilled',
      };
    }
    if (n % 3 === 1) {
      return {
        path: '/api/invoices/credit',
        body: { invoiceId: target.invoiceId, toWip: false, amount: '100', reason: mark },
        event: 'credit note issued',
      };
    }
    const account = accounts.find((a) => a.entityId === target.entityId && a.currency === target.open.currency);
    return {
      path: '/api/receipts/record',
      body: {
        bankAccountId: account?.id,
        method: 'wire',
        reference: mark,
        receivedOn: today,
        amount: '1000',
        allocations: n % 2 === 0 ? [{ receivableId: target.id, amount: '500' }] : [],
      },
      event: 'receipt recorded',
    };
  };

  // The outside log: what was asked, what was acknowledged, what was refused; kept where no kill reaches.
  const asked = new Map<string, Asked>();
  const acknowledged = new Set<string>();
  const refused = new Map<string, number>();
  let lost = 0;
  let defects = 0;
  const over = new AbortController();
  const going = (): boolean => !over.signal.aborted;

  /** True when answered; an answer that is cut off on its way is a lost one. */
  const ask = async (mark: string, { path, body }: Asked, cutOffMs: number | null): Promise<boolean> => {
    try {
      const response = await fetch(running.url + path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': mark },
        body: JSON.stringify(body),
        ...(cutOffMs === null ? {} : { signal: AbortSignal.timeout(cutOffMs) }),
      });
      const answer = (await response.json()) as { code?: string };
      if (response.status === 500) defects += 1;
      if (response.status >= 500 || response.status === 429) return false;
      if (response.ok) acknowledged.add(mark);
      else refused.set(answer.code ?? '', (refused.get(answer.code ?? '') ?? 0) + 1);
      return true;
    } catch {
      if (cutOffMs !== null) lost += 1;
      return false;
    }
  };

  const people = Array.from({ length: PEOPLE }, async (_, person) => {
    for (let n = person; going(); n += PEOPLE) {
      const mark = `money-${person}-${n}`;
      const one = next(n, mark);
      asked.set(mark, one);
      // Every fourth answer is cut off while it is under way, then asked for again under its key.
      let cut: number | null = n % 4 === 0 ? 8 + (n % 30) : null;
      for (let answered = false; !answered && going(); cut = null) {
        answered = await ask(mark, one, cut);
        if (!answered) await pause(60);
      }
    }
  });

  let kills = 0;
  for (let n = 0; n < KILLS; n += 1) {
    await pause(500 + ((n * 271) % 900));
    const target = TARGETS[n % TARGETS.length] ?? 'app';
    if (!kill(target, running, dataDir)) continue;
    kills += 1;
    if (target === 'app') {
      await pause(200);
      running = await startEngross(dataDir, port);
    }
  }
  const enough = (): boolean => lost >= LOST_ANSWERS;
  for (let tries = 0; tries < 600 && !enough(); tries += 1) await pause(200);
  expect(lost).toBeGreaterThanOrEqual(LOST_ANSWERS);
  await pause(2_000);
  over.abort();
  await Promise.all(people);
  await healthy(running.url);

  // Receipts are found by their reference, the others by the reason in the audit record.
  const found = new Map<string, number>();
  const count = (mark: string): void => void found.set(mark, (found.get(mark) ?? 0) + 1);
  for (const { reference } of (
    await api.get<{ rows: { reference: string }[] }>('/api/receipts/list?words=money-&limit=10000')
  ).rows)
    count(reference);
  const { rows: events } = await api.get<{ rows: { name: string; reason: string }[] }>(
    '/api/audit/list?words=money-&limit=10000',
  );
  for (const { name, reason } of events) if (asked.get(reason)?.event === name) count(reason);

  expect(defects, 'a database that went away is said, not called a mistake').toBe(0);
  expect(kills).toBeGreaterThanOrEqual(Math.trunc((KILLS * 3) / 4));
  expect(acknowledged.size).toBeGreaterThan(100);
  expect([...acknowledged].filter((mark) => found.get(mark) !== 1)).toEqual([]);
  expect([...found].filter(([mark, n]) => n > 1 || !asked.has(mark))).toEqual([]);
  const proof = await api.get<{ checks: { ok: boolean; name: string; broken: string }[] }>('/api/books/verify');
  expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
  const of = (event: string): number => [...acknowledged].filter((mark) => asked.get(mark)?.event === event).length;
  for (const event of ['receipt recorded', 'credit note issued', 'proforma unbilled'])
    expect(of(event), event).toBeGreaterThan(0);
  console.log(
    `${kills} kills, ${lost} lost answers; acknowledged: ${of('receipt recorded')} receipts, ${of('credit note issued')} credit notes, ${of('proforma unbilled')} unbillings; refused: ${JSON.stringify([...refused])}`,
  );
}, 900_000);
