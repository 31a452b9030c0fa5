import { convert } from '../../kernel/money.ts';
import { assert } from '../../kernel/outcome.ts';
import type { Rounding } from '../../kernel/rounding.ts';

/** A journal line before its amount in entity currency is settled; null asks for conversion. */
export interface DraftLine {
  readonly account: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly entityAmount: bigint | null;
}

interface Conversion {
  readonly entityCurrency: string;
  readonly rate: { numerator: bigint; denominator: bigint };
  readonly rounding: Rounding;
}

/**
 * Gives every line its amount in entity currency. Given ones stand; the others are converted and rounded, and the
 * cents that rounding left over go to the largest of them, so that the journal balances in both currencies.
 */
export function settleEntityAmounts<Line extends DraftLine>(
  lines: readonly Line[],
  by: Conversion,
): (Line & { entityAmount: bigint })[] {
  const settled = lines.map((line) => ({
    ...line,
    entityAmount: line.entityAmount ?? convert(line.amount, line.currency, by.entityCurrency, by.rate, by.rounding),
  }));
  const residual = settled.reduce((total, line) => total + line.entityAmount, 0n);
  if (residual !== 0n) {
    const largest = settled
      .filter((_, i) => lines[i]?.entityAmount === null)
      .reduce<(typeof settled)[number] | null>((best, line) => (best && size(best) >= size(line) ? best : line), null);
    assert(largest !== null, 'a journal whose amounts are all given balances in entity currency');
    largest.entityAmount -= residual;
  }
  return settled;
}

function size(line: { entityAmount: bigint }): bigint {
  return line.entityAmount < 0n ? -line.entityAmount : line.entityAmount;
}
