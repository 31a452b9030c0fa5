import { amountText } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { Clause, Terms } from '../clause.ts';
import { percentText } from '../percent.ts';
import { cited } from '../said.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, worth } from './step.ts';

type Holdback = Clause<Extract<Terms, { kind: 'holdback' }>>;

const MILLION = 1_000_000n;

/** A part of what all other clauses left is not billed now, rounded once and dealt over the lines. */
export function holdback(lines: readonly PricedLine[], applied: Applied<Holdback>, how: Pricing): PriceStep[] {
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
      label: `${percentText(percentPpm)} of ${what} held back (clause ${clause.number})`,
      sentence: `${percentText(percentPpm)} of ${what} of ${amountText(beforeMinor, how.currency)} is ${amountText(-changeMinor, how.currency)} ${how.currency}; it is held back and billed when it is released, by ${cited(clause)}.`,
    },
  ];
}
