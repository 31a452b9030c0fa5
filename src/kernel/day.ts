/** A calendar day, `2026-11-23`. Days are days, not timestamps: no time zone, no clock. */
export type Day = string & { readonly __day: true };

/** Reads an ISO day; null when it isn't one or doesn't exist (2026-02-30). */
export function dayFrom(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day;
  } catch {
    return null; // a day that doesn't exist, such as 30 February
  }
}

export function day(text: string): Day {
  const read = dayFrom(text);
  if (read === null) throw new Error(`Invariant broken: ${text} is not a day`);
  return read;
}

export function addDays(from: Day, days: number): Day {
  return Temporal.PlainDate.from(from).add({ days }).toString() as Day;
}

export function addMonths(from: Day, months: number): Day {
  return Temporal.PlainDate.from(from).add({ months }).toString() as Day;
}

const MS_A_DAY = 86_400_000;

/** Days since 1970; plain arithmetic, since the rules ask it thousands of times for one bill. */
function dayNumber(of: Day): number {
  return Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1, Number(of.slice(8, 10))) / MS_A_DAY;
}

/** `to − from` in days. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function firstOfMonth(of: Day): Day {
  return Temporal.PlainDate.from(of).with({ day: 1 }).toString() as Day;
}

export function lastOfMonth(of: Day): Day {
  const date = Temporal.PlainDate.from(of);
  return date.with({ day: date.daysInMonth }).toString() as Day;
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(of: Day): number {
  return Temporal.PlainDate.from(of).dayOfWeek;
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const SATURDAY = 6;

/** The n-th Monday-to-Friday of the month `of` lies in; its last where it has fewer. Public holidays are not known here. */
export function workingDay(of: Day, n: number): Day {
  const last = lastOfMonth(of);
  let found = 0;
  let latest = firstOfMonth(of);
  for (let next = latest; next <= last && found < n; next = addDays(next, 1)) {
    if (weekday(next) >= SATURDAY) continue;
    found += 1;
    latest = next;
  }
  return latest;
}

/** The Monday of the week `of` falls in. */
export function mondayOf(of: Day): Day {
  return addDays(of, 1 - weekday(of));
}

export function yearOf(of: Day): number {
  return Number(of.slice(0, 4));
}

/** The first day of the year of twelve months that holds `of`, where years begin with `month` (1 to 12). */
export function firstOfYear(of: Day, month: number): Day {
  const date = Temporal.PlainDate.from(of);
  return date
    .with({ day: 1 })
    .subtract({ months: (date.month - month + 12) % 12 })
    .toString() as Day;
}
