import { divide } from '../../kernel/rounding.ts';
import type { PayerBill } from '../proformas/index.ts';

type BilledLine = PayerBill['lines'][number];

/** What of a cost laid out a line asks back, and what of it the firm bears; in both currencies they sum to the WIP it had. */
export interface BilledAdvance {
  readonly asked: { readonly minor: bigint; readonly entityMinor: bigint };
  readonly borne: { readonly minor: bigint; readonly entityMinor: bigint };
}

/** Billed below cost, the firm bears the rest; billed above, the mark-up is no cost and becomes revenue with the cash. */
export function advanceOf(
  { line, billMinor, wipMinor, wipEntityMinor }: BilledLine,
  entity: { readonly advancesAreAsset: boolean },
): BilledAdvance | null {
  if (line.costKind !== 'hard' || !entity.advancesAreAsset) return null;
  const minor = billMinor < wipMinor ? billMinor : wipMinor;
  const entityMinor = minor === wipMinor ? wipEntityMinor : divide(wipEntityMinor * minor, wipMinor, 'half-up');
  return {
    asked: { minor, entityMinor },
    borne: { minor: wipMinor - minor, entityMinor: wipEntityMinor - entityMinor },
  };
}
