import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, day, type Day } from '../../kernel/day.ts';
import { type Every, periodsBy } from './periods.ts';

it.each<[Day, Every, Day, string[]]>([
  [
    day('2026-01-01'),
    'month',
    day('2026-03-01'),
    ['2026-01-01 2026-01-31', '2026-02-01 2026-02-28', '2026-03-01 2026-03-31'],
  ],
  [
    day('2026-01-31'),
    'month',
    day('2026-03-31'),
    ['2026-01-31 2026-02-27', '2026-02-28 2026-03-30', '2026-03-31 2026-04-29'],
  ],
  [day('2026-02-15'), 'quarter', day('2026-08-14'), ['2026-02-15 2026-05-14', '2026-05-15 2026-08-14']],
  [day('2024-02-29'), 'year', day('2025-02-28'), ['2024-02-29 2025-02-27', '2025-02-28 2026-02-27']],
  [day('2026-05-01'), 'year', day('2026-04-30'), []],
])('periods from %s by the %s to %s', (first, every, through, wanted) => {
  expect(periodsBy(first, () => every, through).map(({ from, to }) => `${from} ${to}`)).toEqual(wanted);
});

it('no day between the first and the last is in no period, and none in two', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1500 }),
      fc.integer({ min: 0, max: 1500 }),
      fc.constantFrom<Every>('month', 'quarter', 'year'),
      (start, days, every) => {
        const first = addDays(day('2024-01-01'), start);
        const found = periodsBy(first, () => every, addDays(first, days));
        expect(found[0]?.from).toBe(first);
        found.slice(1).forEach(({ from }, i) => expect(from).toBe(addDays(found[i]?.to ?? first, 1)));
      },
    ),
  );
});
