import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { recordAll } from '../../src/demo/record.ts';
import { matterFields } from '../../src/modules/matters/contract.ts';
import type { Draft } from '../../src/modules/cards/index.ts';
import { SYSTEM } from '../../src/platform/system.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

const PROFORMAS = 2_000;
const PEOPLE = 20;

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase(day('2026-03-31'));
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

/** Matters like the firm's first one, each with one card. */
async function manyMatters(): Promise<void> {
  const model = firm.matters[0];
  const shown = await act<Record<string, unknown> & { payers: { payerId: string; sharePpm: number }[] }>(
    database.engine,
    SYSTEM,
    'matters show',
    { id: model?.id },
  );
  const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
  const drafts: Draft[] = [];
  for (let n = 0; n < PROFORMAS; n += 1) {
    const { id } = await act<{ id: string }>(database.engine, SYSTEM, 'matters save', { ...fields, number: `M-${n}` });
    await act(database.engine, SYSTEM, 'matters set-payers', {
      matterId: id,
      from: '2026-01-01',
      payers: shown.payers.map(({ payerId, sharePpm }) => ({ payerId, sharePpm })),
    });
    drafts.push({
      kind: 'time',
      matterId: id,
      timekeeperId: firm.timekeepers[0]?.id ?? null,
      workDate: addDays(day('2026-03-31'), -1),
      workedSeconds: 3600n,
      billableSeconds: 3600n,
      amountMinor: null,
      currency: null,
      costKind: null,
      narrative: `Reviewed the office action on application ${n} and reported to the client`,
      taskCode: null,
      activityCode: null,
      expenseCode: null,
    });
  }
  await recordAll(database.engine, SYSTEM, drafts, 'many');
}

it('twenty people billing two thousand proformas: each once, numbers without gap or double', async () => {
  await manyMatters();
  const maya = await firm.as('maya.okafor');
  const ruth = await firm.as('ruth.sandoval');
  // One timekeeper's two thousand hours of one day are the test's own doing: that rule is off, on record.
  await act(database.engine, ruth, 'flags set-rule', {
    code: 'impossible-day',
    scope: 'firm',
    severity: 'off',
    from: '2026-01-01',
    reason: 'two thousand proformas at once',
  });
  await act(database.engine, maya, 'runs start', { throughDay: '2026-03-31' });
  type Rows = { rows: { id: string; version: number }[] };
  const generated = (await act<Rows>(database.engine, maya, 'proformas list', { open: 'true', limit: '10000' })).rows;
  expect(generated).toHaveLength(PROFORMAS);
  for (const { id, version } of generated)
    await act(database.engine, maya, 'proformas move', { id, version, move: 'start-review' });
  const reviewed = (await act<Rows>(database.engine, maya, 'proformas list', { state: 'pre-review', limit: '10000' }))
    .rows;
  for (let at = 0; at < reviewed.length; at += 500) {
    const part = reviewed.slice(at, at + 500).map(({ id, version }) => ({ id, version }));
    await act(database.engine, ruth, 'proformas approve', { proformas: part });
  }
  const ready = (await act<Rows>(database.engine, maya, 'proformas list', { state: 'approved', limit: '10000' })).rows;
  // Each is tried twice, by whoever comes to it: a double submit, or two people with the same list.
  const queue = [...ready, ...ready];
  const codes = new Map<string, number>();
  await Promise.all(
    Array.from({ length: PEOPLE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const code = codeOf(
          await attempt(database.engine, maya, 'invoices bill', {
            proformas: [{ id: next.id, version: next.version }],
            invoiceDate: '2026-03-31',
          }),
        );
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }),
  );
  expect(Object.fromEntries(codes)).toEqual({ done: PROFORMAS, 'already-billed': PROFORMAS });
  const { rows } = await database.engine.store.pool.query<{ n: number; top: number; distinct: number }>(
    'select count(*)::int as n, max(series_number)::int as top, count(distinct number)::int as distinct from invoice',
  );
  expect(rows[0]).toEqual({ n: PROFORMAS, top: PROFORMAS, distinct: PROFORMAS });
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});
