import { expect, it } from 'vitest';
import { checkOf } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import { merged } from '../params.ts';

const budget = (usedMinor: bigint) => ({
  lineId: 'b',
  name: 'Prosecution',
  currency: 'USD',
  amountMinor: 100_000n,
  usedMinor,
  billedMinor: usedMinor,
  wipMinor: 0n,
  leftMinor: 100_000n - usedMinor,
  expectedMinor: 0n,
  atCompletionMinor: usedMinor,
  clientId: 'c',
  source: 'Estimate of March',
});

it.each([
  ['just below three quarters', 74_999n, null],
  ['at three quarters', 75_000n, 'is at 75 % or more: 750.00 USD used, 250.00 USD left (Estimate of March)'],
  ['just below nine tenths', 89_999n, 'is at 75 %'],
  ['at nine tenths', 90_000n, 'is at 90 %'],
  ['used up', 100_000n, 'is at 100 %'],
  ['over', 130_000n, 'is at 100 % or more: 1,300.00 USD used, 300.00 USD more than agreed'],
])('a budget %s', (_, used, says) => {
  const check = checkOf('budget-used');
  const found = check?.run({ budgets: [budget(used)] } as unknown as Facts, merged(check.params, {}).params);
  expect(Array.isArray(found) ? (found[0]?.sentence ?? null) : found).toEqual(
    says === null ? null : expect.stringContaining(says),
  );
});
