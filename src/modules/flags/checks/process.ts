import { counted } from '../../../kernel/text.ts';
import type { Check, Found } from '../check.ts';
import { folded, shortened } from '../wording.ts';
import { billed, exclude, lineSays, moneyWords, timeOf } from './lines.ts';

const WHOLE_PPM = 1_000_000;

/** The sum is made again here from the lines alone, without the code that settles a proforma. */
const foots: Check = {
  code: 'does-not-foot',
  title: 'Total isn’t the sum of its lines',
  subject: 'process',
  looks: 'The bill’s total against the sum of its lines and taxes.',
  source: 'arithmetic',
  severity: 'block',
  on: true,
  whole: true,
  unwaivable: true,
  params: [],
  run: (facts) => {
    const lines = facts.lines.reduce(
      (sum, line) => sum + billed(line) + (facts.settled.adjustmentOf.get(line.id) ?? 0n),
      0n,
    );
    const taxes = facts.settled.bills.reduce((sum, bill) => sum + bill.taxMinor, 0n);
    const dealt = facts.settled.bills.reduce((sum, bill) => sum + bill.netMinor, 0n);
    const whole = facts.payers.length === 0 ? lines : dealt;
    if (lines === facts.settled.netMinor && whole === lines && facts.settled.totalMinor === lines + taxes) return [];
    return [
      {
        lines: [],
        sentence: `The lines come to ${moneyWords(lines, facts.currency)} and the taxes to ${moneyWords(taxes, facts.currency)}; the proforma says ${moneyWords(facts.settled.totalMinor, facts.currency)}. Tell the administrator: this is a mistake of Engross.`,
        evidence: {
          lines: moneyWords(lines, facts.currency),
          total: moneyWords(facts.settled.totalMinor, facts.currency),
        },
      },
    ];
  },
};

/** OCG37: the same person, day, words and hours (or amount). */
const duplicates: Check = {
  code: 'duplicate-cards',
  title: 'Duplicate cards',
  subject: 'process',
  looks: 'Cards of the same timekeeper, day, words and hours or amount.',
  source: 'firm policy',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) => {
    const same = Map.groupBy(facts.lines, (line) =>
      [line.kind, line.timekeeperId, line.workDate, folded(line.words), line.seconds, line.recorded.billMinor].join(
        '|',
      ),
    );
    return [...same.values()]
      .filter((lines) => lines.length > 1)
      .map((lines) => ({
        lines,
        sentence: `${lines.map((line) => `Card ${line.cardNumber}`).join(' and ')} are the same work: ${lines[0]?.workDate}, “${shortened(lines[0]?.narrative ?? '')}”.`,
        evidence: { cards: lines.map((line) => line.cardNumber.toString()).join(', ') },
        atStakeMinor: lines.slice(1).reduce((sum, line) => sum + billed(line), 0n),
        fix: exclude(lines.slice(1)),
      }));
  },
};

/** OCG38. */
const outside: Check = {
  code: 'outside-period',
  title: 'Outside the period',
  subject: 'process',
  looks: 'Work after the proforma’s through date.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    facts.lines
      .filter((line) => line.workDate > facts.head.throughDay)
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} lies after the through date ${facts.head.throughDay}. Exclude it, or mend its date.`,
        evidence: { through: facts.head.throughDay },
        about: line.workDate,
        fix: exclude([line]),
      })),
};

const newWork: Check = {
  code: 'new-work',
  title: 'New work since generation',
  subject: 'process',
  looks: 'WIP up to the through date that isn’t on the proforma.',
  source: 'arithmetic',
  severity: 'warn',
  on: true,
  whole: true,
  params: [],
  run: (facts) =>
    facts.newWip.cards === 0
      ? []
      : [
          {
            lines: [],
            sentence: `${counted(facts.newWip.cards, 'card')} of ${moneyWords(facts.newWip.wipMinor, facts.currency)} up to ${facts.head.throughDay} can still be gathered.`,
            evidence: { cards: String(facts.newWip.cards) },
            about: `${facts.newWip.cards} ${facts.newWip.wipMinor}`,
            atStakeMinor: facts.newWip.wipMinor,
            fix: { kind: 'gather', says: 'Gather' },
          },
        ],
};

const split: Check = {
  code: 'split-not-whole',
  title: 'Payers’ shares aren’t the whole',
  subject: 'process',
  looks: 'The shares of the payers against 100 %.',
  source: 'arithmetic',
  severity: 'block',
  on: true,
  whole: true,
  unwaivable: true,
  params: [],
  run: (facts) => {
    const shares = facts.payers.reduce((sum, payer) => sum + payer.sharePpm, 0);
    if (facts.payers.length === 0 || shares === WHOLE_PPM) return [];
    return [
      {
        lines: [],
        sentence: `The payers’ shares come to ${shares / 10_000} %. Set them to 100 % on the matter’s page.`,
        evidence: Object.fromEntries(facts.payers.map((payer) => [payer.name, `${payer.sharePpm / 10_000} %`])),
        fix: { kind: 'go', says: 'Matter', href: `/matters/${facts.matter.id}` },
      },
    ];
  },
};

/** What the proforma itself says stops it: set-up, narratives, hidden lines, formats. */
const setUp: Check = {
  code: 'cannot-be-billed',
  title: 'Can’t be billed as it is',
  subject: 'process',
  looks: 'Set-up, words and formats without which there is no bill.',
  source: 'format',
  severity: 'block',
  on: true,
  whole: true,
  unwaivable: true,
  params: [],
  run: (facts) =>
    facts.problems.map(({ what, mend, href }): Found => ({
      lines: [],
      sentence: `${what} ${mend}`,
      evidence: {},
      about: what,
      atStakeMinor: facts.settled.netMinor,
      ...(href === null ? {} : { fix: { kind: 'go', says: 'Mend', href } }),
    })),
};

const reference: Check = {
  code: 'reference-missing',
  title: 'Client’s reference missing',
  subject: 'docket',
  looks: 'Matters without the client’s reference.',
  source: 'firm policy',
  severity: 'info',
  on: true,
  params: [],
  run: (facts) =>
    facts.matter.clientReference.trim() !== ''
      ? []
      : [
          {
            lines: [],
            sentence: `Matter ${facts.matter.number} has no reference of the client’s; they file bills by it.`,
            evidence: {},
            atStakeMinor: 0n,
            fix: { kind: 'go', says: 'Matter', href: `/matters/${facts.matter.id}` },
          },
        ],
};

const ENDED = ['abandoned', 'withdrawn', 'lapsed', 'expired', 'refused', 'closed'];

const afterClose: Check = {
  code: 'work-after-close',
  title: 'Work after the case ended',
  subject: 'docket',
  looks: 'Time after the matter was closed, or on a case that is abandoned.',
  source: 'docket',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) => {
    const { closedOn, status } = facts.matter;
    return timeOf(facts).flatMap((line): Found[] => {
      const closed = closedOn !== null && line.workDate > closedOn;
      if (!closed && !(closedOn === null && ENDED.includes(status))) return [];
      const why = closed ? `after the matter was closed on ${closedOn}` : `on a case that is ${status}`;
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} is time ${why}. Ask whether it belongs elsewhere.`,
          evidence: { status, closed: closedOn ?? 'not closed' },
          about: line.workDate,
        },
      ];
    });
  },
};

export const processChecks: readonly Check[] = [
  foots,
  setUp,
  split,
  duplicates,
  outside,
  newWork,
  afterClose,
  reference,
];
