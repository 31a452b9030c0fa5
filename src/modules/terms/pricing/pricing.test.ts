import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../../kernel/money.ts';
import { priced } from './chain.ts';
import { capOf, lines, off, tiers } from './examples.ts';
import type { Applied, PricedLine } from './step.ts';

const HOW = { currency: 'GBP', rounding: 'half-up', matters: new Map([['m', '1001-001']]) } as const;
const fee = (minor: number): PricedLine[] => lines(['f', minor]);
const AB = { matters: ['a', 'b'] } as const;
const two = lines(['f', 60_000, 'a'], ['f', 40_000, 'b']);

/** What was agreed, what is on the proforma, and what each clause changes, in cents. */
const TABLE: readonly (readonly [
  name: string,
  lines: PricedLine[],
  agreed: readonly Applied[],
  changes: readonly number[],
])[] = [
  // a percentage off
  ['10 % off 1,000.00: −100.00', fee(100_000), [off(10)], [-10_000]],
  ['10 % off 0.05: −0.005, half up −0.01', fee(5), [off(10)], [-1]],
  ['10 % off 0.04: −0.004, rounded to nothing', fee(4), [off(10)], [0]],
  ['7.5 % off 333.33: −24.99975, rounded −25.00', fee(33_333), [off(7.5)], [-2_500]],
  ['12.5 % off 80.00: −10.00', fee(8_000), [off(12.5)], [-1_000]],
  ['0.0001 % off 10,000.00: −0.01', fee(1_000_000), [off(0.0001)], [-1]],
  ['100 % off 1,234.56: all of it', fee(123_456), [off(100)], [-123_456]],
  ['10 % off no fees: no step', [], [off(10)], []],
  ['10 % off fees written down to 0.00: no step', fee(0), [off(10)], []],
  [
    '10 % off fees of 200.00 leaves disbursements of 300.00 alone: −20.00',
    lines(['f', 20_000], ['d', 30_000]),
    [off(10)],
    [-2_000],
  ],
  [
    '10 % off fees leaves charges alone: 10 % × 200.00 = −20.00',
    lines(['f', 20_000], ['c', 50_000]),
    [off(10)],
    [-2_000],
  ],
  [
    '10 % off fees and charges: 10 % × (200.00 + 500.00) = −70.00',
    lines(['f', 20_000], ['c', 50_000]),
    [off(10, 'fees-and-charges')],
    [-7_000],
  ],
  [
    '10 % off fees and charges, disbursements alone: 10 % × 700.00 = −70.00',
    lines(['f', 20_000], ['c', 50_000], ['d', 9_900]),
    [off(10, 'fees-and-charges')],
    [-7_000],
  ],
  [
    '10 % off three fees of 0.33: 10 % × 0.99 = −0.10, rounded once',
    lines(['f', 33], ['f', 33], ['f', 33]),
    [off(10)],
    [-10],
  ],
  ['10 % off only disbursements: no step', lines(['d', 10_000]), [off(10)], []],
  [
    'another matter’s fees are not discounted: 10 % × 100.00',
    lines(['f', 10_000], ['f', 90_000, 'other']),
    [off(10)],
    [-1_000],
  ],
  // by the year's fees, each tier on its part
  ['no tier reached: 0 + 400.00 stays under 1,000.00', fee(40_000), [tiers(0, [100_000, 5])], [0]],
  [
    'up to the tier exactly: 600.00 + 400.00 = 1,000.00 is not above it',
    fee(40_000),
    [tiers(60_000, [100_000, 5])],
    [0],
  ],
  ['a cent above: 5 % × 0.01 rounds to nothing', fee(40_001), [tiers(60_000, [100_000, 5])], [0]],
  ['crossing: 800.00 + 400.00, 5 % × 200.00 = −10.00', fee(40_000), [tiers(80_000, [100_000, 5])], [-1_000]],
  ['all above: 5 % × 400.00 = −20.00', fee(40_000), [tiers(100_000, [100_000, 5])], [-2_000]],
  ['from the first fee: tier above 0.00, 2 % × 400.00 = −8.00', fee(40_000), [tiers(0, [0, 2])], [-800]],
  ['two tiers: 2 % × 1,000.00 + 5 % × 500.00 = −45.00', fee(150_000), [tiers(0, [0, 2], [100_000, 5])], [-4_500]],
  [
    'two tiers after 900.00: 2 % × 100.00 + 5 % × 400.00 = −22.00',
    fee(50_000),
    [tiers(90_000, [0, 2], [100_000, 5])],
    [-2_200],
  ],
  [
    'three tiers in one bill: 0 × 500 + 5 % × 500 + 10 % × 1,000 = −125.00',
    fee(200_000),
    [tiers(0, [50_000, 5], [100_000, 10])],
    [-12_500],
  ],
  ['past the last tier: 10 % × 100.00 = −10.00', fee(10_000), [tiers(500_000, [50_000, 5], [100_000, 10])], [-1_000]],
  ['a tier at 0 % gives nothing back: 5 % × 100.00 then 0', fee(20_000), [tiers(0, [0, 5], [10_000, 0])], [-500]],
  [
    'rounded once over tiers: 5 % × 0.10 + 10 % × 0.10 = 0.015, half up −0.02',
    fee(20),
    [tiers(0, [0, 5], [10, 10])],
    [-2],
  ],
  [
    'disbursements count to no tier: 5 % × (1,000.00 − 1,000.00)',
    lines(['f', 100_000], ['d', 500_000]),
    [tiers(0, [100_000, 5])],
    [0],
  ],
  ['more credited than billed so far counts as nothing: 5 % × 0', fee(100_000), [tiers(-20_000, [100_000, 5])], [0]],
  ['no fees at all: no step', lines(['d', 500_000]), [tiers(200_000, [100_000, 5])], []],
  // caps
  ['within a cap: 0 + 400.00 of 1,000.00', fee(40_000), [capOf(100_000)], [0]],
  ['up to the cap exactly: 600.00 + 400.00 = 1,000.00', fee(40_000), [capOf(100_000, { used: 60_000 })], [0]],
  ['a cent above: 600.01 + 400.00 − 1,000.00 = −0.01', fee(40_000), [capOf(100_000, { used: 60_001 })], [-1]],
  ['crossing: 800.00 + 400.00 − 1,000.00 = −200.00', fee(40_000), [capOf(100_000, { used: 80_000 })], [-20_000]],
  ['cap used up: all of 400.00 is written down', fee(40_000), [capOf(100_000, { used: 100_000 })], [-40_000]],
  [
    'more than the cap was billed before: all of 400.00, never more',
    fee(40_000),
    [capOf(100_000, { used: 150_000 })],
    [-40_000],
  ],
  [
    'a soft cap changes nothing: 200.00 above is told',
    fee(40_000),
    [capOf(100_000, { used: 80_000, hard: false })],
    [0],
  ],
  [
    'a cap on fees lets disbursements pass: 1,200.00 − 1,000.00 = −200.00',
    lines(['f', 120_000], ['d', 90_000]),
    [capOf(100_000)],
    [-20_000],
  ],
  [
    'a cap on fees and charges: 700.00 + 500.00 − 1,000.00 = −200.00',
    lines(['f', 70_000], ['c', 50_000], ['d', 1]),
    [capOf(100_000, { on: 'fees-and-charges' })],
    [-20_000],
  ],
  [
    'a cap on all: 700.00 + 500.00 − 1,000.00 = −200.00',
    lines(['f', 70_000], ['d', 50_000]),
    [capOf(100_000, { on: 'all' })],
    [-20_000],
  ],
  [
    'credits give room again: 800.00 − 500.00 + 400.00 = 700.00 of 1,000.00',
    fee(40_000),
    [capOf(100_000, { used: 30_000 })],
    [0],
  ],
  ['a cap in EUR says nothing of a bill in GBP: no step', fee(400_000), [capOf(100_000, { currency: 'EUR' })], []],
  ['per matter: a 600.00 − 500.00 = −100.00, b 400.00 within 500.00', two, [capOf(50_000, AB)], [-10_000, 0]],
  [
    'per matter with 450.00 used on b: −100.00 on a, 450.00 + 400.00 − 500.00 = −350.00 on b',
    two,
    [capOf(50_000, { ...AB, of: { b: 45_000 } })],
    [-10_000, -35_000],
  ],
  ['per engagement: 600.00 + 400.00 − 700.00 = −300.00', two, [capOf(70_000, { ...AB, per: 'engagement' })], [-30_000]],
  [
    'per engagement, used on a third matter: 200.00 + 1,000.00 − 700.00 = −500.00',
    two,
    [capOf(70_000, { ...AB, per: 'engagement', of: { z: 20_000 } })],
    [-50_000],
  ],
  [
    'per matter first, then in all: −100.00; 500.00 + 400.00 − 700.00 = −200.00',
    two,
    [capOf(70_000, { ...AB, per: 'engagement' }), capOf(50_000, AB)],
    [-10_000, 0, -20_000],
  ],
  [
    'a matter that the engagement isn’t for is not capped: 600.00 − 500.00',
    two,
    [capOf(50_000, { matters: ['a'] })],
    [-10_000],
  ],
  ['a cap of 0.01: 100.00 − 0.01 = −99.99', fee(10_000), [capOf(1)], [-9_999]],
  // one after the other
  [
    '10 % off, then within the cap: 1,100.00 − 110.00 = 990.00 of 1,000.00',
    fee(110_000),
    [off(10), capOf(100_000)],
    [-11_000, 0],
  ],
  [
    '10 % off, then capped: 1,200.00 − 120.00 = 1,080.00; −80.00',
    fee(120_000),
    [off(10), capOf(100_000)],
    [-12_000, -8_000],
  ],
  [
    'the order of clauses in the letter doesn’t matter: −120.00, −80.00',
    fee(120_000),
    [capOf(100_000), off(10)],
    [-12_000, -8_000],
  ],
  [
    'discount before tiers: 1,000.00 − 100.00 = 900.00; 5 % × (900.00 − 500.00) = −20.00',
    fee(100_000),
    [off(10), tiers(0, [50_000, 5])],
    [-10_000, -2_000],
  ],
  [
    'all three: −100.00; 5 % × 400.00 = −20.00; 880.00 − 800.00 = −80.00',
    fee(100_000),
    [off(10), tiers(0, [50_000, 5]), capOf(80_000)],
    [-10_000, -2_000, -8_000],
  ],
  [
    'all three with 700.00 billed: −100.00; 5 % × 900.00 = −45.00; 700.00 + 855.00 − 1,000.00 = −555.00',
    fee(100_000),
    [off(10), tiers(70_000, [50_000, 5]), capOf(100_000, { used: 70_000 })],
    [-10_000, -4_500, -55_500],
  ],
  ['100 % off leaves nothing to cap: −1,000.00; no more', fee(100_000), [off(100), capOf(50_000)], [-100_000, 0]],
  ['100 % off leaves nothing for tiers: no step', fee(100_000), [off(100), tiers(0, [0, 5])], [-100_000]],
  [
    '50 % off fees, cap on all: 500.00 + 600.00 − 1,000.00 = −100.00',
    lines(['f', 100_000], ['d', 60_000]),
    [off(50), capOf(100_000, { on: 'all' })],
    [-50_000, -10_000],
  ],
  [
    'tiers then a soft cap: 5 % × 1,000.00 = −50.00; 950.00 is 450.00 above 500.00 and billed',
    fee(100_000),
    [tiers(0, [0, 5]), capOf(50_000, { hard: false })],
    [-5_000, 0],
  ],
  ['nothing agreed: nothing changes', fee(100_000), [], []],
  [
    'many lines: 10 % × 12 × 99.99 = 119.988, rounded −119.99',
    lines(...Array.from({ length: 12 }, () => ['f', 9_999] as const)),
    [off(10)],
    [-11_999],
  ],
];

describe('what agreed clauses make of lines', () => {
  it.each(TABLE)('%s', (_, given, agreed, changes) => {
    const { steps, lines: left } = priced(given, agreed, HOW);
    expect(steps.map((s) => Number(s.changeMinor))).toEqual(changes);
    const before = sum(given.map((l) => l.minor));
    expect(sum(left.map((l) => l.minor))).toBe(before + BigInt(changes.reduce((a, b) => a + b, 0)));
  });

  it('is a table of more than sixty examples', () => {
    expect(TABLE.length).toBeGreaterThan(60);
  });

  it('deals 10 % off 100.00, 50.00 and 0.05 by largest remainder: −10.00, −5.00, −0.01 sum to −15.01', () => {
    const [step] = priced(lines(['f', 10_000], ['f', 5_000], ['f', 5]), [off(10)], HOW).steps;
    expect([...(step?.parts.values() ?? [])].map(Number)).toEqual([-1_000, -500, -1]);
    expect(step?.sentence).toBe('10 % of fees of 150.05 is 15.01 GBP, by clause 4.1 of “Letter”, from 2026-01-01.');
  });

  it('says what a cap counts: 800.00 before, 400.00 now, 200.00 too much', () => {
    const [step] = priced(fee(40_000), [capOf(100_000, { used: 80_000 })], HOW).steps;
    expect(step?.sentence).toBe(
      'Of the cap of 1,000.00 GBP for 1001-001, 800.00 was billed before; 400.00 comes here, so 200.00 is written down, by clause 4.1 of “Letter”, from 2026-01-01.',
    );
  });
});

const anyLine = fc.tuple(
  fc.constantFrom('f', 'c', 'd'),
  fc.integer({ min: 0, max: 500_000 }),
  fc.constantFrom('m', 'a', 'b'),
);
const anyMatters = fc.constantFrom<readonly string[]>(['m'], ['a', 'b'], ['m', 'a', 'b']);
const anyTerms = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 100 }).map((percent) => off(percent)),
    fc
      .tuple(
        fc.integer({ min: 0, max: 900_000 }),
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 100 }),
      )
      .map(([used, above, percent]) => tiers(used, [above, percent], [above + 70_000, 100])),
    fc
      .record({
        amount: fc.integer({ min: 1, max: 900_000 }),
        hard: fc.boolean(),
        on: fc.constantFrom('fees', 'fees-and-charges', 'all'),
        per: fc.constantFrom('matter', 'engagement'),
        of: fc.dictionary(fc.constantFrom('m', 'a', 'b'), fc.integer({ min: 0, max: 900_000 })),
        matters: anyMatters,
      })
      .map(({ amount, ...how }) => capOf(amount, how)),
  ),
  { maxLength: 5 },
);

describe('whatever is agreed', () => {
  it('no cent is lost or made: parts sum to each change, no line falls below zero, before and after agree', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), anyTerms, (raw, agreed) => {
        const given = lines(...raw);
        const { steps, lines: left } = priced(given, agreed, HOW);
        for (const step of steps) expect(sum(step.parts.values())).toBe(step.changeMinor);
        expect(sum(left.map((l) => l.minor))).toBe(
          sum(given.map((l) => l.minor)) + sum(steps.map((s) => s.changeMinor)),
        );
        for (const line of left) expect(line.minor).toBeGreaterThanOrEqual(0n);
      }),
      { numRuns: 500 },
    );
  });

  it('a hard cap is never passed over a matter’s life, whatever the order of bills, unbills and credits', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('bill' as const), lines: fc.array(anyLine, { maxLength: 6 }) }),
      fc.record({
        do: fc.constantFrom('unbill' as const, 'credit' as const),
        at: fc.nat({ max: 9 }),
        part: fc.integer({ min: 0, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000 }), fc.array(step, { maxLength: 25 }), (amount, life) => {
        const bills: bigint[] = [];
        const billed = (): bigint => sum(bills);
        for (const one of life) {
          if (one.do === 'bill') {
            const cap = capOf(amount, { on: 'all', used: Number(billed()) });
            const { lines: left } = priced(lines(...one.lines.map(([k, n]) => [k, n] as const)), [off(10), cap], HOW);
            bills.push(sum(left.map((l) => l.minor)));
          } else if (one.do === 'unbill') bills.splice(one.at, 1);
          else if (bills[one.at] !== undefined) bills[one.at] = ((bills[one.at] ?? 0n) * BigInt(one.part)) / 100n;
          expect(billed()).toBeLessThanOrEqual(BigInt(amount));
        }
      }),
      { numRuns: 300 },
    );
  });
});
