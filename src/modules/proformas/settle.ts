import { divide, type Rounding } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import { sum } from '../../kernel/money.ts';
import { amountOf, counts, type Line, reductionOf } from './line.ts';
import { sharesOf } from './payer-shares.ts';
import { type LineTax, taxed, type TaxGroup, type Withholding } from './tax.ts';

/** A discount (below zero) or premium on the whole proforma; an amount or millionths of its base. */
export interface Adjustment {
  readonly id: string;
  readonly label: string;
  readonly amountMinor: bigint | null;
  readonly percentPpm: number | null;
  readonly spread: 'by-value' | 'by-hours' | 'timekeepers' | 'fees-only' | 'soft-costs-only' | Left;
  /** whose time it is spread over, where it is spread to named timekeepers */
  readonly timekeeperIds: readonly string[];
  /** whose lines it is spread over; null: those of all matters */
  readonly matterIds: readonly string[] | null;
  /** the lines a clause is about; null: all of its kinds and matters */
  readonly lineIds: readonly string[] | null;
  readonly reason: string;
  /** the clause that made it; null: made by hand, and so before those of clauses */
  readonly clauseId: string | null;
}

/** Spread by what earlier adjustments left of the lines of these kinds. */
type Left = 'fees-left' | 'fees-and-charges-left' | 'all-left';

const LEFT: Readonly<Record<Left, readonly Line['kind'][]>> = {
  'fees-left': ['time'],
  'fees-and-charges-left': ['time', 'charge'],
  'all-left': ['time', 'charge', 'disbursement'],
};

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

const WHOLE_PPM = 1_000_000n;
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

/** Whether an adjustment was made by hand rather than by a clause. */
export function handMade(adjustment: Adjustment): boolean {
  return adjustment.clauseId === null;
}

/** The lines that count, each with what adjustments leave of it. */
export function leftOf(lines: readonly Line[], adjustments: readonly Adjustment[], rounding: Rounding) {
  const on = lines.filter(counts);
  const { adjustmentOf } = spreadAll(on, adjustments, rounding);
  return on.map(({ id, matterId, kind, taskCode, byClause, ...line }) => ({
    id,
    matterId,
    kind,
    taskCode,
    byClause,
    minor: amountOf(line) + (adjustmentOf.get(id) ?? 0n),
  }));
}

/** The lines an adjustment is spread over, with their weights. */
export function spreadBase(
  on: readonly Line[],
  { spread, timekeeperIds, matterIds, lineIds }: Pick<Adjustment, 'spread' | 'timekeeperIds' | 'matterIds' | 'lineIds'>,
  adjusted: ReadonlyMap<string, bigint> = new Map(),
): { line: Line; weight: bigint }[] {
  const of = matterIds === null ? on : on.filter((line) => matterIds.includes(line.matterId));
  const byValue = (lines: readonly Line[]): { line: Line; weight: bigint }[] =>
    lines.map((line) => ({ line, weight: amountOf(line) })).filter(({ weight }) => weight > 0n);
  switch (spread) {
    case 'by-value':
      return byValue(of);
    case 'by-hours':
      return of
        .filter((line) => line.kind === 'time' && amountOf(line) > 0n)
        .map((line) => ({ line, weight: line.seconds }));
    case 'timekeepers':
      return byValue(of.filter((line) => line.timekeeperId !== null && timekeeperIds.includes(line.timekeeperId)));
    case 'fees-only':
      return byValue(of.filter((line) => line.kind === 'time'));
    case 'soft-costs-only':
      return byValue(of.filter((line) => line.costKind === 'soft'));
    case 'fees-left':
    case 'fees-and-charges-left':
    case 'all-left':
      return of
        .filter((line) => LEFT[spread].includes(line.kind) && (lineIds?.includes(line.id) ?? true))
        .map((line) => ({ line, weight: amountOf(line) + (adjusted.get(line.id) ?? 0n) }))
        .filter(({ weight }) => weight > 0n);
  }
}

/** `amount`, or `percent × Σ base values`, rounded once. */
export function adjustmentTotal(
  base: readonly { line: Line; weight: bigint }[],
  adjustment: Adjustment,
  rounding: Rounding,
): bigint {
  if (adjustment.amountMinor !== null) return adjustment.amountMinor;
  const whole = sum(base.map(({ line, weight }) => (handMade(adjustment) ? amountOf(line) : weight)));
  return divide(whole * BigInt(adjustment.percentPpm ?? 0), WHOLE_PPM, rounding);
}

function spreadAll(on: readonly Line[], adjustments: readonly Adjustment[], rounding: Rounding) {
  const adjustmentOf = new Map<string, bigint>();
  const effectOf = new Map<string, bigint>();
  const partsOf = new Map<string, ReadonlyMap<string, bigint>>();
  for (const adjustment of adjustments) {
    const base = spreadBase(on, adjustment, adjustmentOf);
    const total = base.length === 0 ? 0n : adjustmentTotal(base, adjustment, rounding);
    effectOf.set(adjustment.id, total);
    if (total === 0n) continue;
    const parts = deal(
      total,
      base.map(({ weight }) => weight),
    );
    base.forEach(({ line }, i) => adjustmentOf.set(line.id, (adjustmentOf.get(line.id) ?? 0n) + (parts[i] ?? 0n)));
    partsOf.set(adjustment.id, new Map(base.map(({ line }, i) => [line.id, parts[i] ?? 0n])));
  }
  return { adjustmentOf, effectOf, partsOf };
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
