import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { changesSince, dueIn, latestDue, nextDue, type ScheduleRule, throughOn } from './schedule.ts';

const rule = (
  dayKind: ScheduleRule['dayKind'],
  dayNumber: number,
  through: ScheduleRule['through'] = 'last-month',
) => ({
  dayKind,
  dayNumber,
  through,
});

describe('when a run is prepared', () => {
  it.each([
    // August 2026 begins on a Saturday
    ['working', 1, '2026-08-20', '2026-08-03'],
    ['working', 5, '2026-08-20', '2026-08-07'],
    ['calendar', 1, '2026-08-20', '2026-08-01'],
    ['calendar', 28, '2026-02-02', '2026-02-28'],
    ['working', 28, '2026-02-02', '2026-02-27'],
  ] as const)('the %s day %i of the month of %s is %s', (kind, number, month, due) => {
    expect(dueIn(rule(kind, number), day(month))).toBe(due);
  });

  it('on the latest due day, also days later; never for a day before it was set up', () => {
    const third = rule('calendar', 3);
    expect(latestDue(third, day('2026-01-01'), day('2026-03-03'))).toBe('2026-03-03');
    expect(latestDue(third, day('2026-01-01'), day('2026-03-02'))).toBe('2026-02-03');
    expect(latestDue(third, day('2026-02-04'), day('2026-03-02'))).toBeNull();
    expect(nextDue(third, day('2026-03-03'))).toBe('2026-04-03');
    expect(nextDue(third, day('2026-03-02'))).toBe('2026-03-03');
  });

  it('takes work through the end of the month before, or that day', () => {
    expect(throughOn(rule('calendar', 3), day('2026-03-03'))).toBe('2026-02-28');
    expect(throughOn(rule('calendar', 3, 'that-day'), day('2026-03-03'))).toBe('2026-03-03');
  });
});

it('what changed since is told matter by matter', () => {
  const one = (matterId: string, outcome: string, cards: number, minor = '100') => ({
    matterId,
    matter: matterId,
    outcome,
    cards,
    wip: { minor },
  });
  expect(
    changesSince(
      [one('same', 'generated', 2), one('more', 'generated', 2), one('gone', 'skipped', 0)],
      [one('same', 'generated', 2), one('more', 'generated', 3, '150'), one('new', 'generated', 1)],
    ),
  ).toEqual([
    { matterId: 'more', matter: 'more', before: 'generated, 2 cards', after: 'generated, 3 cards' },
    { matterId: 'gone', matter: 'gone', before: 'skipped, 0 cards', after: 'not considered' },
    { matterId: 'new', matter: 'new', before: 'not considered', after: 'generated, 1 card' },
  ]);
});
