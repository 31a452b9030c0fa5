import type { Check, Found } from '../check.ts';
import { moneyWords } from './lines.ts';

const shared = { subject: 'money', source: 'engagement', severity: 'warn', on: true, whole: true, params: [] } as const;

/** A hard cap is written down to by the terms themselves; a soft one may be, in one action. */
const capReached: Check = {
  ...shared,
  code: 'cap-reached',
  title: 'Cap reached',
  looks: 'Caps of the engagement that this bill reaches or passes.',
  run: (facts) =>
    facts.terms.steps.flatMap(({ cap, clause, label, sentence, matterIds, on }): Found[] => {
      if (cap === null || cap.usedMinor + cap.hereMinor < cap.amountMinor) return [];
      const words = (minor: bigint): string => moneyWords(minor, facts.currency);
      const fix: Found['fix'] =
        cap.overMinor > 0n && !cap.hard && on !== 'fees-and-charges'
          ? {
              kind: 'operation',
              says: `Write ${words(cap.overMinor)} down to the cap`,
              lineIds: [],
              remedy: {
                do: 'adjust',
                label: `Down to the cap (clause ${clause.number})`,
                amount: { minor: (-cap.overMinor).toString(), currency: facts.currency },
                percentPpm: null,
                spread: on === 'fees' ? 'fees-only' : 'by-value',
                timekeeperIds: [],
                matterIds: [...matterIds],
                reason: label,
              },
            }
          : { kind: 'go', says: 'To the engagement', href: `/engagements/${clause.engagement.id}` };
      return [
        {
          lines: [],
          sentence,
          evidence: {
            cap: words(cap.amountMinor),
            before: words(cap.usedMinor),
            here: words(cap.hereMinor),
            over: words(cap.overMinor),
          },
          about: `${clause.id} ${matterIds.join()} ${cap.overMinor}`,
          atStakeMinor: cap.overMinor,
          fix,
        },
      ];
    }),
};

const volumeTier: Check = {
  ...shared,
  code: 'volume-tier',
  title: 'Volume tier crossed',
  looks: 'Fees of the year that cross into another tier with this bill.',
  run: (facts) =>
    facts.terms.steps.flatMap(({ clause, usedMinor, beforeMinor, sentence }): Found[] => {
      if (clause.terms.kind !== 'volume') return [];
      const crossed = clause.terms.tiers.filter(
        (tier) => usedMinor <= tier.aboveMinor && usedMinor + beforeMinor > tier.aboveMinor,
      );
      if (crossed.length === 0) return [];
      const words = (minor: bigint): string => moneyWords(minor, facts.currency);
      return [
        {
          lines: [],
          sentence,
          evidence: { tiers: crossed.map((tier) => words(tier.aboveMinor)).join(', '), before: words(usedMinor) },
          about: `${clause.id} ${crossed.map((tier) => tier.aboveMinor).join()}`,
          atStakeMinor: beforeMinor,
          fix: { kind: 'go', says: 'To the engagement', href: `/engagements/${clause.engagement.id}` },
        },
      ];
    }),
};

const takenOff: Check = {
  ...shared,
  code: 'terms-taken-off',
  title: 'Agreed clause taken off',
  looks: 'Clauses of the engagement that were taken off this proforma.',
  run: (facts) =>
    facts.terms.off.map(({ adjustmentId, label, reason }): Found => ({
      lines: [],
      sentence: `“${label}” is agreed and was taken off: ${reason}.`,
      evidence: { reason },
      about: adjustmentId,
      fix: {
        kind: 'operation',
        says: 'Put it on again',
        lineIds: [],
        remedy: { do: 'apply-terms', on: null, again: true },
      },
    })),
};

export const termsChecks: readonly Check[] = [capReached, volumeTier, takenOff];
