import { hoursText } from '../../../kernel/hours.ts';
import { counted } from '../../../kernel/text.ts';
import type { Check, Found } from '../check.ts';
import { type Facts, type FlagLine, monthKey } from '../facts.ts';
import type { Params } from '../params.ts';
import { finderOf, folded, shortened } from '../wording.ts';
import { idsOf, lineSays, SUPPORT, timeOf, timeWords } from './lines.ts';

const MEETINGS = [
  'meeting',
  'meet',
  'conference',
  'confer',
  'hearing',
  'deposition',
  'interview',
  'call with',
  'conference call',
];

/** More people at one meeting than agreed (OCG18, OCG19). The same day and the same meeting words are one meeting. */
const attendees: Check = {
  code: 'many-attendees',
  title: 'Many attendees',
  subject: 'time',
  looks: 'More timekeepers at one meeting on a day than agreed.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [
    { name: 'max', kind: 'count', says: 'timekeepers at one meeting, at most', delivered: 2 },
    { name: 'phrases', kind: 'words', says: 'words of a meeting', delivered: MEETINGS },
  ],
  run: (facts, params) => {
    const find = finderOf(params.list('phrases'));
    const meetings = timeOf(facts).flatMap((line) => (find(line.words) === null || line.noCharge ? [] : [line]));
    return [...Map.groupBy(meetings, (line) => line.workDate).values()].flatMap((lines): Found[] => {
      const people = new Set(lines.map((line) => line.timekeeperId));
      if (people.size <= params.count('max')) return [];
      return [
        {
          lines,
          sentence: `${counted(people.size, 'timekeeper')} bill a meeting on ${lines[0]?.workDate}; ${params.count('max')} are expected at most.`,
          evidence: Object.fromEntries(
            lines.map((line) => [line.timekeeperName, `${timeWords(line)}: ${shortened(line.narrative)}`]),
          ),
          about: [...people]
            .map(String)
            .toSorted((a, b) => a.localeCompare(b))
            .join(','),
        },
      ];
    });
  },
};

function isCoded(line: FlagLine, codes: readonly string[]): boolean {
  return codes.includes(line.taskCode ?? '') || codes.includes(line.activityCode ?? '');
}

/** Travel stands in its own line (OCG21, which names B195 and A109). */
const travelMixed: Check = {
  code: 'travel-mixed',
  title: 'Travel mixed with other work',
  subject: 'time',
  looks: 'Travel in the words of a card that isn’t coded as travel.',
  source: 'client guideline',
  severity: 'warn',
  on: false,
  params: [
    {
      name: 'phrases',
      kind: 'words',
      says: 'words of travel',
      delivered: ['travel', 'drive to', 'flight to', 'train to'],
    },
    { name: 'codes', kind: 'codes', says: 'task or activity codes of travel', delivered: ['B195', 'A109'] },
  ],
  run: (facts, params) => {
    const find = finderOf(params.list('phrases'));
    return timeOf(facts)
      .filter((line) => !isCoded(line, params.list('codes')))
      .filter((line) => find(line.words) !== null)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} has travel among other work: “${shortened(line.narrative)}”. Divide it.`,
        evidence: { narrative: line.narrative, activity: line.activityCode ?? 'none' },
        about: folded(line.words),
      }));
  },
};

/** Travel at a part of the rate (OCG20). */
const travelRate: Check = {
  code: 'travel-rate',
  title: 'Travel at the full rate',
  subject: 'time',
  looks: 'Travel billed above its agreed part of the rate.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [
    { name: 'percent', kind: 'percent', says: 'per cent of the rate that travel is billed at' },
    { name: 'codes', kind: 'codes', says: 'task or activity codes of travel', delivered: ['B195'] },
  ],
  run: (facts, params) =>
    timeOf(facts)
      .filter((line) => isCoded(line, params.list('codes')) && !line.noCharge)
      .filter((line) => line.billMinor * 100n > line.workMinor * BigInt(params.count('percent')))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is travel; the client pays ${params.count('percent')} % of the rate.`,
        evidence: { code: line.taskCode ?? line.activityCode ?? '' },
        about: line.billMinor.toString(),
        fix: reduced(facts, line, params),
      })),
};

function reduced(facts: Facts, line: FlagLine, params: Params) {
  const minor = (line.workMinor * BigInt(params.count('percent'))) / 100n;
  return {
    kind: 'operation' as const,
    says: `Bill ${params.count('percent')} %`,
    lineIds: idsOf([line]),
    remedy: {
      do: 'set-amount' as const,
      amount: { currency: facts.currency, minor: minor.toString() },
      reason: 'Travel rate of the client',
    },
  };
}

/** Too many people on one matter on one day (OCG42). */
const staffing: Check = {
  code: 'staffing',
  title: 'Many timekeepers in a day',
  subject: 'time',
  looks: 'More timekeepers on the matter on one day than agreed.',
  source: 'client guideline',
  severity: 'warn',
  on: false,
  params: [{ name: 'max', kind: 'count', says: 'timekeepers in a day, at most' }],
  run: (facts, params) =>
    [...Map.groupBy(timeOf(facts), (line) => line.workDate)].flatMap(([on, lines]): Found[] => {
      const people = new Set(lines.map((line) => line.timekeeperName));
      if (people.size <= params.count('max')) return [];
      return [
        {
          lines,
          sentence: `${counted(people.size, 'timekeeper')} worked on the matter on ${on}; ${params.count('max')} are agreed at most.`,
          evidence: { people: [...people].join(', ') },
          about: String(people.size),
        },
      ];
    }),
};

/** Hours in a month (OCG41, one published policy). */
const monthHours: Check = {
  code: 'month-hours',
  title: 'Many hours in a month',
  subject: 'time',
  looks: 'More hours of a timekeeper on the matter in a month than agreed.',
  source: 'client guideline',
  severity: 'warn',
  on: false,
  params: [
    { name: 'max', kind: 'hours', says: 'hours in a month, at most' },
    {
      name: 'support',
      kind: 'codes',
      says: 'LEDES classifications with a limit of their own',
      delivered: SUPPORT,
    },
    { name: 'maxSupport', kind: 'hours', says: 'hours in a month of those, at most' },
  ],
  run: (facts, params) =>
    [...Map.groupBy(timeOf(facts), (line) => monthKey(line.timekeeperId ?? '', line.workDate))].flatMap(
      ([key, lines]): Found[] => {
        const [first] = lines;
        const seconds = facts.monthTotals.get(key) ?? 0n;
        const support = params.list('support').includes(first?.classification ?? '');
        const max = params.hours(support ? 'maxSupport' : 'max');
        if (first === undefined || seconds <= max) return [];
        return [
          {
            lines,
            sentence: `${first.timekeeperName} has ${hoursText(seconds)} h on the matter in ${first.workDate.slice(0, 7)}; ${hoursText(max)} h are agreed at most.`,
            evidence: { hours: hoursText(seconds) },
            about: seconds.toString(),
          },
        ];
      },
    ),
};

export const peopleChecks: readonly Check[] = [attendees, staffing, monthHours, travelMixed, travelRate];
