import type { Clause, Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { part } from './part.ts';
import type { Applied, PricedLine, PriceStep, Pricing } from './step.ts';

type Discount = Clause<Extract<Terms, { kind: 'discount' }>>;

/** A percentage off what is billed. */
export function discount(lines: readonly PricedLine[], applied: Applied<Discount>, how: Pricing): PriceStep[] {
  const { clause } = applied;
  return part(lines, applied, how, ({ percent, what, figures }) => ({
    label: `${percent} discount on ${what} (clause ${clause.number})`,
    sentence: `${figures}, by ${cited(clause)}.`,
  }));
}
