import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type Cycle, lastEnd, nextEnd, notDue } from './cycle.ts';

const cycle = (every: Cycle['every'], endMonth = 12): Cycle => ({ every, endMonth, of: 'client' });

describe('periods', () => {
  it.each([
    ['month', 12, '2026-03-31', '2026-03-31', '2026-04-30'],
    ['month', 12, '2026-03-30', '2026-02-28', '2026-03-31'],
    ['quarter', 12, '2026-05-10', '2026-03-31', '2026-06-30'],
    ['quarter', 1, '2026-05-10', '2026-04-30', '2026-07-31'],
    ['half-year', 6, '2026-06-29', '2025-12-31', '2026-06-30'],
    ['year', 2, '2028-02-29', '2028-02-29', '2029-02-28'],
    ['year', 12, '2026-01-01', '2025-12-31', '2026-12-31'],
  ] as const)('%s ending in month %i: on %s the last ended %s, the next ends %s', (every, month, on, last, next) => {
    expect(lastEnd(cycle(every, month), day(on))).toBe(last);
    expect(nextEnd(cycle(every, month), day(on))).toBe(next);
  });
});

describe('a matter is due', () => {
  const standing = (throughDay: string, oldest: string | null, billedThrough: string | null = null) => ({
    throughDay: day(throughDay),
    oldest: oldest === null ? null : day(oldest),
    billedThrough: billedThrough === null ? null : day(billedThrough),
  });

  it('with work of a period that has ended and was not billed', () => {
    expect(notDue(cycle('quarter'), standing('2026-03-31', '2026-02-03'))).toBeNull();
    // the run at the quarter's end was missed: the next takes it
    expect(notDue(cycle('quarter'), standing('2026-04-30', '2026-02-03', '2025-12-31'))).toBeNull();
  });

  it('not before its period has ended', () => {
    expect(notDue(cycle('quarter'), standing('2026-02-28', '2026-02-03', '2025-12-31'))).toBe(
      'Billed quarterly: next for work through 2026-03-31. It is set on the client; change it on the client’s page, or choose the matter alone.',
    );
  });

  it('not again for a card that came late', () => {
    expect(notDue(cycle('quarter'), standing('2026-04-30', '2026-03-20', '2026-03-31'))).toContain('2026-06-30');
  });

  it('on request only when somebody asks, which is not for the cycle to say', () => {
    expect(notDue(cycle('request'), standing('2026-04-30', '2026-03-20'))).toContain(
      'on request only, and nobody asked',
    );
  });
});
