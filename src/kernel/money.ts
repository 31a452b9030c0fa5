import { decimalsOf, unitOf } from './currency.ts';
import { assert } from './outcome.ts';
import { divide, type Rounding } from './rounding.ts';

/** Money as it travels in JSON: never a number, which could lose cents. */
export interface MoneyWire {
  readonly minor: string;
  readonly currency: string;
}

/** An hourly rate in ten-thousandths of a minor unit, so that 123.4567 cents an hour is exact. */
export type RateE4 = bigint;

export const RATE_SCALE = 10_000n;
export const SECONDS_PER_HOUR = 3600n;

export function wire(minor: bigint, currency: string): MoneyWire {
  return { minor: minor.toString(), currency };
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** `seconds × rate`, in minor units: `seconds ÷ 3600 × rate`. Rounded once, here, as named. */
export function timeValue(seconds: bigint, rate: RateE4, rounding: Rounding = 'half-up'): bigint {
  return divide(seconds * rate, SECONDS_PER_HOUR * RATE_SCALE, rounding);
}

/** Converts minor units at `rate` = units of the target per unit of the source, as an exact fraction. */
export function convert(
  minor: bigint,
  from: string,
  to: string,
  rate: { numerator: bigint; denominator: bigint },
  rounding: Rounding = 'half-up',
): bigint {
  if (from === to) return minor;
  return divide(minor * rate.numerator * unitOf(to), rate.denominator * unitOf(from), rounding);
}

/** A plain decimal text, `1234.50`, for files and forms; no grouping, no sign but a minus. */
export function decimalText(minor: bigint, currency: string): string {
  return scaledText(minor, decimalsOf(currency));
}

/** `scaled` counted in 10^-decimals, as decimal text. */
export function scaledText(scaled: bigint, decimals: number): string {
  const sign = scaled < 0n ? '-' : '';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `1,234.50`: grouped for reading. The currency is named once per column, not here. */
export function amountText(minor: bigint, currency: string): string {
  const plain = decimalText(minor, currency);
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** What amounts come to, currency by currency, in the order of their codes, the same wherever they stand. */
export function sumsByCurrency(amounts: Iterable<{ readonly minor: bigint; readonly currency: string }>): MoneyWire[] {
  const sums = new Map<string, bigint>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  return [...sums]
    .map(([currency, minor]) => wire(minor, currency))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Reads `1234.5` or `-12`; null when it isn't a number or is finer than the currency's minor unit. */
export function minorFromDecimal(text: string, currency: string): bigint | null {
  return scaledFromDecimal(text, decimalsOf(currency));
}

/** Reads a decimal text into a count of 10^-decimals; null when it isn't one or has more decimals (zeros apart). */
export function scaledFromDecimal(text: string, decimals: number): bigint | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  if (!match || (match[2] === '' && (match[3] ?? '') === '')) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const scaled = BigInt((match[2] || '0') + fraction.padEnd(decimals, '0'));
  return match[1] === '-' ? -scaled : scaled;
}

/**
 * A number as people type it, `1,234.50`, `1.234,50`, `1 234,50` or `12,50`, as plain decimal text, `1234.50`; null when
 * its signs can't be read in one way only. A comma before three digits groups, as this program writes it.
 */
export function decimalTyped(typed: string): string | null {
  const plain = typed.replaceAll(/[\s'’]/gu, '');
  const sign = plain.startsWith('-') ? '-' : '';
  const size = plain.slice(sign.length);
  if (/^\d*\.?\d*$/.test(size)) return plain;
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/.test(size)) return plain.replaceAll(',', '');
  if (/^[1-9]\d{0,2}(?:\.\d{3})+,\d*$|^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(size))
    return plain.replaceAll('.', '').replace(',', '.');
  return /^\d*,\d*$/.test(size) ? plain.replace(',', '.') : null;
}

/** A rate in minor units per hour as decimal text with up to four extra decimals, as the API speaks it. */
export function rateText(rate: RateE4): string {
  return scaledText(rate, 4).replace(/\.?0+$/, '') || '0';
}

export function rateFromText(text: string): RateE4 {
  const scaled = scaledFromDecimal(text, 4);
  assert(scaled !== null, `rate ${text} was checked by its shape`);
  return scaled;
}

/** `450.00` for a rate of 450.00 an hour: for reading. */
export function rateForReading(rate: RateE4, currency: string): string {
  const exact = rate % RATE_SCALE === 0n;
  if (exact) return amountText(rate / RATE_SCALE, currency);
  return scaledText(rate, decimalsOf(currency) + 4).replace(/0+$/, '');
}
