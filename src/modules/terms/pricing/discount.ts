import { amountText } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { Clause, Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { percentText } from '../percent.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, worth } from './step.ts';

type Discount = Clause<Extract<Terms, { kind: 'discount' }>>;

const MILLION = 1_000_000n;

/** A percentage off what is billed, rounded once and dealt over the lines. */
export function discount(lines: readonly PricedLine[], applied: Applied<Discount>, how: Pricing): PriceStep[] {
  const { clause, matterIds } = applied;
  const { percentPpm, on } = clause.terms;
  const over = base(lines, on, matterIds);
  if (over.length === 0) return [];
  const beforeMinor = worth(over);
  const changeMinor = divide(beforeMinor * BigInt(-percentPpm), MILLION, how.rounding);
  const what = on === 'fees' ? 'fees' : 'fees and charges';
  return [
    {
      ...dealt({ clause, on, matterIds }, over, changeMinor),
      percentPpm: -percentPpm,
      label: `${percentText(percentPpm)} discount on ${what} (clause ${clause.number})`,
      sentence: `${percentText(percentPpm)} of ${what} of ${amountText(beforeMinor, how.currency)} is ${amountText(-changeMinor, how.currency)} ${how.currency}, by ${cited(clause)}.`,
    },
  ];
}
