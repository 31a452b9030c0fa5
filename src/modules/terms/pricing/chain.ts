import type { Clause, Kind, Terms } from '../clause.ts';
import { cap } from './cap.ts';
import { discount } from './discount.ts';
import { after, type Applied, type PricedLine, type PriceStep, type Pricing } from './step.ts';
import { volume } from './volume.ts';

type Of<K extends Kind> = Applied<Clause<Extract<Terms, { kind: K }>>>;

/** The order in which clauses act: each on what the one before it left. */
const CHAIN = ['discount', 'volume', 'cap'] as const;

/** What the clauses make of lines: a note of each that acts, and the lines after all of them. */
export function priced(
  lines: readonly PricedLine[],
  applied: readonly Applied[],
  how: Pricing,
): { readonly steps: readonly PriceStep[]; readonly lines: readonly PricedLine[] } {
  let now = lines;
  const steps: PriceStep[] = [];
  for (const kind of CHAIN) {
    for (const one of applied.filter((a) => a.clause.terms.kind === kind).toSorted(matterFirst)) {
      for (const step of act(now, one, how)) {
        steps.push(step);
        now = after(now, step.parts);
      }
    }
  }
  return { steps, lines: now };
}

/** The cap of a matter before that of the whole engagement. */
function matterFirst(a: Applied, b: Applied): number {
  const whole = ({ clause: { terms } }: Applied): number => Number(terms.kind === 'cap' && terms.per === 'engagement');
  return whole(a) - whole(b) || (a.clause.id < b.clause.id ? -1 : 1);
}

function act(lines: readonly PricedLine[], applied: Applied, how: Pricing): PriceStep[] {
  switch (applied.clause.terms.kind) {
    case 'discount':
      return discount(lines, applied as Of<'discount'>, how);
    case 'volume':
      return volume(lines, applied as Of<'volume'>, how);
    case 'cap':
      return cap(lines, applied as Of<'cap'>, how);
    case 'other':
      return [];
  }
}
