import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { digestLetter, isQuiet, weekToTell } from './digest.ts';

const QUIET = {
  from: day('2026-11-16'),
  to: day('2026-11-22'),
  raised: 0,
  mended: 0,
  waived: 0,
  escaped: 0,
  open: { block: 0, fix: 0, warn: 0 },
  atStake: [],
  rules: [],
  waivers: [],
  setUp: [],
  weekday: 1,
};

it.each([
  // 2026-11-23 is a Monday
  ['2026-11-23', 1, '2026-11-16', '2026-11-22'],
  ['2026-11-24', 1, '2026-11-16', '2026-11-22'],
  ['2026-11-29', 1, '2026-11-16', '2026-11-22'],
  ['2026-11-30', 1, '2026-11-23', '2026-11-29'],
  ['2026-11-24', 5, '2026-11-13', '2026-11-19'],
  ['2026-01-01', 7, '2025-12-21', '2025-12-27'],
])('on %s, told on weekday %i, the week is %s to %s', (today, on, from, to) => {
  expect(weekToTell(day(today), on)).toEqual({ from, to });
});

it('a week in which nothing happened and nothing stands is quiet; any one thing makes it worth a letter', () => {
  expect(isQuiet(QUIET)).toBe(true);
  expect(isQuiet({ ...QUIET, escaped: 1 })).toBe(false);
  expect(isQuiet({ ...QUIET, open: { block: 0, fix: 0, warn: 1 } })).toBe(false);
});

it('the letter gives the figures, the rules, the waivers with their reasons, and where all of it is', () => {
  const { subject, body } = digestLetter({
    ...QUIET,
    raised: 3,
    waived: 1,
    open: { block: 1, fix: 2, warn: 0 },
    atStake: [{ minor: '123450', currency: 'EUR' }],
    rules: [
      { code: 'block-billing', title: 'Block billing', raised: 3, mended: 0, waived: 1, escaped: 0, open: 2 },
      { code: 'misspelt', title: 'Misspelt', raised: 0, mended: 1, waived: 0, escaped: 0, open: 0 },
    ],
    waivers: [
      {
        sentence: 'Two tasks in one line.',
        reason: 'agreed with the client',
        who: 'Ruth Sandoval',
        proformaId: '00000000-0000-0000-0000-000000000001',
        number: '17',
        recordedAt: '2026-11-20T10:00:00.000Z',
      },
    ],
  });
  expect(subject).toBe('Flags of the week to 2026-11-22: 1 block open');
  expect(body).toContain('Open now: 1 block, 2 fixes, 0 warnings; 1,234.50 EUR in question.');
  expect(body).toContain('- Block billing: 3 raised, 0 billed as they were');
  expect(body).not.toContain('Misspelt');
  expect(body).toContain('- Proforma 17: Two tasks in one line. Ruth Sandoval: agreed with the client');
  expect(body).toContain('{site}/quality');
});
