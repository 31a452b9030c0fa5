import { describe, expect, it } from 'vitest';
import { editSteps, recordedSteps, shareStep, taxStep } from './price.ts';

const card = {
  kind: 'time',
  currency: 'GBP',
  seconds: 7_200n,
  rateE4: 200_000_000n,
  workMinor: 40_000n,
  carriedMinor: 40_000n,
  rateSentence: '200.00 GBP an hour: matter’s rate.',
};
const by = { reason: 'Too long', who: 'Maya', on: '2026-03-02', sentence: '1 line: hours changed' };

describe('why an amount is what it is', () => {
  it('begins with hours and rate: 2.00 h × 200.00 = 400.00', () => {
    expect(recordedSteps(card).map((s) => [s.label, s.afterMinor, s.sentence])).toEqual([
      ['Recorded', 40_000n, '2.00 h at 200.00 an hour is 400.00 GBP. 200.00 GBP an hour: matter’s rate.'],
    ]);
  });

  it('tells what is carried where it is other than recorded', () => {
    const steps = recordedSteps({ ...card, carriedMinor: 30_000n });
    expect(steps.map((s) => [s.kind, s.beforeMinor, s.afterMinor])).toEqual([
      ['recorded', null, 40_000n],
      ['carried', 40_000n, 30_000n],
    ]);
  });

  it('goes over each edit that changes the amount, and leaves out those that don’t', () => {
    const edits = [
      { ...by, before: { seconds: 7_200n, billMinor: 40_000n }, after: { seconds: 5_400n, billMinor: 30_000n } },
      { ...by, before: {}, after: {} },
      { ...by, before: { noCharge: false }, after: { noCharge: true } },
    ];
    expect(editSteps(40_000n, edits, 0n, 'GBP').map((s) => [s.label, s.beforeMinor, s.afterMinor])).toEqual([
      ['Hours 2.00 to 1.50', 40_000n, 30_000n],
      ['No charge', 30_000n, 0n],
    ]);
  });

  it('hides nothing: what edits don’t account for is a step of its own', () => {
    expect(editSteps(40_000n, [], 35_000n, 'GBP').map((s) => [s.label, s.beforeMinor, s.afterMinor])).toEqual([
      ['As it stands', 40_000n, 35_000n],
    ]);
  });

  it('ends with the payer’s share and the tax: 60 % × 100.00 = 60.00, and 12.00 tax', () => {
    expect(shareStep(10_000n, 6_000n, 'Acme', '60 %').afterMinor).toBe(6_000n);
    expect(taxStep(6_000n, 1_200n, '20 % S20').afterMinor).toBe(7_200n);
  });
});
