/** Named rounding of exact fractions to whole units; ties are what distinguishes the modes. */
export type Rounding = 'half-up' | 'half-even';

/** `numerator ÷ denominator`, rounded. Half-up means half away from zero, as invoices do it. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding = 'half-up'): bigint {
  if (denominator === 0n) throw new Error('Invariant broken: division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const whole = n / d;
  const twiceRest = (n % d) * 2n;
  const up = twiceRest > d || (twiceRest === d && (rounding === 'half-up' || whole % 2n === 1n));
  const magnitude = up ? whole + 1n : whole;
  return negative ? -magnitude : magnitude;
}
