import type { Clause, Kind, Terms } from '../clause.ts';
import { narrower } from '../in-force.ts';
import { collar, minimum } from './between.ts';
import { cap } from './cap.ts';
import { discount } from './discount.ts';
import { fixed, subscription } from './fixed.ts';
import { holdback } from './holdback.ts';
import { after, type Applied, type PricedLine, type PriceStep, type Pricing } from './step.ts';
import { volume } from './volume.ts';

type Of<K extends Kind> = Applied<Clause<Extract<Terms, { kind: K }>>>;

/** The order in which clauses act: each on what the one before it left. A blended rate counts before, as a rate; a success fee is charged apart. */
export const CHAIN = ['fixed', 'subscription', 'discount', 'volume', 'minimum', 'collar', 'cap', 'holdback'] as const;

/** What these leave is the price agreed: nothing is taken off it by percentages, and no other price is set on it. */
const SETTLES: readonly Kind[] = ['fixed', 'subscription'];
const KEEPS_OFF: readonly Kind[] = [...SETTLES, 'discount', 'volume'];

/** A charge by a clause is agreed as it stands: no percentage is taken of it. What is released was priced when it was worked. */
function isAgreed({ byClause }: PricedLine, kind: Kind): boolean {
  return byClause === 'holdback' || (byClause !== null && (kind === 'discount' || kind === 'holdback'));
}

/** What the clauses make of lines: a note of each that acts, and the lines after all of them. */
export function priced(
  lines: readonly PricedLine[],
  applied: readonly Applied[],
  how: Pricing,
): { readonly steps: readonly PriceStep[]; readonly lines: readonly PricedLine[] } {
  let now = lines;
  const steps: PriceStep[] = [];
  const settled = new Set<string>();
  for (const one of applied.toSorted(inTurn)) {
    const { kind } = one.clause.terms;
    const keepsOff = KEEPS_OFF.includes(kind);
    const over = now.filter((line) => !isAgreed(line, kind) && !(keepsOff && settled.has(line.id)));
    const narrowed = over.length < now.length;
    for (const step of act(over, one, how)) {
      steps.push(narrowed ? { ...step, narrowed } : step);
      now = after(now, step.parts);
      if (SETTLES.includes(kind)) step.lineIds.forEach((id) => settled.add(id));
    }
  }
  return { steps, lines: now };
}

/**
 * Prices first, that of the narrower engagement before all: what it settles, no other includes. Then kind by kind, the cap of
 * a matter before that of the whole engagement.
 */
function inTurn({ clause: a }: Applied, { clause: b }: Applied): number {
  const whole = ({ terms }: Clause): number => Number(terms.kind === 'cap' && terms.per === 'engagement');
  const turn = ({ terms }: Clause): number => CHAIN.findIndex((kind) => kind === terms.kind);
  const prices = SETTLES.includes(a.terms.kind) && SETTLES.includes(b.terms.kind);
  const apart = prices && a.engagement.id !== b.engagement.id ? narrower(a.engagement, b.engagement) : 0;
  return apart || turn(a) - turn(b) || whole(a) - whole(b) || (a.id < b.id ? -1 : 1);
}

function act(lines: readonly PricedLine[], applied: Applied, how: Pricing): PriceStep[] {
  switch (applied.clause.terms.kind) {
    case 'fixed':
      return fixed(lines, applied as Of<'fixed'>, how);
    case 'subscription':
      return subscription(lines, applied as Of<'subscription'>, how);
    case 'discount':
      return discount(lines, applied as Of<'discount'>, how);
    case 'volume':
      return volume(lines, applied as Of<'volume'>, how);
    case 'minimum':
      return minimum(lines, applied as Of<'minimum'>, how);
    case 'collar':
      return collar(lines, applied as Of<'collar'>, how);
    case 'cap':
      return cap(lines, applied as Of<'cap'>, how);
    case 'holdback':
      return holdback(lines, applied as Of<'holdback'>, how);
    case 'blended':
    case 'success':
    case 'retainer':
    case 'other':
      return [];
  }
}
