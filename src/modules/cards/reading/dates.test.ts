import { describe, expect, test } from 'vitest';
import { dayOf, orderOf } from './dates.ts';

describe('reading a date', () => {
  test.each([
    ['2026-01-31', 'iso', '2026-01-31'],
    ['2026/1/5', 'iso', '2026-01-05'],
    ['20260131', 'iso', '2026-01-31'],
    ['2026-01-31T09:00:00Z', 'iso', '2026-01-31'],
    ['31.12.2026', 'iso', '2026-12-31'],
    ['31 Dec 2026', 'iso', '2026-12-31'],
    ['Dec 31, 2026', 'iso', '2026-12-31'],
    ['31-Dec-2026', 'iso', '2026-12-31'],
    ['03/04/2026', 'day-month-year', '2026-04-03'],
    ['03/04/2026', 'month-day-year', '2026-03-04'],
    ['3/4/26', 'month-day-year', '2026-03-04'],
    ['3/4/2026 14:05', 'day-month-year', '2026-04-03'],
    ['46053', 'excel-serial', '2026-01-31'],
    ['46053.75', 'excel-serial', '2026-01-31'],
    ['03/04/2026', 'iso', null],
    ['31/02/2026', 'day-month-year', null],
    ['2026-02-30', 'iso', null],
    ['13/13/2026', 'day-month-year', null],
    ['soon', 'iso', null],
  ] as const)('%s in order %s is %s', (text, order, day) => expect(dayOf(text, order)).toBe(day));
});

describe('deciding a column’s order', () => {
  test.each([
    [['2026-01-31', '2026-02-01'], 'iso'],
    [['03/04/2026', '25/04/2026'], 'day-month-year'],
    [['03/04/2026', '04/25/2026'], 'month-day-year'],
    [['46053', '46054'], 'excel-serial'],
    [['03/04/2026', '05/06/2026'], null],
    [['25/04/2026', '04/25/2026'], null],
    [['03/03/2026'], 'day-month-year'],
    [['31.12.2026'], 'iso'],
    [[], 'iso'],
  ] as const)('%j is %s', (values, order) => expect(orderOf(values).order).toBe(order));

  test('asks with the value that is open', () =>
    expect(orderOf(['03/03/2026', '03/04/2026']).samples).toEqual(['03/04/2026']));
});
