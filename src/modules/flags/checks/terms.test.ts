import { describe, expect, it } from 'vitest';
import { day } from '../../../kernel/day.ts';
import { checkOf } from '../catalogue.ts';
import type { Facts } from '../facts.ts';
import { merged } from '../params.ts';

const clause = (terms: object) => ({
  id: 'k',
  number: '5',
  from: day('2026-01-01'),
  engagement: { id: 'e', title: 'Letter' },
  terms,
});
const found = (code: string, terms: object) => {
  const check = checkOf(code);
  const answer = check?.run(
    { currency: 'GBP', terms: { steps: [], off: [], ...terms } } as unknown as Facts,
    merged(check.params, {}).params,
  );
  return Array.isArray(answer) ? answer : [];
};
const capStep = (usedMinor: bigint, hereMinor: bigint, hard: boolean, on = 'fees') => ({
  clause: clause({ kind: 'cap' }),
  label: 'Agreed cap (clause 5)',
  sentence: 'as reckoned',
  matterIds: ['m'],
  on,
  cap: {
    amountMinor: 100_000n,
    usedMinor,
    hereMinor,
    overMinor: usedMinor + hereMinor > 100_000n ? usedMinor + hereMinor - 100_000n : 0n,
    hard,
  },
});

describe('a cap', () => {
  it.each([
    ['a cent below: 600.00 + 399.99 of 1,000.00', 39_999n, []],
    ['reached: 600.00 + 400.00', 40_000n, [0n]],
    ['passed by 0.01', 40_001n, [1n]],
  ])('%s', (_, here, atStake) => {
    expect(found('cap-reached', { steps: [capStep(60_000n, here, true)] }).map((f) => f.atStakeMinor)).toEqual(atStake);
  });

  it('that is soft offers to write down what is above it; a hard one was written down to already', () => {
    const [soft] = found('cap-reached', { steps: [capStep(80_000n, 40_000n, false)] });
    expect(soft?.fix).toMatchObject({
      kind: 'operation',
      remedy: { do: 'adjust', amount: { minor: '-20000' }, spread: 'fees-only' },
    });
    expect(found('cap-reached', { steps: [capStep(80_000n, 40_000n, true)] })[0]?.fix?.kind).toBe('go');
  });
});

describe('a volume tier', () => {
  const step = (usedMinor: bigint, beforeMinor: bigint) => ({
    clause: clause({ kind: 'volume', tiers: [{ aboveMinor: 100_000n, percentPpm: 1 }] }),
    usedMinor,
    beforeMinor,
    sentence: 'as reckoned',
  });
  it.each([
    ['to it exactly, not across: 600.00 + 400.00', 60_000n, 40_000n, 0],
    ['across by 0.01', 60_000n, 40_001n, 1],
    ['crossed before: 1,000.01 billed', 100_001n, 40_000n, 0],
  ])('%s', (_, used, before, count) => {
    expect(found('volume-tier', { steps: [step(used, before)] })).toHaveLength(count);
  });
});

it('a clause taken off is told with its reason, and put on again in one action', () => {
  const [flag] = found('terms-taken-off', {
    off: [{ adjustmentId: 'a', lineId: 'l', label: 'Discount', reason: 'Client waived it' }],
  });
  expect([flag?.sentence, flag?.about]).toEqual(['“Discount” is agreed and was taken off: Client waived it.', 'a']);
  expect(flag?.fix).toMatchObject({ remedy: { do: 'apply-terms', again: true } });
  expect(found('terms-taken-off', {})).toEqual([]);
});
