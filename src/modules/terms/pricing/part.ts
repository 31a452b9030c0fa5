import { amountText } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { Clause, Terms } from '../clause.ts';
import { percentText } from '../percent.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, worth } from './step.ts';

type PartTerms = Extract<Terms, { kind: 'discount' | 'holdback' }>;

/** What a step says of the part it took. */
interface Said {
  readonly percent: string;
  readonly what: 'fees' | 'fees and charges';
  /** `10 % of fees of 1,000.00 is 100.00 GBP` */
  readonly figures: string;
}

/** A percentage of what is left of lines goes off them, rounded once and dealt over them. */
export function part(
  lines: readonly PricedLine[],
  { clause, matterIds }: Applied<Clause<PartTerms>>,
  how: Pricing,
  say: (said: Said) => Pick<PriceStep, 'label' | 'sentence'>,
): PriceStep[] {
  const { percentPpm, on } = clause.terms;
  const over = base(lines, on, matterIds);
  if (over.length === 0) return [];
  const beforeMinor = worth(over);
  const changeMinor = divide(beforeMinor * BigInt(-percentPpm), MILLION, how.rounding);
  const percent = percentText(percentPpm);
  const what = on === 'fees' ? 'fees' : 'fees and charges';
  const figures = `${percent} of ${what} of ${amountText(beforeMinor, how.currency)} is ${amountText(-changeMinor, how.currency)} ${how.currency}`;
  return [
    {
      ...dealt({ clause, on, matterIds }, over, changeMinor),
      percentPpm: -percentPpm,
      ...say({ percent, what, figures }),
    },
  ];
}

const MILLION = 1_000_000n;
