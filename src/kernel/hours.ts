import { scaledFromDecimal, scaledText } from './money.ts';

/** A hundredth of an hour in seconds: nothing finer is recorded. */
export const SECONDS_PER_HUNDREDTH = 36n;

/** `1.25` hours as whole seconds; null when the text is no number or finer than 0.01 h. */
export function secondsFromHours(text: string): bigint | null {
  const hundredths = scaledFromDecimal(text, 2);
  return hundredths === null ? null : hundredths * SECONDS_PER_HUNDREDTH;
}

/** Whole seconds as hours with two decimals, `1.25`. */
export function hoursText(seconds: bigint): string {
  return scaledText(seconds / SECONDS_PER_HUNDREDTH, 2);
}

/**
 * Hours as people type them: `1.5`, `1,5`, `1:30`, `90m`, `1h 30m`. Null when it is none of these or finer than 0.01 h:
 * 20 minutes are a third of an hour and are not rounded in silence.
 */
export function hoursTyped(text: string): bigint | null {
  const plain = text.trim().toLowerCase();
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(plain);
  const words = /^(?:(\d{1,2})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?$/.exec(plain);
  const match = clock ?? (plain === '' ? null : words);
  if (!match) return secondsFromHours(plain.replace(/^(\d*),(\d*)$/, '$1.$2'));
  const seconds = (BigInt(match[1] ?? '0') * 60n + BigInt(match[2] ?? '0')) * 60n;
  return seconds % SECONDS_PER_HUNDREDTH === 0n ? seconds : null;
}
