import { sum } from '../../kernel/money.ts';
import { divide, type Rounding } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import { amountOf, counts, type Line } from './line.ts';

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

/** As much of a line as adjustments ask of it. */
export type Spreadable = Pick<
  Line,
  'id' | 'kind' | 'costKind' | 'timekeeperId' | 'matterId' | 'seconds' | 'excluded' | 'hold' | 'noCharge' | 'billMinor'
>;

/** Spread by what earlier adjustments left of the lines of these kinds. */
type Left = 'fees-left' | 'fees-and-charges-left' | 'all-left';

const LEFT: Readonly<Record<Left, readonly Line['kind'][]>> = {
  'fees-left': ['time'],
  'fees-and-charges-left': ['time', 'charge'],
  'all-left': ['time', 'charge', 'disbursement'],
};

const WHOLE_PPM = 1_000_000n;

/** What a proforma comes to before tax, in minor units: `settle`'s net, where nothing else is asked. */
export function netOf(lines: readonly Spreadable[], adjustments: readonly Adjustment[], rounding: Rounding): bigint {
  const on = lines.filter(counts);
  const { adjustmentOf } = spreadAll(on, adjustments, rounding);
  return sum(on.map((line) => amountOf(line) + (adjustmentOf.get(line.id) ?? 0n)));
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
export function spreadBase<L extends Spreadable>(
  on: readonly L[],
  { spread, timekeeperIds, matterIds, lineIds }: Pick<Adjustment, 'spread' | 'timekeeperIds' | 'matterIds' | 'lineIds'>,
  adjusted: ReadonlyMap<string, bigint> = new Map(),
): { line: L; weight: bigint }[] {
  const of = matterIds === null ? on : on.filter((line) => matterIds.includes(line.matterId));
  const byValue = (lines: readonly L[]): { line: L; weight: bigint }[] =>
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
  base: readonly { line: Spreadable; weight: bigint }[],
  adjustment: Adjustment,
  rounding: Rounding,
): bigint {
  if (adjustment.amountMinor !== null) return adjustment.amountMinor;
  const whole = sum(base.map(({ line, weight }) => (handMade(adjustment) ? amountOf(line) : weight)));
  return divide(whole * BigInt(adjustment.percentPpm ?? 0), WHOLE_PPM, rounding);
}

/** All adjustments in their order: what each comes to, and its part on each line. */
export function spreadAll(on: readonly Spreadable[], adjustments: readonly Adjustment[], rounding: Rounding) {
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
