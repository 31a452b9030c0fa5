import type { Day } from '../../kernel/day.ts';

export type Every = 'month' | 'quarter' | 'year';

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const MONTHS: Readonly<Record<Every, number>> = { month: 1, quarter: 3, year: 12 };

/**
 * The periods of a subscription that began by a day, from its first day on, each as long as is agreed when it begins. Each begins
 * on the day of the month on which the first began, or on the last of a shorter month, so that the days never wander:
 * 31 January, 28 February, 31 March.
 */
export function periodsBy(first: Day, everyOn: (from: Day) => Every, through: Day): Period[] {
  const begin = Temporal.PlainDate.from(first);
  const at = (months: number): Temporal.PlainDate => begin.add({ months });
  const found: Period[] = [];
  for (let months = 0; at(months).toString() <= through;) {
    const from = at(months).toString() as Day;
    months += MONTHS[everyOn(from)];
    found.push({ from, to: at(months).subtract({ days: 1 }).toString() as Day });
  }
  return found;
}
