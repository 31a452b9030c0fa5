import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayFrom, daysBetween, day, mondayOf } from './day.ts';
import { hoursText, secondsFromHours } from './hours.ts';
import { amountText, convert, decimalText, minorFromDecimal, rateText, rateFromText, sum, timeValue } from './money.ts';
import { divide } from './rounding.ts';
import { deal } from './share.ts';

describe('rounding', () => {
  it.each([
    [5n, 2n, 3n, 2n],
    [7n, 2n, 4n, 4n],
    [-5n, 2n, -3n, -2n],
    [4n, 3n, 1n, 1n],
    [1n, 2n, 1n, 0n],
  ])('%i ÷ %i is %i half-up and %i half-even', (n, d, up, even) => {
    expect([divide(n, d, 'half-up'), divide(n, d, 'half-even')]).toEqual([up, even]);
  });
});

describe('shares', () => {
  it('deals 100 over 1:1:1 as 34, 33, 33', () => expect(deal(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]));
  it('parts always sum to the whole, and lie within one of their exact share', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-10_000_000n, 10_000_000n),
        fc.array(fc.bigInt(0n, 1_000n), { minLength: 1, maxLength: 20 }),
        (whole, weights) => {
          const parts = deal(whole, weights);
          expect(sum(parts)).toBe(whole);
          const total = sum(weights);
          if (total > 0n)
            parts.forEach((part, i) =>
              expect((part * total - whole * (weights[i] ?? 0n)) ** 2n).toBeLessThanOrEqual(total ** 2n),
            );
        },
      ),
    );
  });
});

describe('money', () => {
  it('values 1.25 h at 123.45 as 154.31 (154.3125)', () =>
    expect(timeValue(4500n, rateFromText('12345'))).toBe(15_431n));
  it.each([
    ['1234.5', 'USD', 123_450n],
    ['1234', 'JPY', 1234n],
    ['1.234', 'KWD', 1234n],
    ['-0.01', 'EUR', -1n],
  ])('reads %s %s', (text, currency, minor) => {
    expect(minorFromDecimal(text, currency)).toBe(minor);
    expect(minorFromDecimal(decimalText(minor, currency), currency)).toBe(minor);
  });
  it.each(['1.234', 'abc', '', '1,000.00', '--1'])('doesn’t read %s as dollars', (text) =>
    expect(minorFromDecimal(text, 'USD')).toBeNull(),
  );
  it('groups for reading', () =>
    expect([amountText(123_456_789n, 'USD'), amountText(-1000n, 'JPY')]).toEqual(['1,234,567.89', '-1,000']));
  it('converts 100.00 USD at 150.5 into 15,050 JPY', () =>
    expect(convert(10_000n, 'USD', 'JPY', { numerator: 1505n, denominator: 10n })).toBe(15_050n));
  it('keeps a rate with four extra decimals exact', () =>
    expect(rateText(rateFromText('12345.6789'))).toBe('12345.6789'));
});

describe('hours and days', () => {
  it.each([
    ['1.25', 4500n],
    ['0.01', 36n],
    ['0.1', 360n],
  ])('%s h is %i s', (text, seconds) => expect(secondsFromHours(text)).toBe(seconds));
  it('refuses hours finer than 0.01', () => expect(secondsFromHours('1.255')).toBeNull());
  it('writes hours with two decimals', () => expect(hoursText(4500n)).toBe('1.25'));
  it.each(['2026-02-30', '2026-2-3', '31/12/2026', ''])('doesn’t take %s for a day', (text) =>
    expect(dayFrom(text)).toBeNull(),
  );
  it('counts days over a leap February', () => expect(daysBetween(day('2028-02-28'), day('2028-03-01'))).toBe(2));
  it('finds the Monday', () =>
    expect([mondayOf(day('2026-11-23')), mondayOf(addDays(day('2026-11-23'), 6))]).toEqual([
      '2026-11-23',
      '2026-11-23',
    ]));
});
