import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { addDays } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm, type TestFirm } from '../support/firm.ts';

/** Days of age; the bucket each falls in begins one day after the end of the one before. */
const AGES = [
  [0, 0],
  [30, 0],
  [31, 1],
  [60, 1],
  [61, 2],
  [90, 2],
  [91, 3],
  [120, 3],
  [121, 4],
  [180, 4],
  [181, 5],
  [365, 5],
  [366, 6],
] as const;

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => database.close());

it('inventory and Today show open work in the bucket of its age, each kind apart', async () => {
  const matter = firm.matters.find((m) => m.number === '1002-001');
  const today = database.engine.clock.today();
  const wanted = ['0', '0', '0', '0', '0', '0', '0'].map(BigInt);
  for (const [nth, [age, bucket]] of AGES.entries()) {
    const minor = 10n ** BigInt(nth);
    await act(database.engine, maya, 'cards record', {
      kind: 'charge',
      matterId: matter?.id,
      workDate: addDays(today, -age),
      amount: { minor: String(minor), currency: 'GBP' },
      narrative: `Filing charge of ${age} days`,
    });
    wanted[bucket] = (wanted[bucket] ?? 0n) + minor;
  }
  const inventory = await act<{
    rows: { matter: string; buckets: string[]; charges: { minor: string }; oldestDays: number }[];
  }>(database.engine, maya, 'inventory show', {});
  const row = inventory.rows.find((one) => one.matter === '1002-001');
  expect(row?.buckets).toEqual(wanted.map(String));
  expect(row?.charges.minor).toBe(String(wanted.reduce((sum, minor) => sum + minor, 0n)));
  expect(row?.oldestDays).toBe(366);
  const { ageing } = await act<{ ageing: { currency: string; minor: string }[] }>(
    database.engine,
    maya,
    'today show',
    {},
  );
  expect(ageing.filter((one) => one.currency === 'GBP').map((one) => one.minor)).toEqual(wanted.map(String));
});
