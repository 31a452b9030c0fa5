import type { Day } from '../../kernel/day.ts';
import { amountText, sum } from '../../kernel/money.ts';
import { refuse } from '../../kernel/outcome.ts';
import { cited, heldBackOf, kindsOf, type PriceStep } from '../terms/index.ts';
import { amountOf, counts, type Line } from './line.ts';
import type { Problem } from './problems.ts';
import type { Settled } from './settle.ts';
import type { Adjustment } from './spread.ts';

/** A clause that was taken off this proforma, and why. */
export interface TakenOff {
  readonly adjustmentId: string;
  readonly lineId: string;
  readonly label: string;
  readonly reason: string;
}

/** What the agreed terms make of a proforma on a day, beside what stands on it. */
export interface SheetTerms {
  readonly on: Day;
  readonly steps: readonly PriceStep[];
  readonly off: readonly TakenOff[];
  /** what stands is other than what was agreed, in words; null: as agreed */
  readonly stale: string | null;
}

export const NO_TERMS = { steps: [], off: [], stale: null } as const;

interface Priced {
  readonly lines: readonly Line[];
  readonly adjustments: readonly Adjustment[];
  readonly settled: Pick<Settled, 'adjustmentOf' | 'partsOf'>;
  readonly currency: string;
}

/** How what stands differs from what the clauses make of the lines by now; null when to the cent they are the same. */
export function staleness(
  steps: readonly PriceStep[],
  of: Pick<Priced, 'adjustments' | 'settled' | 'currency'>,
): string | null {
  const wanted = partsByClause(steps.map((s) => ({ clauseId: s.clause.id, parts: s.parts })));
  const standing = partsByClause(
    of.adjustments.flatMap((a) =>
      a.clauseId === null ? [] : [{ clauseId: a.clauseId, parts: of.settled.partsOf.get(a.id) ?? new Map() }],
    ),
  );
  const changed = [...new Set([...wanted.keys(), ...standing.keys()])].filter(
    (id) => !sameParts(wanted.get(id), standing.get(id)),
  );
  if (changed.length === 0) return null;
  const text = (parts: ReadonlyMap<string, bigint> | undefined): string =>
    amountText(sum(parts?.values() ?? []), of.currency);
  const [first] = changed;
  const step = steps.find((s) => s.clause.id === first);
  const label = step?.label ?? of.adjustments.find((a) => a.clauseId === first)?.label ?? '';
  return `${label} stands at ${text(standing.get(first ?? ''))} and comes to ${text(wanted.get(first ?? ''))} ${of.currency} as agreed.`;
}

type Parts = ReadonlyMap<string, bigint>;

function partsByClause(all: readonly { clauseId: string; parts: Parts }[]): Map<string, Map<string, bigint>> {
  const found = new Map<string, Map<string, bigint>>();
  for (const { clauseId, parts } of all) {
    const own = found.get(clauseId) ?? new Map<string, bigint>();
    for (const [line, minor] of parts) if (minor !== 0n) own.set(line, (own.get(line) ?? 0n) + minor);
    if (own.size > 0) found.set(clauseId, own);
  }
  return found;
}

function sameParts(a: Parts | undefined, b: Parts | undefined): boolean {
  return (a?.size ?? 0) === (b?.size ?? 0) && [...(a ?? [])].every(([line, minor]) => b?.get(line) === minor);
}

/** What stops it until the terms are applied again. */
export function termsProblems(terms: Pick<SheetTerms, 'stale'>): Problem[] {
  return terms.stale === null
    ? []
    : [{ what: `The terms are not as agreed: ${terms.stale}`, mend: 'Apply the terms.', href: null, stops: 'submit' }];
}

/** Why this can't be billed under a hard cap; null when all caps hold. */
export function capObjection(steps: readonly PriceStep[], of: Priced): ReturnType<typeof refuse> | null {
  const held = heldBackOf(steps);
  for (const { cap, clause, on, matterIds } of steps) {
    if (cap === null || !cap.hard) continue;
    const lines = of.lines.filter(
      (l) => counts(l) && l.byClause !== 'holdback' && kindsOf(on).includes(l.kind) && matterIds.includes(l.matterId),
    );
    const bills = sum(lines.map((l) => amountOf(l) + (of.settled.adjustmentOf.get(l.id) ?? 0n) + held(l.id)));
    const left = cap.amountMinor > cap.usedMinor ? cap.amountMinor - cap.usedMinor : 0n;
    if (bills <= left) continue;
    const text = (minor: bigint): string => `${amountText(minor, of.currency)} ${of.currency}`;
    return refuse(
      'cap-exceeded',
      `the hard cap of ${text(cap.amountMinor)} (${cited(clause)}) has ${text(left)} left and this bills ${text(bills)}. Apply the terms, which writes ${text(bills - left)} down, and have it approved again.`,
    );
  }
  return null;
}
