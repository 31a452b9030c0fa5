import { sum } from '../../../kernel/money.ts';
import type { Rounding } from '../../../kernel/rounding.ts';
import { deal } from '../../../kernel/share.ts';
import type { Clause, On } from '../clause.ts';

/** A line as it is priced: what it bills after edits, before the clauses. */
export interface PricedLine {
  readonly id: string;
  readonly matterId: string;
  readonly kind: 'time' | 'disbursement' | 'charge';
  readonly taskCode: string | null;
  /** the kind of clause that charged it, where nobody recorded it */
  readonly byClause: 'subscription' | 'success' | 'holdback' | null;
  readonly minor: bigint;
}

/** A clause with the matters on the proforma that it governs, and what was billed on it so far, matter by matter. */
export interface Applied<C extends Clause = Clause> {
  readonly clause: C;
  readonly matterIds: readonly string[];
  readonly usedMinor: bigint;
  readonly usedOf: ReadonlyMap<string, bigint>;
}

export interface Pricing {
  readonly currency: string;
  readonly rounding: Rounding;
  /** numbers of matters, for the words */
  readonly matters: ReadonlyMap<string, string>;
  /** matters that no more time comes to: what is billed of them is their last bill */
  readonly last: ReadonlySet<string>;
}

/** What one clause did: the note that an amount is explained from, and the adjustment it stands as. */
export interface PriceStep {
  readonly clause: Clause;
  readonly label: string;
  readonly sentence: string;
  readonly on: On;
  readonly matterIds: readonly string[];
  /** what it looked at */
  readonly lineIds: readonly string[];
  /** those are not all lines of its kinds and matters */
  readonly narrowed: boolean;
  /** below zero: the percentage of what is left; null: an amount */
  readonly percentPpm: number | null;
  readonly beforeMinor: bigint;
  readonly changeMinor: bigint;
  /** billed on the clause before, where it counts that */
  readonly usedMinor: bigint;
  readonly parts: ReadonlyMap<string, bigint>;
  /** where it is a cap */
  readonly cap: CapStanding | null;
}

interface CapStanding {
  readonly amountMinor: bigint;
  readonly usedMinor: bigint;
  /** of this proforma, after the clauses before it */
  readonly hereMinor: bigint;
  readonly overMinor: bigint;
  readonly hard: boolean;
}

const KINDS: Readonly<Record<On, readonly PricedLine['kind'][]>> = {
  fees: ['time'],
  'fees-and-charges': ['time', 'charge'],
  all: ['time', 'charge', 'disbursement'],
};

export function kindsOf(on: On): readonly PricedLine['kind'][] {
  return KINDS[on];
}

/** The lines of a clause that have something left. */
export function base(
  lines: readonly PricedLine[],
  on: On,
  matterIds: readonly string[],
  taskCodes: readonly string[] = [],
): PricedLine[] {
  return lines.filter(
    (l) =>
      KINDS[on].includes(l.kind) && matterIds.includes(l.matterId) && ofTask(taskCodes, l.taskCode) && l.minor > 0n,
  );
}

/** Whether a price for these task codes is about work with this one; a price without codes is about all. */
export function ofTask(taskCodes: readonly string[], taskCode: string | null): boolean {
  return taskCodes.length === 0 || (taskCode !== null && taskCodes.includes(taskCode));
}

/** What every step tells of the lines it is dealt over. */
export function dealt(
  { clause, on, matterIds }: Pick<PriceStep, 'clause' | 'on' | 'matterIds'>,
  over: readonly PricedLine[],
  changeMinor: bigint,
): Omit<PriceStep, 'label' | 'sentence'> {
  return {
    clause,
    on,
    matterIds,
    narrowed: false,
    lineIds: over.map((line) => line.id),
    percentPpm: null,
    beforeMinor: worth(over),
    changeMinor,
    usedMinor: 0n,
    parts: spread(changeMinor, over),
    cap: null,
  };
}

/** Whose matter it is, for a sentence about one of several: ` for 1001-001`. */
export function whose(matterIds: readonly string[], how: Pricing): string {
  return ` for ${matterIds.map((id) => how.matters.get(id) ?? '').join()}`;
}

/** What holdbacks keep of each line for a later bill; it counts as billed where clauses count. */
export function heldBackOf(steps: readonly Pick<PriceStep, 'clause' | 'parts'>[]): (lineId: string) => bigint {
  const own = steps.filter(({ clause }) => clause.terms.kind === 'holdback');
  return (lineId) => -sum(own.map(({ parts }) => parts.get(lineId) ?? 0n));
}

export function worth(lines: readonly PricedLine[]): bigint {
  return sum(lines.map((line) => line.minor));
}

/** A change dealt over lines by what they have left; the parts sum to it. */
function spread(changeMinor: bigint, over: readonly PricedLine[]): ReadonlyMap<string, bigint> {
  if (changeMinor === 0n || over.length === 0) return new Map();
  const parts = deal(
    changeMinor,
    over.map((line) => line.minor),
  );
  return new Map(over.map((line, i) => [line.id, parts[i] ?? 0n]));
}

export function after(lines: readonly PricedLine[], parts: ReadonlyMap<string, bigint>): PricedLine[] {
  return lines.map((line) => ({ ...line, minor: line.minor + (parts.get(line.id) ?? 0n) }));
}
