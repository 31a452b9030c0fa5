import { addDays, type Day, day, dayFrom } from '../../../kernel/day.ts';
import type { DateOrder } from './fields.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Day 0 of Excel's calendar, set so that its invented 29 February 1900 doesn't matter from March 1900 on. */
const EXCEL_ZERO = day('1899-12-30');

function built(year: string, month: string | number, dayOfMonth: string): Day | null {
  // A two-digit year is of this century: work isn't recorded from the last one.
  const full = year.length === 2 ? `20${year}` : year;
  return dayFrom(`${full}-${String(month).padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
}

/** Cuts a time of day off, which exports like to add. */
function dateOnly(text: string): string {
  return text.trim().replace(/[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|z|[+-]\d{2}:?\d{2}|utc)?$/i, '');
}

/** Dates that read one way only: ISO, 20260131, 31.12.2026, 31 Dec 2026, December 31, 2026. */
function unmistakable(text: string): Day | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (iso) return built(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/.exec(text); // dots are only used with the day first
  if (dotted) return built(dotted[3] ?? '', dotted[2] ?? '', dotted[1] ?? '');
  const named = /^(\d{1,2})[\s.-]+([a-z]{3,9})\.?[\s,-]+(\d{4})$/i.exec(text);
  const american = /^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i.exec(text);
  const month = monthOf(named?.[2] ?? american?.[1] ?? '');
  if (month === 0) return null;
  return named ? built(named[3] ?? '', month, named[1] ?? '') : built(american?.[3] ?? '', month, american?.[2] ?? '');
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function slashed(text: string): { first: string; second: string; year: string } | null {
  const match = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text);
  return match ? { first: match[1] ?? '', second: match[2] ?? '', year: match[3] ?? '' } : null;
}

/** Days 1968 to 2118; `20260131` is longer and a year shorter. */
function serial(text: string): Day | null {
  const match = /^(\d{5})(?:\.\d+)?$/.exec(text);
  if (!match) return null;
  const days = Number(match[1]);
  return days >= 25_000 && days <= 80_000 ? addDays(EXCEL_ZERO, days) : null;
}

/** Reads one date in the file's order; what reads one way only is read that way. */
export function dayOf(text: string, order: DateOrder): Day | null {
  const t = dateOnly(text);
  const plain = unmistakable(t);
  if (plain) return plain;
  if (order === 'excel-serial') return serial(t);
  const parts = slashed(t);
  if (!parts || order === 'iso') return null;
  return order === 'day-month-year'
    ? built(parts.year, parts.second, parts.first)
    : built(parts.year, parts.first, parts.second);
}

export interface DateDecision {
  readonly order: DateOrder | null;
  readonly samples: string[];
}

/** Decides a column's order. One day above 12 settles it; contradiction or none of it is asked about. */
export function orderOf(values: readonly string[]): DateDecision {
  let dayFirst: string | null = null;
  let monthFirst: string | null = null;
  let open: string | null = null;
  let serials = 0;
  for (const value of values) {
    const t = dateOnly(value);
    const parts = slashed(t);
    if (!parts) {
      if (unmistakable(t) === null && serial(t) !== null) serials += 1;
      continue;
    }
    if (Number(parts.first) > 12) dayFirst ??= value;
    else if (Number(parts.second) > 12) monthFirst ??= value;
    else if (parts.first !== parts.second) open ??= value;
  }
  if (dayFirst !== null && monthFirst !== null) return { order: null, samples: [dayFirst, monthFirst] };
  if (dayFirst !== null) return { order: 'day-month-year', samples: [] };
  if (monthFirst !== null) return { order: 'month-day-year', samples: [] };
  if (open !== null) return { order: null, samples: [open] };
  if (serials > 0) return { order: 'excel-serial', samples: [] };
  // 03/03/2026 is the same day in either order, so either reads it.
  return { order: values.some((v) => slashed(dateOnly(v)) !== null) ? 'day-month-year' : 'iso', samples: [] };
}
