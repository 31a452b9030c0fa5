import { rateText } from '../../../kernel/money.ts';
import type { Check, Found } from '../check.ts';
import type { FlagLine } from '../facts.ts';
import { idsOf, lineSays, noCharge, timeOf } from './lines.ts';

function toRate(line: FlagLine, rateE4: bigint, reason: string) {
  return {
    kind: 'operation' as const,
    says: `Set ${rateText(rateE4)} an hour`,
    lineIds: idsOf([line]),
    remedy: { do: 'set-rate' as const, ratePerHour: rateText(rateE4), reason },
  };
}

/** OCG09: the rate billed is the rate agreed when the card was posted, or less. */
const aboveAgreed: Check = {
  code: 'rate-above-agreed',
  title: 'Rate above the agreed one',
  subject: 'money',
  looks: 'Lines billed at a higher rate than the schedule gave the card.',
  source: 'engagement',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    timeOf(facts).flatMap((line): Found[] => {
      const agreed = line.recorded.rateE4;
      if (agreed === null || line.rateE4 === null || line.rateE4 <= agreed) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} is at ${rateText(line.rateE4)} an hour; ${rateText(agreed)} was agreed.`,
          evidence: { billed: rateText(line.rateE4), agreed: rateText(agreed) },
          about: line.rateE4.toString(),
          fix: toRate(line, agreed, 'Agreed rate'),
        },
      ];
    }),
};

/** The schedule was changed after the card was posted: the card still has the earlier rate. */
const outdated: Check = {
  code: 'rate-outdated',
  title: 'Rate differs from the schedule',
  subject: 'money',
  looks: 'Cards whose rate isn’t what the schedule gives now for their day.',
  source: 'engagement',
  severity: 'warn',
  on: true,
  params: [],
  run: (facts) =>
    timeOf(facts).flatMap((line): Found[] => {
      const { recorded, scheduledRateE4: now } = line;
      if (now === null || recorded.rateE4 === null || now === recorded.rateE4) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} has ${rateText(recorded.rateE4)} an hour; the schedule gives ${rateText(now)} for that day now.`,
          evidence: { card: rateText(recorded.rateE4), schedule: rateText(now) },
          about: `${recorded.rateE4} ${now}`,
          fix: {
            kind: 'operation',
            says: 'Re-rate',
            lineIds: idsOf([line]),
            remedy: { do: 're-rate', reason: 'Schedule changed' },
          },
        },
      ];
    }),
};

/** OCG08. */
const unapproved: Check = {
  code: 'timekeeper-not-approved',
  title: 'Timekeeper not approved',
  subject: 'money',
  looks: 'Timekeepers who aren’t on the client’s list.',
  source: 'client guideline',
  severity: 'block',
  on: false,
  params: [{ name: 'approved', kind: 'codes', says: 'numbers of the approved timekeepers' }],
  run: (facts, params) => {
    const approved = params.list('approved');
    const strange = timeOf(facts).filter((line) => !line.noCharge && !approved.includes(line.timekeeperNumber));
    return [...Map.groupBy(strange, (line) => line.timekeeperName)].map(([name, lines]) => ({
      lines,
      sentence: `${name} isn’t on the client’s list of timekeepers. Ask for approval, or bill the time at no charge.`,
      evidence: { timekeeper: lines[0]?.timekeeperNumber ?? '' },
      fix: noCharge(lines, 'Timekeeper not approved by the client'),
    }));
  },
};

/** OCG29. */
const unpaidClass: Check = {
  code: 'class-not-paid',
  title: 'Class of timekeepers that isn’t paid',
  subject: 'money',
  looks: 'Trainees and the like, whom the client doesn’t pay.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [{ name: 'classes', kind: 'codes', says: 'LEDES classifications', delivered: ['TRANEE', 'LGLINT'] }],
  run: (facts, params) =>
    timeOf(facts)
      .filter((line) => !line.noCharge && params.list('classes').includes(line.classification))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)}: the client doesn’t pay for ${line.timekeeperName} (${line.classification}).`,
        evidence: { classification: line.classification },
        fix: noCharge([line], 'Class not paid by the client'),
      })),
};

/** OCG10: rates are fixed unless the client approves a rise, which is then a rate of the client's own. */
const risen: Check = {
  code: 'rate-rise-unapproved',
  title: 'Rate rise not approved by the client',
  subject: 'money',
  looks: 'Lines above what the firm’s schedule gave on the day from which the client’s rates are fixed.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [{ name: 'since', kind: 'day', says: 'the day whose rates are fixed' }],
  run: (facts, params) => {
    const since = params.day('since');
    return timeOf(facts).flatMap((line): Found[] => {
      if (line.noCharge || line.rateIsAgreed || line.rateE4 === null) return [];
      const fixed = facts.scheduledOn(line, since);
      if (fixed === null || line.rateE4 <= fixed) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} is at ${rateText(line.rateE4)} an hour; rates are fixed as of ${since}, when it was ${rateText(fixed)}, and the client hasn’t agreed to more.`,
          evidence: { billed: rateText(line.rateE4), fixed: rateText(fixed), since },
          about: `${line.rateE4} ${fixed}`,
          fix: toRate(line, fixed, `Rates fixed as of ${since}`),
        },
      ];
    });
  },
};

export const rateChecks: readonly Check[] = [aboveAgreed, outdated, risen, unapproved, unpaidClass];
