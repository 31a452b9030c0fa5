import type { Rounding } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import { sum } from '../../kernel/money.ts';
import { amountOf, counts, type Line, reductionOf } from './line.ts';
import { sharesOf } from './payer-shares.ts';
import { type Adjustment, spreadAll } from './spread.ts';
import { type LineTax, taxed, type TaxGroup, type Withholding } from './tax.ts';

export interface PayerShare {
  readonly payerId: string;
  readonly name: string;
  readonly sharePpm: number;
  /** the tax of a line, by the payer's own code or a rule; none: neither says it */
  readonly taxOf: (line: Pick<Line, 'kind' | 'costKind' | 'expenseCode'>) => LineTax | null;
}

/** What one payer will be billed; parts over all payers sum to the whole, line by line. */
export interface PayerBill {
  readonly payer: PayerShare;
  readonly lines: readonly {
    readonly line: Line;
    readonly billMinor: bigint;
    readonly wipMinor: bigint;
    readonly wipEntityMinor: bigint;
    readonly seconds: bigint;
    /** the payer’s millionths of this line */
    readonly sharePpm: number;
    readonly tax: LineTax | null;
    /** the line's part of the tax of its group, by largest remainder */
    readonly taxMinor: bigint;
  }[];
  readonly taxes: readonly TaxGroup[];
  readonly withholdings: readonly Withholding[];
  /** the payer’s part of each adjustment, by its id */
  readonly effectOf: ReadonlyMap<string, bigint>;
  readonly feesMinor: bigint;
  readonly disbursementsMinor: bigint;
  readonly chargesMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

export interface Settled {
  readonly adjustmentOf: ReadonlyMap<string, bigint>;
  readonly effectOf: ReadonlyMap<string, bigint>;
  /** each adjustment's part on each line, by their ids */
  readonly partsOf: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  readonly bills: readonly PayerBill[];
  readonly feesMinor: bigint;
  readonly disbursementsMinor: bigint;
  readonly chargesMinor: bigint;
  readonly adjustmentsMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly netMinor: bigint;
  readonly workMinor: bigint;
  readonly wipMinor: bigint;
  readonly reductionMinor: bigint;
  readonly seconds: bigint;
}

const HUNDREDTH_SECONDS = 36n;

/**
 * What a proforma comes to: adjustments spread over lines, lines dealt among payers, tax once per payer and code.
 * The desk shows this and billing freezes this: one computation, so the preview is the bill.
 */
export function settle(
  lines: readonly Line[],
  adjustments: readonly Adjustment[],
  payers: readonly PayerShare[],
  rounding: Rounding,
): Settled {
  const on = lines.filter(counts);
  const { adjustmentOf, effectOf, partsOf } = spreadAll(on, adjustments, rounding);
  const bill = (line: Line): bigint => amountOf(line) + (adjustmentOf.get(line.id) ?? 0n);
  const bills = payers.map((payer, index) => ({
    ...payerBill(on, bill, payers, payer, index, rounding),
    effectOf: effectsOf(on, adjustments, { effectOf, partsOf }, payers, index),
  }));
  const of = (kind: Line['kind']): bigint => sum(on.filter((line) => line.kind === kind).map(bill));
  const taxMinor = sum(bills.map((b) => b.taxMinor));
  const netMinor = sum(on.map(bill));
  return {
    adjustmentOf,
    effectOf,
    partsOf,
    bills,
    feesMinor: of('time'),
    disbursementsMinor: of('disbursement'),
    chargesMinor: of('charge'),
    adjustmentsMinor: sum(adjustmentOf.values()),
    taxMinor,
    netMinor,
    totalMinor: netMinor + taxMinor,
    workMinor: sum(on.map((line) => line.workMinor)),
    wipMinor: sum(on.map((line) => line.wipMinor)),
    reductionMinor: sum(on.map((line) => reductionOf(line, adjustmentOf.get(line.id) ?? 0n))),
    seconds: sum(on.map((line) => line.seconds)),
  };
}

function payerBill(
  on: readonly Line[],
  bill: (line: Line) => bigint,
  payers: readonly PayerShare[],
  payer: PayerShare,
  index: number,
  rounding: Rounding,
): Omit<PayerBill, 'effectOf'> {
  const shared = on.flatMap((line) => {
    const shares = sharesOf(line, payers);
    const sharePpm = shares[index] ?? 0;
    if (sharePpm === 0) return [];
    const weights = shares.map(BigInt);
    const part = (whole: bigint): bigint => deal(whole, weights)[index] ?? 0n;
    return [
      {
        line,
        sharePpm,
        billMinor: part(bill(line)),
        wipMinor: part(line.wipMinor),
        wipEntityMinor: part(line.wipEntityMinor),
        seconds: part(line.seconds / HUNDREDTH_SECONDS) * HUNDREDTH_SECONDS,
        tax: payer.taxOf(line),
      },
    ];
  });
  const { lines, taxes, withholdings } = taxed(shared, rounding);
  const of = (kind: Line['kind']): bigint => sum(lines.filter((l) => l.line.kind === kind).map((l) => l.billMinor));
  const netMinor = sum(lines.map((l) => l.billMinor));
  const taxMinor = sum(taxes.map((group) => group.taxMinor));
  return {
    payer,
    lines,
    taxes,
    withholdings,
    netMinor,
    taxMinor,
    feesMinor: of('time'),
    disbursementsMinor: of('disbursement'),
    chargesMinor: of('charge'),
    totalMinor: netMinor + taxMinor,
  };
}

/** A payer's part of each adjustment: of the whole by the matter's shares, line by line where lines have shares of their own. */
function effectsOf(
  on: readonly Line[],
  adjustments: readonly Adjustment[],
  spread: Pick<ReturnType<typeof spreadAll>, 'effectOf' | 'partsOf'>,
  payers: readonly PayerShare[],
  index: number,
): Map<string, bigint> {
  const dealt = (whole: bigint, shares: readonly number[]): bigint => deal(whole, shares.map(BigInt))[index] ?? 0n;
  const asMatter = on.every((line) => line.shares === null);
  return new Map(
    adjustments.map(({ id }) => {
      if (asMatter)
        return [
          id,
          dealt(
            spread.effectOf.get(id) ?? 0n,
            payers.map((p) => p.sharePpm),
          ),
        ];
      return [id, sum(on.map((line) => dealt(spread.partsOf.get(id)?.get(line.id) ?? 0n, sharesOf(line, payers))))];
    }),
  );
}
