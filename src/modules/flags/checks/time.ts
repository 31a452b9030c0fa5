import { daysBetween, weekday } from '../../../kernel/day.ts';
import { hoursText } from '../../../kernel/hours.ts';
import { type Check, type Found } from '../check.ts';
import { dayKey, type Facts } from '../facts.ts';
import { exclude, idsOf, lineSays, noCharge, timeOf, timeWords } from './lines.ts';

const SATURDAY = 6;

function overDay(facts: Facts, max: bigint): Found[] {
  const days = Map.groupBy(timeOf(facts), (line) => dayKey(line.timekeeperId ?? '', line.workDate));
  return [...days].flatMap(([key, lines]): Found[] => {
    const seconds = facts.dayTotals.get(key) ?? 0n;
    const [first] = lines;
    if (first === undefined || seconds <= max) return [];
    return [
      {
        lines,
        sentence: `${first.timekeeperName} recorded ${hoursText(seconds)} h on ${first.workDate} over all matters; ${hoursText(max)} h are expected at most.`,
        evidence: { 'hours over all matters': hoursText(seconds), 'on this proforma': lines.map(timeWords).join(', ') },
        about: seconds.toString(),
      },
    ];
  });
}

const longDay: Check = {
  code: 'long-day',
  title: 'Many hours in a day',
  subject: 'time',
  looks: 'More hours of a timekeeper on a day, over all matters, than expected (guideline template OCG04).',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [{ name: 'max', kind: 'hours', says: 'hours in a day, at most', delivered: '10.00' }],
  run: (facts, params) => overDay(facts, params.hours('max')).filter((found) => BigInt(found.about ?? '0') <= DAY),
};

const DAY = 86_400n;

/** A day has 24 hours (OCG05). */
const impossibleDay: Check = {
  code: 'impossible-day',
  title: 'More than 24 hours in a day',
  subject: 'time',
  looks: 'More than 24 hours of a timekeeper on one day, over all matters.',
  source: 'arithmetic',
  severity: 'block',
  on: true,
  unwaivable: true,
  params: [],
  run: (facts) => overDay(facts, DAY),
};

const weekend: Check = {
  code: 'weekend-or-holiday',
  title: 'Weekend or holiday',
  subject: 'time',
  looks: 'Work on a Saturday, a Sunday or a day of the firm’s list of holidays (OCG39).',
  source: 'firm policy',
  severity: 'info',
  on: true,
  params: [{ name: 'holidays', kind: 'days', says: 'holidays', delivered: [] }],
  run: (facts, params) =>
    timeOf(facts)
      .filter((line) => weekday(line.workDate) >= SATURDAY || params.list('holidays').includes(line.workDate))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is on a ${weekday(line.workDate) >= SATURDAY ? 'weekend' : 'holiday'}.`,
        evidence: { day: line.workDate },
        about: line.workDate,
        atStakeMinor: 0n,
      })),
};

/** Durations in units of the agreed increment (OCG01). */
const increment: Check = {
  code: 'minimum-increment',
  title: 'Increment not kept',
  subject: 'time',
  looks: 'Hours that aren’t a multiple of the agreed unit.',
  source: 'firm policy',
  severity: 'fix',
  on: false,
  params: [{ name: 'unit', kind: 'hours', says: 'the unit', delivered: '0.10' }],
  run: (facts, params) => {
    const unit = params.hours('unit');
    return timeOf(facts)
      .filter((line) => unit > 0n && line.seconds % unit !== 0n)
      .map((line) => {
        const kept = (line.seconds / unit) * unit;
        return {
          lines: [line],
          sentence: `${lineSays(line)} has ${timeWords(line)}, no multiple of ${hoursText(unit)} h.`,
          evidence: { hours: hoursText(line.seconds), unit: hoursText(unit) },
          about: line.seconds.toString(),
          fix: {
            kind: 'operation' as const,
            says: `Set ${hoursText(kept)} h`,
            lineIds: idsOf([line]),
            remedy: { do: 'set-hours' as const, hours: hoursText(kept), reason: 'Billing increment' },
          },
        };
      });
  },
};

/** Recorded long after the work: memory fades, and clients' limits run (OCG06). */
const lateEntry: Check = {
  code: 'late-entry',
  title: 'Recorded late',
  subject: 'time',
  looks: 'Cards recorded many days after the work.',
  source: 'firm policy',
  severity: 'info',
  on: true,
  params: [{ name: 'days', kind: 'count', says: 'days from work to record, at most', delivered: 30 }],
  run: (facts, params) =>
    timeOf(facts)
      .filter((line) => daysBetween(line.workDate, line.recordedOn) > params.count('days'))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} was recorded on ${line.recordedOn}, ${daysBetween(line.workDate, line.recordedOn)} days after the work.`,
        evidence: { recorded: line.recordedOn, worked: line.workDate },
      })),
};

/** Work too old to be paid under the client's limit (OCG07). */
const staleWork: Check = {
  code: 'stale-work',
  title: 'Work older than the client pays',
  subject: 'time',
  looks: 'Work older than the client’s limit on the day it is billed.',
  source: 'client guideline',
  severity: 'fix',
  on: false,
  params: [{ name: 'days', kind: 'count', says: 'days from work to bill, at most' }],
  run: (facts, params) =>
    facts.lines
      .filter((line) => !line.noCharge && daysBetween(line.workDate, facts.today) > params.count('days'))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is ${daysBetween(line.workDate, facts.today)} days old; the client pays up to ${params.count('days')}.`,
        evidence: { worked: line.workDate, today: facts.today },
        fix: noCharge([line], 'Older than the client’s limit'),
      })),
};

/** Work that lies in the future can't have been done (OCG39). */
const future: Check = {
  code: 'future-work',
  title: 'Work in the future',
  subject: 'time',
  looks: 'Work dated after today.',
  source: 'arithmetic',
  severity: 'block',
  on: true,
  unwaivable: true,
  params: [],
  run: (facts) =>
    facts.lines
      .filter((line) => line.workDate > facts.today)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} is dated after today. Correct its date, or exclude it.`,
        evidence: { dated: line.workDate, today: facts.today },
        about: line.workDate,
        fix: exclude([line]),
      })),
};

export const timeChecks: readonly Check[] = [longDay, impossibleDay, weekend, increment, lateEntry, staleWork, future];
