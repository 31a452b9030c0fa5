import type { Check } from '../check.ts';
import { moneyWords } from './lines.ts';

/** OCG: budgets are watched at shares that are agreed; reached is at the share itself, not past it. */
const used: Check = {
  code: 'budget-used',
  title: 'Budget at 75, 90 or 100 %',
  subject: 'money',
  looks: 'What was billed and is carried against the budgets of the matter, its family and its client.',
  source: 'engagement',
  severity: 'warn',
  on: true,
  params: [
    { name: 'first', kind: 'percent', says: 'told first at this share of the budget', delivered: 75 },
    { name: 'second', kind: 'percent', says: 'and at this one', delivered: 90 },
    { name: 'third', kind: 'percent', says: 'and at this one', delivered: 100 },
  ],
  run: (facts, params) => {
    const shares = ['first', 'second', 'third'].map((name) => params.count(name)).filter((share) => share > 0);
    return facts.budgets.flatMap((budget) => {
      const reached = shares.filter((share) => budget.usedMinor * 100n >= budget.amountMinor * BigInt(share));
      if (reached.length === 0) return [];
      const percent = Math.max(...reached);
      const words = (minor: bigint): string => moneyWords(minor, budget.currency);
      const left =
        budget.leftMinor < 0n ? `${words(-budget.leftMinor)} more than agreed` : `${words(budget.leftMinor)} left`;
      const come =
        budget.expectedMinor === 0n ? '' : ` With open tasks it comes to ${words(budget.atCompletionMinor)}.`;
      return [
        {
          lines: [],
          sentence: `“${budget.name}” of ${words(budget.amountMinor)} is at ${percent} % or more: ${words(budget.usedMinor)} used, ${left} (${budget.source}).${come}`,
          evidence: {
            billed: words(budget.billedMinor),
            carried: words(budget.wipMinor),
            budget: words(budget.amountMinor),
          },
          about: `${budget.lineId} ${percent}`,
          atStakeMinor: budget.leftMinor < 0n ? -budget.leftMinor : 0n,
          fix: { kind: 'go', says: 'To the budgets', href: `/budgets?clientId=${budget.clientId}` },
        },
      ];
    });
  },
};

export const budgetChecks: readonly Check[] = [used];
