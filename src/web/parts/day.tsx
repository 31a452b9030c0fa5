import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { addDays, type Day, dayFrom } from '../../kernel/day.ts';

/** Reads a day as people type it: `t` for today, `-1`, `+7`, `23` of this month, `11-23`, or the whole day. */
export function dayTyped(typed: string, today: Day): Day | null {
  const text = typed.trim().toLowerCase();
  if (text === 't' || text === 'today') return today;
  if (text === 'y' || text === 'yesterday') return addDays(today, -1);
  if (/^[+-]\d{1,4}$/.test(text)) return addDays(today, Number(text));
  if (/^\d{1,2}$/.test(text)) return dayFrom(`${today.slice(0, 8)}${text.padStart(2, '0')}`);
  const short = /^(\d{1,2})-(\d{1,2})$/.exec(text);
  if (short) return dayFrom(`${today.slice(0, 5)}${short[1]?.padStart(2, '0')}-${short[2]?.padStart(2, '0')}`);
  if (/^\d{8}$/.test(text)) return dayFrom(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
  return dayFrom(text);
}

interface DayInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly today: Day;
  readonly onDay: (day: string) => void;
}

/** A day field; what was typed is read on leaving it or on Enter, and stays when it is no day. */
export function DayInput({ value, today, onDay, ...rest }: DayInputProps) {
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  const [wrong, setWrong] = useState(false);
  // A day set from outside replaces what was typed, in the same drawing.
  if (given !== value) {
    setGiven(value);
    setTyped(value);
  }
  const read = (): void => {
    if (typed.trim() === '') {
      setWrong(false);
      onDay('');
      return;
    }
    const day = dayTyped(typed, today);
    setWrong(day === null);
    if (day === null) return;
    setTyped(day);
    onDay(day);
  };
  return (
    <TextInput
      placeholder="YYYY-MM-DD, t, -1"
      autoComplete="off"
      {...rest}
      value={typed}
      error={wrong ? 'Write a day such as 2026-11-23, t for today, or -1.' : rest.error}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={read}
      onKeyDown={(event) => {
        if (event.key === 'Enter') read();
        rest.onKeyDown?.(event);
      }}
    />
  );
}

/** `23 Nov 2026, 20:13` from an instant, in the reader's own time. */
export function momentText(instant: string): string {
  try {
    const moment = Temporal.Instant.from(instant).toZonedDateTimeISO(Temporal.Now.timeZoneId());
    return `${moment.toPlainDate().toString()} ${moment.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  } catch {
    return instant;
  }
}

/** `from 2026-01-01 to 2026-04-01`; without an end where it still holds. */
export function spanText({ from, to }: { readonly from: string; readonly to?: string | null }): string {
  return `from ${from}${to ? ` to ${to}` : ''}`;
}
