import { amountText } from '../../../kernel/money.ts';
import type { Clause, Terms } from '../clause.ts';
import { cited } from '../said.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, whose, worth } from './step.ts';

type Cap = Clause<Extract<Terms, { kind: 'cap' }>>;

/** What is above a hard cap is written down; above a soft one it is told. A cap per matter is looked at matter by matter. */
export function cap(lines: readonly PricedLine[], applied: Applied<Cap>, how: Pricing): PriceStep[] {
  const { clause, matterIds } = applied;
  if (clause.terms.currency !== how.currency) return [];
  if (clause.terms.per === 'engagement') return capped(lines, applied, matterIds, applied.usedMinor, how);
  return matterIds.flatMap((id) => capped(lines, applied, [id], applied.usedOf.get(id) ?? 0n, how));
}

function capped(
  lines: readonly PricedLine[],
  { clause }: Applied<Cap>,
  matterIds: readonly string[],
  usedMinor: bigint,
  how: Pricing,
): PriceStep[] {
  const { amountMinor, hard, on, per } = clause.terms;
  const over = base(lines, on, matterIds);
  const hereMinor = worth(over);
  const overMinor = overCap(amountMinor, usedMinor, hereMinor);
  const changeMinor = hard ? -overMinor : 0n;
  const text = (minor: bigint): string => amountText(minor, how.currency);
  const of = per === 'matter' ? whose(matterIds, how) : '';
  const figures = `Of the cap of ${text(amountMinor)} ${how.currency}${of}, ${text(usedMinor)} was billed before; ${text(hereMinor)} comes here`;
  const rest =
    overMinor === 0n
      ? 'which is within it'
      : hard
        ? `so ${text(overMinor)} is written down`
        : `${text(overMinor)} above it; the cap is soft, so it is billed`;
  return [
    {
      ...dealt({ clause, on, matterIds }, over, changeMinor),
      usedMinor,
      cap: { amountMinor, usedMinor, hereMinor, overMinor, hard },
      label: `Agreed cap (clause ${clause.number})`,
      sentence: `${figures}, ${rest}, by ${cited(clause)}.`,
    },
  ];
}

/** How much of what comes is above a cap; never more than what comes. */
export function overCap(amountMinor: bigint, usedMinor: bigint, hereMinor: bigint): bigint {
  const left = amountMinor > usedMinor ? amountMinor - usedMinor : 0n;
  return hereMinor > left ? hereMinor - left : 0n;
}
