import type { OutputOf } from '../../kernel/endpoint.ts';
import type { recordReceipt, proposeAllocation } from '../../modules/receivables/contract/receipts.ts';
import type { AskOf } from '../api/client.ts';
import { moneyFrom } from '../parts/money.tsx';

/** What is typed about one open invoice, and what it comes to. */

export type Proposed = OutputOf<typeof proposeAllocation>['rows'][number];
type Allocation = NonNullable<AskOf<typeof recordReceipt>['allocations']>[number];

export const REASONS = [
  { value: 'bank-fee', label: 'Bank fee' },
  { value: 'withheld-tax', label: 'Tax withheld' },
  { value: 'discount', label: 'Discount taken' },
  { value: 'small-difference', label: 'Small difference' },
  { value: 'dispute', label: 'Disputed, stays owed' },
] as const;
type Reason = (typeof REASONS)[number]['value'];

export interface Difference {
  readonly reason: Reason;
  /** empty: all that is missing */
  readonly typed: string;
  readonly note: string;
}

export interface RowDraft {
  /** null: as proposed */
  readonly pays: string | null;
  /** what it takes of the receipt, where the currencies differ; empty: at the day's rate */
  readonly cash: string;
  readonly differences: readonly Difference[];
}

export const UNTOUCHED: RowDraft = { pays: null, cash: '', differences: [] };

export interface Reckoned {
  readonly row: Proposed;
  readonly draft: RowDraft;
  readonly pays: bigint;
  /** of the receipt; null when the day's rate decides */
  readonly cash: bigint | null;
  readonly differences: readonly { readonly reason: Reason; readonly minor: bigint; readonly note: string }[];
  /** open after all of it; a dispute settles nothing */
  readonly left: bigint;
  readonly wrong: string | null;
}

function read(typed: string, currency: string): bigint | null {
  const money = typed.trim() === '' ? { minor: '0' } : moneyFrom(typed, currency);
  return money === null ? null : BigInt(money.minor);
}

export function reckon(row: Proposed, draft: RowDraft, receiptCurrency: string): Reckoned {
  const { currency } = row.open;
  const open = BigInt(row.open.minor);
  const pays = draft.pays === null ? BigInt(row.proposed.minor) : read(draft.pays, currency);
  const typedCash = read(draft.cash, receiptCurrency);
  const cash = currency === receiptCurrency ? pays : draft.cash.trim() === '' ? (pays === 0n ? 0n : null) : typedCash;
  let missing = open - (pays ?? 0n);
  let left = missing;
  let unread = pays === null || typedCash === null;
  const differences = draft.differences.map((difference) => {
    const minor = difference.typed.trim() === '' ? (missing > 0n ? missing : 0n) : read(difference.typed, currency);
    if (minor === null) unread = true;
    missing -= minor ?? 0n;
    if (difference.reason !== 'dispute') left -= minor ?? 0n;
    return { reason: difference.reason, minor: minor ?? 0n, note: difference.note };
  });
  const below = (pays ?? 0n) < 0n || (cash ?? 0n) < 0n || differences.some((d) => d.minor < 0n);
  const wrong = unread
    ? `Write amounts such as 1234.50, in ${currency}.`
    : below
      ? 'Amounts can’t be below zero.'
      : missing < 0n
        ? 'over'
        : null;
  return { row, draft, pays: pays ?? 0n, cash, differences, left, wrong };
}

/** What goes to the server: rows with money or a reason; a dispute is a command of its own. */
export function allocationsOf(rows: readonly Reckoned[], receiptCurrency: string): Allocation[] {
  return rows.flatMap((r): Allocation[] => {
    const settled = r.differences.flatMap((d) =>
      d.reason === 'dispute' || d.minor === 0n
        ? []
        : [{ reason: d.reason, minor: d.minor.toString(), note: d.note.trim() }],
    );
    if (r.pays === 0n && settled.length === 0) return [];
    const cash = r.row.open.currency === receiptCurrency || r.cash === null ? {} : { cash: r.cash.toString() };
    return [{ receivableId: r.row.receivableId, amount: r.pays.toString(), ...cash, differences: settled }];
  });
}

export function disputesOf(rows: readonly Reckoned[]): { receivableId: string; amount: string; reason: string }[] {
  return rows.flatMap((r) =>
    r.differences
      .filter((d) => d.reason === 'dispute' && d.minor > 0n)
      .map((d) => ({
        receivableId: r.row.receivableId,
        amount: d.minor.toString(),
        reason: d.note.trim() === '' ? 'Paid short' : d.note.trim(),
      })),
  );
}
