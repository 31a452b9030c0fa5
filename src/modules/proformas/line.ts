import type { Day } from '../../kernel/day.ts';
import { timeValue } from '../../kernel/money.ts';
import type { Rounding } from '../../kernel/rounding.ts';

/** The part of a line that edits change. Durations in seconds, amounts in minor units. */
export interface LineState {
  readonly excluded: boolean;
  readonly noCharge: boolean;
  readonly printed: boolean;
  readonly seconds: bigint;
  readonly rateE4: bigint | null;
  readonly billMinor: bigint;
  readonly narrative: string;
  readonly workDate: Day;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
  /** how the line is split among payers where that is other than the matter’s: see payer-shares.ts */
  readonly shares: string | null;
}

/** A line with the card it points at. */
export interface Line extends LineState {
  readonly id: string;
  readonly version: number;
  readonly cardId: string;
  readonly cardNumber: bigint;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly costKind: 'hard' | 'soft' | 'anticipated' | null;
  readonly timekeeperId: string | null;
  readonly timekeeper: string;
  readonly timekeeperName: string;
  readonly matterId: string;
  /** the kind of clause that charged it, where nobody recorded it */
  readonly byClause: 'subscription' | 'success' | 'holdback' | null;
  readonly wipMinor: bigint;
  readonly wipEntityMinor: bigint;
  readonly openSeconds: bigint;
  readonly workMinor: bigint;
  readonly hold: {
    readonly reason: string;
    readonly untilDay: Day | null;
    readonly untilEvent: string | null;
  } | null;
  /** how often it was commented on, and how many files its card has */
  readonly comments: number;
  readonly files: number;
  /** the card's own values, as recorded */
  readonly recorded: LineState;
}

/** Whether the line is on the bill: neither excluded nor held. */
export function counts(line: Pick<Line, 'excluded' | 'hold'>): boolean {
  return !line.excluded && line.hold === null;
}

/** What the line bills before adjustments. */
export function amountOf(line: Pick<LineState, 'noCharge' | 'billMinor'>): bigint {
  return line.noCharge ? 0n : line.billMinor;
}

/** Work value of the line minus what it bills, where it bills less. */
export function reductionOf(line: Pick<Line, 'noCharge' | 'billMinor' | 'workMinor'>, adjustment: bigint): bigint {
  const less = line.workMinor - amountOf(line) - adjustment;
  return less > 0n ? less : 0n;
}

export function valueAt(seconds: bigint, rateE4: bigint, rounding: Rounding): bigint {
  return timeValue(seconds, rateE4, rounding);
}

export const LINE_FIELDS = [
  'excluded',
  'noCharge',
  'printed',
  'seconds',
  'rateE4',
  'billMinor',
  'narrative',
  'workDate',
  'taskCode',
  'activityCode',
  'expenseCode',
  'shares',
] as const satisfies readonly (keyof LineState)[];

/** Only the fields that differ, before and after. */
export function difference(
  before: LineState,
  after: LineState,
): { before: Partial<LineState>; after: Partial<LineState> } | null {
  const changed = LINE_FIELDS.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return null;
  const pick = (state: LineState): Partial<LineState> =>
    Object.fromEntries(changed.map((field) => [field, state[field]]));
  return { before: pick(before), after: pick(after) };
}
