import { expect, it } from 'vitest';
import { realisation } from './ladder.ts';

it('percentages come from unrounded values, half-up, and are empty where there is nothing to divide by', () => {
  // 900 ÷ 1000 = 90.0 %; 855 ÷ 900 = 95.0 %; 570 ÷ 855 = 66.666… %; 570 ÷ 1000 = 57.0 %
  expect(realisation({ standard: 1000n, work: 900n, billed: 855n, collected: 570n })).toEqual({
    rateRealisation: '90.0',
    billingRealisation: '95.0',
    collectionRealisation: '66.7',
    overallRealisation: '57.0',
  });
  expect(realisation({ standard: 0n, work: 0n, billed: 0n, collected: 0n }).overallRealisation).toBe('');
});
