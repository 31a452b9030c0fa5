import { scaledText } from '../../kernel/money.ts';
import { divide } from '../../kernel/rounding.ts';

/** The rungs of the realisation ladder, in minor units of one currency. */
export interface Rungs {
  readonly standard: bigint;
  readonly work: bigint;
  readonly billed: bigint;
  readonly collected: bigint;
}

/** `a ÷ b` in percent with one decimal, from unrounded values; nothing where there is nothing to divide by. */
function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? '' : scaledText(divide(part * 1000n, whole), 1);
}

/** Each rung against the one below, and the last against the first. */
export function realisation({ standard, work, billed, collected }: Rungs) {
  return {
    rateRealisation: percent(work, standard),
    billingRealisation: percent(billed, work),
    collectionRealisation: percent(collected, billed),
    overallRealisation: percent(collected, standard),
  };
}
