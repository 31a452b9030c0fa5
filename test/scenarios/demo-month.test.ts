import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { demoMonth } from '../../src/demo/month.ts';
import { OPERATOR } from '../../src/platform/system.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { hasHledger, hledgerAgrees } from '../support/hledger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(undefined, { bare: true });
});
afterAll(() => database.close());

it('the demo month proves its books', { timeout: 120_000 }, async () => {
  await demoMonth(database.engine, database.owner, 7);
  const proof = await act<{ checks: { ok: boolean; name: string }[] }>(database.engine, OPERATOR, 'books verify', {});
  expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
});

it('hledger comes to the same balances', async (context) => {
  if (!hasHledger()) context.skip('hledger is not here and can’t be installed: apt-get needs root and a mirror');
  const { compared, differences } = await hledgerAgrees(database.engine, OPERATOR);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(5);
});
