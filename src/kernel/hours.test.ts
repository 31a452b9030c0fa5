import { expect, it } from 'vitest';
import { hoursText, hoursTyped } from './hours.ts';

it.each([
  ['1.5', '1.50'],
  ['1,5', '1.50'],
  [',25', '0.25'],
  ['1:30', '1.50'],
  ['0:06', '0.10'],
  ['90m', '1.50'],
  ['1h 30m', '1.50'],
  ['2h', '2.00'],
  ['45 min', '0.75'],
])('reads %s as %s hours', (typed, hours) => {
  expect(hoursText(hoursTyped(typed) ?? -1n)).toBe(hours);
});

it.each(['', 'x', '1:60', '1.234', '20m', '1:20', '1,234.5'])('does not guess what %s means', (typed) => {
  expect(hoursTyped(typed)).toBeNull();
});
