import type { Day } from '../../kernel/day.ts';

export type Every = 'month' | 'quarter' | 'year';

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const MONTHS: Readonly<Record<Every, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The periods of a subscription that began by a day, from its first day on. Each begins on the day of the month on which
 * the first began, or on the last of a shorter month, so that the days never wander: 31 January, 28 February, 31 March.
 */
export function periodsBy(first: Day, every: Every, through: Day): Period[] {
  const begin = Temporal.PlainDate.from(first);
  const at = (n: number): Temporal.PlainDate => begin.add({ months: n * MONTHS[every] });
  const found: Period[] = [];
  for (let n = 0; at(n).toString() <= through; n += 1)
    found.push({
      from: at(n).toString() as Day,
      to: at(n + 1)
        .subtract({ days: 1 })
        .toString() as Day,
    });
  return found;
}
