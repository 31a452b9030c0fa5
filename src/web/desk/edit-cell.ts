import type { Day } from '../../kernel/day.ts';
import { hoursText, hoursTyped } from '../../kernel/hours.ts';
import { dayTyped } from '../parts/day.tsx';
import { moneyFrom, rateFrom, rateReading, textOf } from '../parts/money.tsx';
import type { CellField, Line, OnLines } from './operations.ts';

export type Read = { readonly operation: OnLines } | { readonly wrong: string } | null;

const WORDS = new Set<CellField>(['taskCode', 'activityCode', 'expenseCode']);

/** What a cell shows, and what its editor begins with. */
export function cellText(line: Line, field: CellField): string {
  if (field === 'rate') return rateReading(line.ratePerHour, line.amount.currency);
  if (field === 'amount') return textOf(line.amount);
  return line[field] ?? '';
}

/** What typing into a cell means: an operation, nothing, or something that can't be read. */
export function readCell(line: Line, field: CellField, typed: string, reason: string, today: Day): Read {
  const text = typed.trim();
  if (text === cellText(line, field).trim()) return null;
  if (WORDS.has(field))
    return { operation: { do: 'set-words', reason, [field]: text === '' ? null : text } as OnLines };
  if (field === 'narrative') {
    return text === ''
      ? { wrong: 'A narrative can’t be empty. Write what was done, or exclude the line.' }
      : { operation: { do: 'set-words', reason, narrative: text } };
  }
  if (field === 'workDate') {
    const day = dayTyped(text, today);
    return day === null
      ? { wrong: `“${text}” is no day. Write 2026-11-23, t for today or -1.` }
      : { operation: { do: 'set-words', reason, workDate: day } };
  }
  if (field === 'hours') {
    const seconds = hoursTyped(text);
    return seconds === null
      ? { wrong: `“${text}” are no hours. Write 1.25, 1:15 or 75m; nothing finer than 0.01.` }
      : { operation: { do: 'set-hours', hours: hoursText(seconds), reason } };
  }
  if (field === 'rate') {
    const rate = rateFrom(text, line.amount.currency);
    return rate === null
      ? { wrong: `“${text}” is no rate. Write 450.00.` }
      : { operation: { do: 'set-rate', ratePerHour: rate, reason } };
  }
  const amount = moneyFrom(text, line.amount.currency);
  return amount === null
    ? { wrong: `“${text}” is no amount. Write 1234.50.` }
    : { operation: { do: 'set-amount', amount, reason } };
}
