import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { answersFor, dueByItself, readAnswer } from './answer.ts';

const today = day('2026-03-31');

describe('an answer', () => {
  it.each([
    [{ answer: 'bill', untilDay: null, reason: '' }, 'done'],
    [{ answer: 'hold', untilDay: null, reason: 'Waits for the client' }, 'bad-input'],
    [{ answer: 'hold', untilDay: today, reason: 'Waits for the client' }, 'bad-input'],
    [{ answer: 'hold', untilDay: day('2026-04-01'), reason: '' }, 'needs-note'],
    [{ answer: 'hold', untilDay: day('2026-04-01'), reason: 'Waits for the client' }, 'done'],
    [{ answer: 'purge', untilDay: null, reason: '' }, 'needs-note'],
  ] as const)('%j: %s', (said, expected) => {
    const read = readAnswer(said, today);
    expect(read.ok ? 'done' : read.refusal.code).toBe(expected);
  });

  it('is the attorney’s own, or on their behalf, or nobody’s', () => {
    const who = { attorneyId: 'a', personId: 'b', standsIn: false, coordinates: false };
    expect(answersFor({ ...who, personId: 'a' }, '')).toMatchObject({ value: null });
    expect(answersFor({ ...who, standsIn: true }, '')).toMatchObject({ value: 'a' });
    expect(answersFor({ ...who, coordinates: true }, '')).toMatchObject({ refusal: { code: 'needs-note' } });
    expect(answersFor({ ...who, coordinates: true }, 'Told me')).toMatchObject({ value: 'a' });
    expect(answersFor(who, 'Told me')).toMatchObject({ refusal: { code: 'not-your-turn' } });
  });
});

describe('the month’s lists', () => {
  it.each([
    ['on their day', '2026-03-10', 10, '2026-02-10', true],
    ['before it', '2026-03-09', 10, '2026-02-10', false],
    ['days after it, when nothing ran', '2026-03-14', 10, '2026-02-10', true],
    ['once', '2026-03-14', 10, '2026-03-10', false],
    ['never without a day', '2026-03-14', null, '2026-02-10', false],
  ] as const)('%s', (_, now, dayOfMonth, last, due) => {
    expect(dueByItself(day(now), dayOfMonth, day(last))).toBe(due);
  });
});
