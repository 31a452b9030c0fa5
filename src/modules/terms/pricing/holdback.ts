import type { Clause, Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { part } from './part.ts';
import type { Applied, PricedLine, PriceStep, Pricing } from './step.ts';

type Holdback = Clause<Extract<Terms, { kind: 'holdback' }>>;

/** A part of what all other clauses left is not billed now. */
export function holdback(lines: readonly PricedLine[], applied: Applied<Holdback>, how: Pricing): PriceStep[] {
  const { clause } = applied;
  return part(lines, applied, how, ({ percent, what, figures }) => ({
    label: `${percent} of ${what} held back (clause ${clause.number})`,
    sentence: `${figures}; it is held back and billed when it is released, by ${cited(clause)}.`,
  }));
}
