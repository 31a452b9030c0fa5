import { describe, expect, it } from 'vitest';
import { standing } from './budget.ts';

describe('how a budget stands', () => {
  it.each([
    // billed + WIP = used; budget − used = left; used ÷ budget; used + expected; budget − that
    [
      'half used',
      100_000n,
      { billedMinor: 30_000n, wipMinor: 20_000n, expectedMinor: 0n },
      [50_000n, 50_000n, 500_000n, 50_000n, 50_000n],
    ],
    [
      'over',
      100_000n,
      { billedMinor: 90_000n, wipMinor: 20_000n, expectedMinor: 0n },
      [110_000n, -10_000n, 1_100_000n, 110_000n, -10_000n],
    ],
    [
      'what is still to come goes over',
      100_000n,
      { billedMinor: 60_000n, wipMinor: 0n, expectedMinor: 50_000n },
      [60_000n, 40_000n, 600_000n, 110_000n, -10_000n],
    ],
    [
      'credited to nothing',
      100_000n,
      { billedMinor: 0n, wipMinor: 0n, expectedMinor: 0n },
      [0n, 100_000n, 0n, 0n, 100_000n],
    ],
    [
      'a third is rounded half up',
      3n,
      { billedMinor: 1n, wipMinor: 0n, expectedMinor: 0n },
      [1n, 2n, 333_333n, 1n, 2n],
    ],
  ] as const)('%s', (_, amount, spent, [used, left, ppm, completion, variance]) => {
    const s = standing(amount, spent);
    expect([s.usedMinor, s.leftMinor, s.usedPpm, s.atCompletionMinor, s.varianceMinor]).toEqual([
      used,
      left,
      ppm,
      completion,
      variance,
    ]);
  });
});
