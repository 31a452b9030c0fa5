import { sql, type RawBuilder } from 'kysely';
import type { Day } from '../kernel/day.ts';
import { addDays } from '../kernel/day.ts';

/** `[from, ∞)` as a daterange. */
export function fromDay(from: Day): RawBuilder<string> {
  return sql<string>`daterange(${from}::date, null)`;
}

/** Reads a daterange text such as `[2026-01-01,2026-07-01)` into first and last day; open ends are null. */
export function rangeDays(text: string): { from: Day; to: Day | null } {
  const [lower = '', upper = ''] = text.slice(1, -1).split(',');
  return { from: (lower || '0001-01-01') as Day, to: upper === '' ? null : addDays(upper as Day, -1) };
}

/** That a row was recorded by the instant that a report may know of; without one, every row was. */
export function recordedBy(column: string, knownAt: string | undefined): RawBuilder<boolean> {
  const known = knownAt ?? null;
  return sql<boolean>`(${known}::timestamptz is null or ${sql.ref(column)} <= ${known}::timestamptz)`;
}

/** An instant as ISO text, for the wire. */
export function instant(date: Date): string {
  return date.toISOString();
}
