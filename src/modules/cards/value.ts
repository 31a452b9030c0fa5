import type { Day } from '../../kernel/day.ts';
import { hoursText } from '../../kernel/hours.ts';
import { timeValue } from '../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import type { Rounding } from '../../kernel/rounding.ts';

export type CardKind = 'time' | 'disbursement' | 'charge';
export type CostKind = 'hard' | 'soft' | 'anticipated';

/** Recorded work before it is valued. Durations in seconds, amounts in minor units of `currency`. */
export interface Draft {
  readonly kind: CardKind;
  readonly matterId: string;
  readonly timekeeperId: string | null;
  readonly workDate: Day;
  readonly workedSeconds: bigint;
  readonly billableSeconds: bigint;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly costKind: CostKind | null;
  readonly narrative: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
  /** a change of value that the source already made, such as a LEDES line adjustment */
  readonly revalueMinor?: bigint;
  readonly sourceKey?: string | null;
  readonly importRow?: number | null;
}

/** What valuing needs to know. */
export interface ValueFacts {
  readonly today: Day;
  readonly matter: {
    readonly number: string;
    readonly currency: string;
    readonly closedToTime: boolean;
    readonly closedToCosts: boolean;
    readonly openedOn: Day;
  } | null;
  readonly timekeeper: { readonly name: string; readonly active: boolean } | null;
  readonly standardE4: bigint | null;
  readonly agreedE4: bigint | null;
  readonly knownCodes: ReadonlySet<string>;
  readonly rounding: Rounding;
}

export interface Valued {
  readonly standardMinor: bigint;
  readonly workMinor: bigint;
  readonly wipMinor: bigint;
}

const DAY_SECONDS = 86_400n;

/** Values one piece of work, or says why it can't be taken and how to mend it. `where` names the field. */
export function valueOf(draft: Draft, facts: ValueFacts): Outcome<Valued> {
  const problem =
    generalProblem(draft, facts) ?? (draft.kind === 'time' ? timeProblem(draft, facts) : costProblem(draft, facts));
  if (problem) return problem;
  if (draft.kind !== 'time') {
    const minor = draft.amountMinor ?? 0n;
    return done({ standardMinor: minor, workMinor: minor, wipMinor: minor + (draft.revalueMinor ?? 0n) });
  }
  const work = timeValue(draft.workedSeconds, facts.agreedE4 ?? 0n, facts.rounding);
  const billable = timeValue(draft.billableSeconds, facts.agreedE4 ?? 0n, facts.rounding);
  return done({
    standardMinor: timeValue(draft.workedSeconds, facts.standardE4 ?? 0n, facts.rounding),
    workMinor: work,
    wipMinor: billable + (draft.revalueMinor ?? 0n),
  });
}

type Problem = ReturnType<typeof refuse> | null;

function generalProblem(draft: Draft, facts: ValueFacts): Problem {
  if (!facts.matter)
    return refuse('unknown-matter', 'There is no such matter. Open it first, or correct the number.', {
      where: 'matter',
    });
  if (draft.workDate > facts.today) {
    return refuse(
      'future-date',
      `${draft.workDate} is in the future. Work is recorded on or after the day it is done.`,
      { where: 'workDate' },
    );
  }
  if (draft.kind === 'time' ? facts.matter.closedToTime : facts.matter.closedToCosts) {
    const what = draft.kind === 'time' ? 'time' : 'costs';
    return refuse(
      'matter-closed',
      `Matter ${facts.matter.number} is closed to ${what}. Open it on its page, or record on another matter.`,
      { where: 'matter' },
    );
  }
  for (const [field, code] of [
    ['taskCode', draft.taskCode],
    ['activityCode', draft.activityCode],
    ['expenseCode', draft.expenseCode],
  ] as const) {
    if (code !== null && !facts.knownCodes.has(code)) {
      return refuse('unknown-code', `The code ${code} is in none of the code sets. Correct it, or import its set.`, {
        where: field,
      });
    }
  }
  return null;
}

function timeProblem(draft: Draft, facts: ValueFacts): Problem {
  if (!facts.timekeeper)
    return refuse(
      'unknown-timekeeper',
      'Time needs a timekeeper that the firm knows. Add the timekeeper, or correct the name.',
      { where: 'timekeeper' },
    );
  if (!facts.timekeeper.active) {
    return refuse('inactive-timekeeper', `${facts.timekeeper.name} is no longer active. Choose another timekeeper.`, {
      where: 'timekeeper',
    });
  }
  if (draft.workedSeconds <= 0n)
    return refuse('no-hours', 'Hours must be above zero. To take work back, take its card back.', {
      where: 'hours',
    });
  if (draft.workedSeconds > DAY_SECONDS) {
    return refuse(
      'too-many-hours',
      `${hoursText(draft.workedSeconds)} hours don’t fit into one day. Divide them over the days they were worked.`,
      { where: 'hours' },
    );
  }
  if (draft.billableSeconds < 0n)
    return refuse('no-hours', 'Billable hours can’t be below zero.', { where: 'billableHours' });
  if (facts.agreedE4 === null) {
    return refuse(
      'no-rate',
      `${facts.timekeeper.name} has no rate in ${facts.matter?.currency} on ${draft.workDate}. Set one under Rates.`,
      { where: 'timekeeper' },
    );
  }
  return null;
}

function costProblem(draft: Draft, facts: ValueFacts): Problem {
  if (draft.amountMinor === null)
    return refuse('no-amount', 'A disbursement or charge needs an amount.', { where: 'amount' });
  if (draft.amountMinor <= 0n) {
    return refuse('no-amount', 'The amount must be above zero. To take a cost back, take its card back.', {
      where: 'amount',
    });
  }
  if (draft.currency !== null && facts.matter && draft.currency !== facts.matter.currency) {
    return refuse(
      'other-currency',
      `Matter ${facts.matter.number} is kept in ${facts.matter.currency}. Give the amount in ${facts.matter.currency}.`,
      { where: 'currency' },
    );
  }
  if (draft.kind === 'disbursement' && draft.costKind === null) {
    return refuse(
      'no-cost-kind',
      'Say whether the disbursement is hard (paid to a third party), soft (internal) or anticipated.',
      { where: 'costKind' },
    );
  }
  return null;
}
