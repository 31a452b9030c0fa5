import { divide } from '../../kernel/rounding.ts';

const MILLION = 1_000_000n;

/** Half up to a whole number of steps: rates are kept in ten-thousandths of a minor unit an hour, the step in the same. */
export function raised(rateE4: bigint, percentPpm: number, stepE4: bigint): bigint {
  const exact = divide(rateE4 * (MILLION + BigInt(percentPpm)), MILLION, 'half-up');
  return stepE4 <= 1n ? exact : divide(exact, stepE4, 'half-up') * stepE4;
}
