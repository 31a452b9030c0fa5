import { amountText } from '../../../kernel/money.ts';
import { ceilingOf, type Clause, floorOf, type Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { overCap } from './cap.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, whose, worth } from './step.ts';

type Minimum = Clause<Extract<Terms, { kind: 'minimum' }>>;
type Collar = Clause<Extract<Terms, { kind: 'collar' }>>;

/** What a matter comes to is lifted to the minimum: on each bill, or on its last. */
export function minimum(lines: readonly PricedLine[], applied: Applied<Minimum>, how: Pricing): PriceStep[] {
  const { clause, matterIds, usedOf } = applied;
  const { currency, amountMinor, on, over: span } = clause.terms;
  if (currency !== how.currency) return [];
  return matterIds.flatMap((id): PriceStep[] => {
    const over = base(lines, on, [id]);
    if (over.length === 0) return [];
    const hereMinor = worth(over);
    const usedMinor = span === 'bill' ? 0n : (usedOf.get(id) ?? 0n);
    const shortMinor = short(amountMinor, usedMinor + hereMinor);
    const changeMinor = span === 'bill' || how.last.has(id) ? shortMinor : 0n;
    const text = (minor: bigint): string => amountText(minor, currency);
    const before = span === 'bill' ? '' : `${text(usedMinor)} was billed before; `;
    const rest =
      shortMinor === 0n
        ? 'which reaches it'
        : changeMinor === 0n
          ? 'and this is not the last bill'
          : `so ${text(changeMinor)} is added`;
    return [
      {
        ...dealt({ clause, on, matterIds: [id] }, over, changeMinor),
        usedMinor,
        label: `Minimum fee (clause ${clause.number})`,
        sentence: `The minimum is ${text(amountMinor)} ${currency}${whose([id], how)}; ${before}${text(hereMinor)} comes here, ${rest}, by ${cited(clause)}.`,
      },
    ];
  });
}

/** What a matter comes to stays between a floor and a ceiling: above it is written down at once, below it lifted on its last bill. */
export function collar(lines: readonly PricedLine[], applied: Applied<Collar>, how: Pricing): PriceStep[] {
  const { clause, matterIds, usedOf } = applied;
  const { currency, on } = clause.terms;
  if (currency !== how.currency) return [];
  const floorMinor = floorOf(clause.terms);
  const ceilingMinor = ceilingOf(clause.terms);
  return matterIds.flatMap((id): PriceStep[] => {
    const over = base(lines, on, [id]);
    if (over.length === 0) return [];
    const hereMinor = worth(over);
    const usedMinor = usedOf.get(id) ?? 0n;
    const overMinor = overCap(ceilingMinor, usedMinor, hereMinor);
    const shortMinor = how.last.has(id) ? short(floorMinor, usedMinor + hereMinor) : 0n;
    const text = (minor: bigint): string => amountText(minor, currency);
    const rest =
      overMinor > 0n
        ? `so ${text(overMinor)} above it is written down`
        : shortMinor > 0n
          ? `so ${text(shortMinor)} is added with the last bill`
          : 'which changes nothing';
    return [
      {
        ...dealt({ clause, on, matterIds: [id] }, over, shortMinor - overMinor),
        usedMinor,
        cap: { amountMinor: ceilingMinor, usedMinor, hereMinor, overMinor, hard: true },
        label: `Collar (clause ${clause.number})`,
        sentence: `Agreed is between ${text(floorMinor)} and ${text(ceilingMinor)} ${currency}${whose([id], how)}; ${text(usedMinor)} was billed before and ${text(hereMinor)} comes here, ${rest}, by ${cited(clause)}.`,
      },
    ];
  });
}

function short(amountMinor: bigint, minor: bigint): bigint {
  return amountMinor > minor ? amountMinor - minor : 0n;
}
