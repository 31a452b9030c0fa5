import { amountText, sum } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { Clause, Terms, Tier } from '../clause.ts';
import { cited } from '../said.ts';
import { percentText } from '../percent.ts';
import { type Applied, base, dealt, type PricedLine, type PriceStep, type Pricing, worth } from './step.ts';

type Volume = Clause<Extract<Terms, { kind: 'volume' }>>;

const MILLION = 1_000_000n;

interface Part {
  readonly tier: Tier;
  readonly minor: bigint;
}

/** How much of an amount lies in each tier, when so much came before it. */
function inTiers(tiers: readonly Tier[], beforeMinor: bigint, minor: bigint): Part[] {
  const end = beforeMinor + minor;
  return tiers.flatMap((tier, i): Part[] => {
    const next = tiers[i + 1]?.aboveMinor ?? end;
    const from = tier.aboveMinor > beforeMinor ? tier.aboveMinor : beforeMinor;
    const to = next < end ? next : end;
    return to > from ? [{ tier, minor: to - from }] : [];
  });
}

/** The percentage of each tier on the part of these fees that lies in it, after the fees billed in the year; rounded once. */
export function volume(lines: readonly PricedLine[], applied: Applied<Volume>, how: Pricing): PriceStep[] {
  const { clause, matterIds, usedMinor } = applied;
  const { tiers, currency } = clause.terms;
  const over = base(lines, 'fees', matterIds);
  if (over.length === 0 || currency !== how.currency) return [];
  const beforeMinor = worth(over);
  const parts = inTiers(tiers, usedMinor > 0n ? usedMinor : 0n, beforeMinor);
  const changeMinor = -divide(sum(parts.map((p) => p.minor * BigInt(p.tier.percentPpm))), MILLION, how.rounding);
  const text = (minor: bigint): string => amountText(minor, currency);
  const told = parts.map(
    (p) => `${percentText(p.tier.percentPpm)} of ${text(p.minor)} above ${text(p.tier.aboveMinor)}`,
  );
  return [
    {
      ...dealt({ clause, on: 'fees', matterIds }, over, changeMinor),
      usedMinor,
      label: `Volume discount (clause ${clause.number})`,
      sentence:
        told.length === 0
          ? `Fees of ${text(usedMinor)} were billed in the year and ${text(beforeMinor)} come: no tier is reached, by ${cited(clause)}.`
          : `Fees of ${text(usedMinor)} were billed in the year before these of ${text(beforeMinor)}: ${told.join(', ')} is ${text(-changeMinor)} ${currency}, by ${cited(clause)}.`,
    },
  ];
}
