import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../../kernel/money.ts';
import { priced } from './chain.ts';
import { between, capOf, fee, held, included, least, lines, off, price, tiers } from './examples.ts';
import type { Applied } from './step.ts';
import { WORKED } from './worked.ts';
import { WORKED_PRICES } from './worked-prices.ts';

const HOW = {
  currency: 'GBP',
  rounding: 'half-up',
  matters: new Map([['m', '1001-001']]),
  last: new Set<string>(),
} as const;
/** No more time comes to the matter. */
const LAST = { ...HOW, last: new Set(['m']) };
const TABLE = [...WORKED, ...WORKED_PRICES];

describe('what agreed clauses make of lines', () => {
  it.each(TABLE.map((example) => ({ name: example[0], example })))('$name', ({ example }) => {
    const [, given, agreed, changes, last] = example;
    const { steps, lines: left } = priced(given, agreed, last ? LAST : HOW);
    expect(steps.map((s) => Number(s.changeMinor))).toEqual(changes);
    const before = sum(given.map((l) => l.minor));
    expect(sum(left.map((l) => l.minor))).toBe(before + BigInt(changes.reduce((a, b) => a + b, 0)));
  });

  it('is a table of more than a hundred examples', () => {
    expect(TABLE.length).toBeGreaterThan(100);
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

describe('a price and a subscription of two engagements for the same work', () => {
  /** As agreed by a letter for this matter alone. */
  const own = (one: Applied): Applied => ({
    ...one,
    clause: { ...one.clause, engagement: { ...one.clause.engagement, id: 'own', matterIds: ['m'] } },
  });
  const left = (...agreed: Applied[]) => priced(fee(40_000), agreed, HOW).lines.map((l) => Number(l.minor));

  it('the matter’s own price of 1,000.00 is billed, though the client’s subscription includes all fees', () => {
    expect(left(included(), own(price(100_000, { billed: 'at-once' })))).toEqual([100_000]);
  });

  it('the matter’s own subscription includes its work, though all matters of the client have a price', () => {
    const { steps, lines: none } = priced(fee(40_000), [price(100_000, { billed: 'at-once' }), own(included())], HOW);
    expect(none.map((l) => Number(l.minor))).toEqual([0]);
    expect(steps.map((s) => Number(s.changeMinor))).toEqual([-40_000]);
  });
});

const anyLine = fc.tuple(
  fc.constantFrom('f', 'c', 'd'),
  fc.integer({ min: 0, max: 500_000 }),
  fc.constantFrom('m', 'a', 'b'),
  fc.constantFrom('PA100', 'PA200', 'PA300'),
);
const anyMatters = fc.constantFrom<readonly string[]>(['m'], ['a', 'b'], ['m', 'a', 'b']);
const anyTerms = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 100 }).map((percent) => off(percent)),
    fc.integer({ min: 1, max: 100 }).map((percent) => held(percent, 'fees-and-charges')),
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
    fc
      .record({
        amount: fc.integer({ min: 1, max: 900_000 }),
        billed: fc.constantFrom('at-once', 'as-worked'),
        codes: fc.constantFrom<readonly string[]>([], ['PA100'], ['PA100', 'PA200']),
        of: fc.dictionary(fc.constantFrom('m', 'a', 'b'), fc.integer({ min: 0, max: 900_000 })),
        matters: anyMatters,
      })
      .map(({ amount, ...how }) => price(amount, how)),
    fc.constantFrom(included(), included('PA200')),
    fc
      .tuple(
        fc.integer({ min: 1, max: 900_000 }),
        fc.constantFrom('bill', 'life'),
        fc.integer({ min: 0, max: 900_000 }),
      )
      .map(([amount, over, used]) => least(amount, over, { used })),
    fc
      .tuple(
        fc.integer({ min: 1, max: 900_000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 900_000 }),
      )
      .map(([amount, band, used]) => between(amount, band, { used })),
  ),
  { maxLength: 6 },
);

describe('whatever is agreed', () => {
  it('no cent is lost or made: parts sum to each change, no line falls below zero, before and after agree', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), anyTerms, fc.boolean(), (raw, agreed, last) => {
        const given = lines(...raw);
        const { steps, lines: left } = priced(given, agreed, last ? LAST : HOW);
        for (const step of steps) expect(sum(step.parts.values())).toBe(step.changeMinor);
        expect(sum(left.map((l) => l.minor))).toBe(
          sum(given.map((l) => l.minor)) + sum(steps.map((s) => s.changeMinor)),
        );
        for (const line of left) expect(line.minor).toBeGreaterThanOrEqual(0n);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a hard cap', (amount: number, used: number) => capOf(amount, { on: 'all', used }), (amount: bigint) => amount],
    ['a fixed price as worked', (amount: number, used: number) => price(amount, { used }), (amount: bigint) => amount],
    [
      'a fixed price at once',
      (amount: number, used: number) => price(amount, { used, billed: 'at-once' }),
      (amount: bigint) => amount,
    ],
    [
      'a collar',
      (amount: number, used: number) => between(amount, 10, { used }),
      (amount: bigint) => (amount * 110n + 50n) / 100n,
    ],
  ] as const)(
    '%s is never passed over a matter’s life, whatever the order of bills, unbills and credits',
    (_, clause, limitOf) => {
      const step = fc.oneof(
        fc.record({
          do: fc.constant('bill' as const),
          lines: fc.array(fc.integer({ min: 0, max: 500_000 }), { maxLength: 6 }),
          last: fc.boolean(),
        }),
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
              const agreed = [off(10), clause(amount, Number(billed()))];
              const { lines: left } = priced(
                lines(...one.lines.map((n) => ['f', n] as const)),
                agreed,
                one.last ? LAST : HOW,
              );
              bills.push(sum(left.map((l) => l.minor)));
            } else if (one.do === 'unbill') bills.splice(one.at, 1);
            else if (bills[one.at] !== undefined) bills[one.at] = ((bills[one.at] ?? 0n) * BigInt(one.part)) / 100n;
            expect(billed()).toBeLessThanOrEqual(limitOf(BigInt(amount)));
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
