import { amountText } from '../../../kernel/money.ts';
import type { Clause, Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, whose, worth } from './step.ts';

type Fixed = Clause<Extract<Terms, { kind: 'fixed' }>>;
type Subscription = Clause<Extract<Terms, { kind: 'subscription' }>>;

/**
 * The time of a fixed price bills what is left of it: with the first bill all of it, or as it is worked, up to the price,
 * and the rest on the matter's last bill. The cards keep their own value, so that what the work was worth stays known.
 */
export function fixed(lines: readonly PricedLine[], applied: Applied<Fixed>, how: Pricing): PriceStep[] {
  const { clause, matterIds, usedOf } = applied;
  const { currency, amountMinor, taskCodes, billed } = clause.terms;
  if (currency !== how.currency) return [];
  return matterIds.flatMap((id): PriceStep[] => {
    const over = base(lines, 'fees', [id], taskCodes);
    if (over.length === 0) return [];
    const hereMinor = worth(over);
    const usedMinor = usedOf.get(id) ?? 0n;
    const leftMinor = amountMinor > usedMinor ? amountMinor - usedMinor : 0n;
    const last = billed === 'at-once' || how.last.has(id);
    const billsMinor = last || leftMinor < hereMinor ? leftMinor : hereMinor;
    const text = (minor: bigint): string => amountText(minor, currency);
    const why =
      billed === 'at-once'
        ? 'it is billed with the first bill'
        : last
          ? 'this is the last bill'
          : 'it is billed as worked';
    return [
      {
        ...dealt({ clause, on: 'fees', matterIds: [id] }, over, billsMinor - hereMinor),
        narrowed: taskCodes.length > 0,
        usedMinor,
        label: `Fixed price (clause ${clause.number})`,
        sentence: `Of the fixed price of ${text(amountMinor)} ${currency}${whose([id], how)}, ${text(usedMinor)} was billed before; work of ${text(hereMinor)} comes here and bills ${text(billsMinor)}, because ${why}, by ${cited(clause)}.`,
      },
    ];
  });
}

/** The time that a subscription includes bills nothing beside it. */
export function subscription(lines: readonly PricedLine[], applied: Applied<Subscription>, how: Pricing): PriceStep[] {
  const { clause, matterIds } = applied;
  const { currency, taskCodes, every } = clause.terms;
  const over = base(lines, 'fees', matterIds, taskCodes);
  if (over.length === 0 || currency !== how.currency) return [];
  const hereMinor = worth(over);
  return [
    {
      ...dealt({ clause, on: 'fees', matterIds }, over, -hereMinor),
      narrowed: taskCodes.length > 0,
      percentPpm: -1_000_000,
      label: `Included in the subscription (clause ${clause.number})`,
      sentence: `Work of ${amountText(hereMinor, currency)} ${currency} is included in what is paid each ${every}, by ${cited(clause)}.`,
    },
  ];
}
