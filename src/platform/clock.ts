import { dayFrom, type Day } from '../kernel/day.ts';

/** The only place that reads the time. Rules never do: they are handed a day. */
export interface Clock {
  now(): Temporal.Instant;
  today(): Day;
}

export function systemClock(timeZone = Temporal.Now.timeZoneId()): Clock {
  return {
    now: () => Temporal.Now.instant(),
    today: () => dayFrom(Temporal.Now.plainDateISO(timeZone).toString()) as Day,
  };
}

/** A clock that stands still, or moves when told: for tests, scenarios and the demo month. */
export function fixedClock(start: Day): Clock & { moveTo(day: Day): void } {
  let today = start;
  return {
    now: () => Temporal.PlainDate.from(today).toZonedDateTime({ timeZone: 'UTC', plainTime: '09:00' }).toInstant(),
    today: () => today,
    moveTo(day) {
      today = day;
    },
  };
}
