import { assert } from '../../kernel/outcome.ts';
import { deal } from '../../kernel/share.ts';

export type LineKind = 'time' | 'disbursement' | 'charge' | 'on-account';

/** What is still open of one line of a receivable, in minor units of its currency. */
export interface OpenLine {
  readonly lineNo: number;
  readonly kind: LineKind;
  readonly matterId: string | null;
  /** of the matter */
  readonly clientId: string | null;
  readonly officeId: string | null;
  readonly timekeeperId: string | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** what of it is a cost laid out for the client and not yet back; null where the line is no such cost */
  readonly advance: Advance | null;
}

/** A cost laid out, in the line's currency and as the books carry it. */
export interface Advance {
  readonly minor: bigint;
  readonly entityMinor: bigint;
}

/** What is billed on account, or a part of it, with its tax, in its currency and as the books carry it. */
export interface OnAccount {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly entityNetMinor: bigint;
  readonly entityTaxMinor: bigint;
}

export interface LinePart {
  readonly line: OpenLine;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
}

/** Which kinds are paid first; kinds in one group are paid together, pro rata. */
export type AllocationOrder = readonly (readonly Exclude<LineKind, 'on-account'>[])[];

/** Costs first, then charges, then fees: the firm has laid the costs out. A firm may choose another order. */
export const DEFAULT_ORDER: AllocationOrder = [['disbursement'], ['charge'], ['time']];

/** It stands alone on its invoice, so no order names it. */
const ALONE: readonly LineKind[] = ['on-account'];

/**
 * Spreads `amount` (minor units, at most what is open) over the open lines: group after group in the firm's order,
 * within a group pro rata to what is open by largest remainder, and within a line to net and tax pro rata. So fees fall
 * on their timekeepers in proportion, tax follows its lines, and the parts sum to the amount.
 */
export function spreadOver(lines: readonly OpenLine[], amount: bigint, order: AllocationOrder): LinePart[] {
  let left = amount;
  const parts: LinePart[] = [];
  for (const kinds of [...order, ALONE]) {
    const group = lines.filter((line) => kinds.includes(line.kind) && gross(line) > 0n);
    const open = group.reduce((total, line) => total + gross(line), 0n);
    const take = left < open ? left : open;
    if (take === 0n) continue;
    left -= take;
    parts.push(...proRata(group, take));
  }
  assert(left === 0n, 'no more is spread than is open');
  return parts;
}

/** Spreads over all lines given, pro rata to what is open of each. */
export function proRata(lines: readonly OpenLine[], amount: bigint): LinePart[] {
  const shares = deal(amount, lines.map(gross));
  return lines
    .map((line, i) => {
      const [netMinor = 0n, taxMinor = 0n] = deal(shares[i] ?? 0n, [line.netMinor, line.taxMinor]);
      return { line, netMinor, taxMinor };
    })
    .filter((part) => part.netMinor + part.taxMinor !== 0n);
}

function gross(line: { netMinor: bigint; taxMinor: bigint }): bigint {
  return line.netMinor + line.taxMinor;
}
