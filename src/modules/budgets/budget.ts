import { sum } from '../../kernel/money.ts';
import { divide } from '../../kernel/rounding.ts';

export const COVERS = ['fees', 'all'] as const;

/** What counts against a budget. Amounts in minor units of its currency. */
export interface Spent {
  readonly billedMinor: bigint;
  readonly wipMinor: bigint;
  /** fees of tasks that are still open in the docket, by their billing rules */
  readonly expectedMinor: bigint;
}

export interface Standing extends Spent {
  readonly usedMinor: bigint;
  /** what is left; below zero where more was used */
  readonly leftMinor: bigint;
  /** used of the budget, in millionths, rounded half up */
  readonly usedPpm: bigint;
  /** what it will come to: used and expected */
  readonly atCompletionMinor: bigint;
  /** budget less what it will come to */
  readonly varianceMinor: bigint;
}

const MILLION = 1_000_000n;

/** `used = billed + WIP`, `EAC = used + expected`, `variance = budget − EAC`. */
export function standing(amountMinor: bigint, spent: Spent): Standing {
  const usedMinor = sum([spent.billedMinor, spent.wipMinor]);
  const atCompletionMinor = usedMinor + spent.expectedMinor;
  return {
    ...spent,
    usedMinor,
    leftMinor: amountMinor - usedMinor,
    usedPpm: divide(usedMinor * MILLION, amountMinor, 'half-up'),
    atCompletionMinor,
    varianceMinor: amountMinor - atCompletionMinor,
  };
}
