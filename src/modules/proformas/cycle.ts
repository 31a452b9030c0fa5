import { addDays, addMonths, type Day, firstOfMonth, lastOfMonth } from '../../kernel/day.ts';

/** How often a matter is billed. */
export const CYCLES = ['month', 'quarter', 'half-year', 'year', 'request'] as const;
export type Every = (typeof CYCLES)[number];

export interface Cycle {
  readonly every: Every;
  /** 1 to 12: a month in which a period ends */
  readonly endMonth: number;
  readonly of: 'matter' | 'client' | 'firm';
}

const MONTHS: Readonly<Record<Exclude<Every, 'request'>, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
};

const SPOKEN: Readonly<Record<Every, string>> = {
  month: 'monthly',
  quarter: 'quarterly',
  'half-year': 'half-yearly',
  year: 'yearly',
  request: 'on request only',
};

/** What a cycle looks at: the oldest work that could be billed, and how far the matter was billed before. */
export interface Standing {
  readonly throughDay: Day;
  readonly oldest: Day | null;
  readonly billedThrough: Day | null;
}

function endsIn(cycle: Cycle, day: Day): boolean {
  if (cycle.every === 'request') return false;
  const month = Number(day.slice(5, 7));
  return (month - cycle.endMonth + 12) % MONTHS[cycle.every] === 0;
}

/** The last day of a period that has ended by `on`; null where periods don't end by themselves. */
export function lastEnd(cycle: Cycle, on: Day): Day | null {
  if (cycle.every === 'request') return null;
  for (let end = lastOfMonth(on); ; end = addDays(firstOfMonth(end), -1))
    if (end <= on && endsIn(cycle, end)) return end;
}

/** The first end of a period after `on`; null where periods don't end by themselves. */
export function nextEnd(cycle: Cycle, on: Day): Day | null {
  if (cycle.every === 'request') return null;
  for (let end = lastOfMonth(on); ; end = lastOfMonth(addMonths(firstOfMonth(end), 1)))
    if (end > on && endsIn(cycle, end)) return end;
}

/**
 * Why a matter isn't due; null when it is. Due is a matter with open work of a period that has ended by the through day and
 * wasn't billed yet: so what a run missed comes with the next, and a late card waits for the next period.
 */
export function notDue(cycle: Cycle, { throughDay, oldest, billedThrough }: Standing): string | null {
  const change = `It is set on the ${cycle.of}; ${cycle.of === 'firm' ? 'change it in the set-up' : `change it on the ${cycle.of}’s page`}, or choose the matter alone.`;
  const end = lastEnd(cycle, throughDay);
  if (end === null) return `Billed ${SPOKEN[cycle.every]}, and nobody asked. ${change}`;
  const due = oldest !== null && oldest <= end && (billedThrough === null || billedThrough < end);
  if (due) return null;
  return `Billed ${SPOKEN[cycle.every]}: next for work through ${nextEnd(cycle, throughDay)}. ${change}`;
}
