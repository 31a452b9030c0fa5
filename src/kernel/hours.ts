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
