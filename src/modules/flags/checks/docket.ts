import { addDays } from '../../../kernel/day.ts';
import type { Check, Found, Suggestion } from '../check.ts';
import type { Facts, FlagLine } from '../facts.ts';
import { billed, exclude, lineSays, moneyWords, noCharge, timeOf } from './lines.ts';

type Docket = NonNullable<Facts['docket']>;
type Gap = Docket['gaps'][number];

const UNKNOWN = { couldNot: 'The docket has nothing of this matter.' };
const FIXED_FEE_DAYS = 60;

/** A check of the docket, which says so where the docket has nothing of the matter. */
function docketCheck(
  check: Omit<Check, 'run' | 'subject' | 'on' | 'params'>,
  run: (docket: Docket, facts: Facts) => readonly Found[],
): Check {
  return {
    ...check,
    subject: 'docket',
    on: true,
    params: [],
    run: (facts) => (facts.docket === null ? UNKNOWN : run(facts.docket, facts)),
  };
}

function goThere(facts: Facts): Suggestion {
  return { kind: 'go', says: 'To completeness', href: `/completeness?clientId=${facts.client.id}` };
}

const withoutFee = docketCheck(
  {
    code: 'event-without-fee',
    title: 'Event completed and no fee for it',
    looks: 'Completed events of the docket whose billing rule made nothing, and nobody recorded their fee.',
    source: 'docket',
    severity: 'fix',
  },
  (docket, facts) =>
    docket.gaps
      .filter((gap) => gap.kind === 'fee-missing' || gap.kind === 'official-fee-missing')
      .map((gap) => ({
        lines: [],
        sentence: `${gap.what}, completed on ${gap.day}. Make the fee, or dismiss it with a reason.`,
        evidence: { event: gap.what, day: gap.day },
        about: `${gap.eventId} ${gap.lineId}`,
        ...(gap.amountMinor === null ? {} : { atStakeMinor: gap.amountMinor }),
        fix: goThere(facts),
      })),
);

/** The line of a gap's card, where it is on this proforma. */
function lineOf(gap: Gap, facts: Facts): FlagLine | undefined {
  return facts.lines.find((line) => gap.cardIds.includes(line.cardId));
}

function onLines(
  kind: Gap['kind'],
  docket: Docket,
  facts: Facts,
  tell: (gap: Gap, line: FlagLine) => Pick<Found, 'sentence' | 'fix'>,
): Found[] {
  return docket.gaps.flatMap((gap) => {
    const line = gap.kind === kind ? lineOf(gap, facts) : undefined;
    return line
      ? [{ lines: [line], evidence: { found: gap.what, day: gap.day }, atStakeMinor: billed(line), ...tell(gap, line) }]
      : [];
  });
}

const twice = docketCheck(
  {
    code: 'fee-twice',
    title: 'Fixed fee twice for one event',
    looks: 'A second charge of the same fee around one event of the docket.',
    source: 'docket',
    severity: 'block',
  },
  (docket, facts) =>
    onLines('fee-twice', docket, facts, (gap, line) => ({
      sentence: `${lineSays(line)}: ${gap.what}.`,
      fix: exclude([line]),
    })),
);

const withoutEvent = docketCheck(
  {
    code: 'fee-without-event',
    title: 'Fee for an event that the docket doesn’t know',
    looks: 'Fees of the price list, and official fees that a billing rule asks for, without their event.',
    source: 'docket',
    severity: 'warn',
  },
  (docket, facts) =>
    onLines('fee-without-event', docket, facts, (gap) => ({
      sentence: `${gap.what}. Take the newest list of the docket, or look whether it happened.`,
    })),
);

const hourly = docketCheck(
  {
    code: 'hourly-on-fixed',
    title: 'Hourly time on a fixed-fee deliverable',
    looks: `Time under the task code of a fixed fee, in the ${FIXED_FEE_DAYS} days before its event.`,
    source: 'docket',
    severity: 'fix',
  },
  (docket, facts) =>
    timeOf(facts).flatMap((line): Found[] => {
      const fixed = docket.fixed.find(
        (fee) =>
          fee.taskCode === line.taskCode &&
          line.workDate >= addDays(fee.day, -FIXED_FEE_DAYS) &&
          line.workDate <= fee.day &&
          billed(line) > 0n,
      );
      if (!fixed) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} is under ${fixed.taskCode}, which “${fixed.rule}” of ${fixed.day} stands for (${fixed.clause}).`,
          evidence: { event: fixed.event, clause: fixed.clause },
          fix: noCharge([line], `Covered by the fixed fee “${fixed.rule}”`),
        },
      ];
    }),
);

const codeAgainst = docketCheck(
  {
    code: 'code-against-docket',
    title: 'Code at odds with the docket event',
    looks: 'Time before an event under another task code than the one its rule gives.',
    source: 'docket',
    severity: 'warn',
  },
  (docket, facts) =>
    timeOf(facts).flatMap((line): Found[] => {
      const around = docket.coded.filter(
        (one) => line.workDate >= addDays(one.day, -one.days) && line.workDate <= one.day,
      );
      const [first] = around;
      if (!first || line.taskCode === null || around.some((one) => one.taskCode === line.taskCode)) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} has ${line.taskCode}; before ${first.event} of ${first.day} it is ${first.taskCode} (${first.clause}).`,
          evidence: { event: first.event, code: first.taskCode },
          about: line.taskCode,
          fix: {
            kind: 'operation',
            says: `Use ${first.taskCode}`,
            lineIds: [line.id],
            remedy: { do: 'set-words', taskCode: first.taskCode, reason: `Before ${first.event}` },
          },
        },
      ];
    }),
);

/** A check of each line that the fee book knows. */
function bookCheck(
  check: Omit<Check, 'run' | 'subject' | 'on' | 'params' | 'source' | 'severity'>,
  find: (line: FlagLine, fee: NonNullable<ReturnType<Facts['fees']['get']>>, facts: Facts) => Found | null,
): Check {
  return {
    ...check,
    subject: 'docket',
    source: 'docket',
    severity: 'fix',
    on: true,
    params: [],
    run: (facts) =>
      facts.lines.flatMap((line) => {
        const fee = facts.fees.get(line.cardId);
        return fee ? (find(line, fee, facts) ?? []) : [];
      }),
  };
}

const differs = bookCheck(
  {
    code: 'official-fee-differs',
    title: 'Official fee differs from the fee book',
    looks: 'Official fees against the version of the fee book that counts on the day of payment.',
  },
  (line, fee, facts) => {
    if (fee.expectedMinor === null || line.noCharge || line.billMinor === fee.expectedMinor) return null;
    return {
      lines: [line],
      sentence: `${lineSays(line)} bills ${moneyWords(line.billMinor, facts.currency)}; the fee book says ${moneyWords(fee.expectedMinor, facts.currency)}. ${fee.sentence}`,
      evidence: {
        billed: moneyWords(line.billMinor, facts.currency),
        book: moneyWords(fee.expectedMinor, facts.currency),
      },
      about: `${line.billMinor} ${fee.expectedMinor}`,
      atStakeMinor: line.billMinor - fee.expectedMinor,
      fix: {
        kind: 'operation',
        says: `Bill ${moneyWords(fee.expectedMinor, facts.currency)}`,
        lineIds: [line.id],
        remedy: {
          do: 'set-amount',
          amount: { minor: fee.expectedMinor.toString(), currency: facts.currency },
          reason: 'As the fee book says',
        },
      },
    };
  },
);

const entitySize = bookCheck(
  {
    code: 'entity-mismatch',
    title: 'Entity size doesn’t match the fee',
    looks: 'The applicant’s size on the matter against the one the fee was paid for.',
  },
  (line, fee, facts) => {
    const size = facts.matter.entityStatus;
    if (size === null || fee.entityStatus === 'any' || fee.entityStatus === size) return null;
    return {
      lines: [line],
      sentence: `${lineSays(line)} is ${fee.name} for a ${fee.entityStatus} entity; the matter says ${size}. Correct the matter, or record the fee again.`,
      evidence: { fee: fee.entityStatus, matter: size },
      about: `${fee.entityStatus} ${size}`,
    };
  },
);

const annuity = bookCheck(
  {
    code: 'annuity-mismatch',
    title: 'Annuity year doesn’t match',
    looks: 'The year of an annuity or renewal fee against the matter’s annuity year.',
  },
  (line, fee, facts) => {
    const year = facts.matter.annuityYear;
    if (fee.year === null || year === null || fee.year === year) return null;
    return {
      lines: [line],
      sentence: `${lineSays(line)} is for year ${fee.year}; the matter’s annuity year is ${year}. Correct the matter, or the fee.`,
      evidence: { fee: String(fee.year), matter: String(year) },
      about: `${fee.year} ${year}`,
    };
  },
);

export const docketChecks: readonly Check[] = [
  withoutFee,
  twice,
  hourly,
  withoutEvent,
  codeAgainst,
  differs,
  entitySize,
  annuity,
];
