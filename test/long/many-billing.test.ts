import { afterAll, beforeAll, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { manyApproved } from '../support/many.ts';

const PROFORMAS = 2_000;
const PEOPLE = 20;

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase(day('2026-03-31'));
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

it('twenty people billing two thousand proformas: each once, numbers without gap or double', async () => {
  const maya = await firm.as('maya.okafor');
  const ready = await manyApproved(
    database.engine,
    {
      matterId: firm.matters[0]?.id ?? '',
      timekeeperId: firm.timekeepers[0]?.id ?? '',
      throughDay: day('2026-03-31'),
      maya,
      ruth: await firm.as('ruth.sandoval'),
    },
    PROFORMAS,
  );
  expect(ready).toHaveLength(PROFORMAS);
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
