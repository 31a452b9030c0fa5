import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type Clause, spanOf, type Terms, termsProblem } from './clause.ts';
import { covered, covers, governing } from './in-force.ts';

const tenOff: Terms = { kind: 'discount', percentPpm: 100_000, on: 'fees' };
const clause = (
  id: string,
  matterIds: readonly string[] | null,
  more: Partial<Clause> & { since?: string } = {},
): Clause => ({
  id,
  lineId: id,
  engagement: { id: `e-${id}`, clientId: 'c', title: id, from: day(more.since ?? '2026-01-01'), to: null, matterIds },
  number: '1',
  words: '',
  terms: tenOff,
  from: day('2026-01-01'),
  to: null,
  ...more,
});
const on = day('2026-06-01');
const won = (clauses: readonly Clause[], matter: string) =>
  governing(clauses, { id: matter, clientId: 'c' }, 'discount', on).won.map((c) => c.id);

describe('which clause counts for a matter on a day', () => {
  const all = clause('all', null);
  const own = clause('own', ['a']);

  it.each([
    ['the client’s where nothing narrower is agreed', [all, own], 'b', ['all']],
    ['the matter’s before the client’s', [all, own], 'a', ['own']],
    ['of two alike the later agreed', [all, clause('later', null, { since: '2026-03-01' })], 'b', ['later']],
    [
      'the client’s again once the matter’s has ended',
      [all, clause('own', ['a'], { to: day('2026-05-31') })],
      'a',
      ['all'],
    ],
    ['none before its first day', [clause('all', null, { from: day('2026-06-02') })], 'a', []],
    ['its first and its last day count', [clause('all', null, { from: on, to: on })], 'a', ['all']],
    ['none of another client', [{ ...all, engagement: { ...all.engagement, clientId: 'other' } }], 'a', []],
  ])('%s', (_, clauses, matter, expected) => {
    expect(won(clauses, matter)).toEqual(expected);
  });

  it('says why each other clause doesn’t count', () => {
    const ended = clause('ended', null, { to: day('2026-02-28') });
    const { lost } = governing([all, own, ended], { id: 'a', clientId: 'c' }, 'discount', on);
    expect(Object.fromEntries(lost.map((l) => [l.clause.id, l.because]))).toEqual({
      all: '“own” is for this matter',
      ended: 'it counted to 2026-02-28',
    });
  });

  it('counts on a clause what is billed on matters it governs, and on no other', () => {
    const of = covered([all, own], all, on);
    expect([covers(of, { id: 'b', clientId: 'c' }), covers(of, { id: 'a', clientId: 'c' })]).toEqual([true, false]);
    expect(covered([all, own], own, on).matterIds).toEqual(['a']);
  });
});

describe('the year of a clause', () => {
  it('is the calendar’s, or begins on the day the engagement did', () => {
    expect(spanOf('life', day('2026-03-15'), on)).toBeNull();
    expect(spanOf('calendar-year', day('2026-03-15'), on)).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(spanOf('engagement-year', day('2025-03-15'), day('2026-03-14'))).toEqual({
      from: '2025-03-15',
      to: '2026-03-14',
    });
    expect(spanOf('engagement-year', day('2025-03-15'), day('2026-03-15'))).toEqual({
      from: '2026-03-15',
      to: '2027-03-14',
    });
    expect(spanOf('engagement-year', day('2024-02-29'), day('2025-02-28'))).toEqual({
      from: '2025-02-28',
      to: '2026-02-27',
    });
  });
});

describe('terms that can’t be executed', () => {
  it('are told with the field to mend', () => {
    const cap: Terms = {
      kind: 'cap',
      currency: 'GBP',
      amountMinor: 0n,
      hard: true,
      on: 'fees',
      per: 'matter',
      over: 'life',
      alreadyMinor: 0n,
    };
    expect(termsProblem(cap, null)?.where).toBe('terms.amount');
    expect(termsProblem({ ...cap, amountMinor: 1n, alreadyMinor: 5n }, null)?.where).toBe('terms.already');
    expect(termsProblem({ ...cap, amountMinor: 1n, alreadyMinor: 5n }, 1)).toBeNull();
    const tier = (above: bigint) => ({ aboveMinor: above, percentPpm: 1 });
    const volume = (...tiers: bigint[]): Terms => ({
      kind: 'volume',
      currency: 'GBP',
      over: 'calendar-year',
      alreadyMinor: 0n,
      tiers: tiers.map(tier),
    });
    expect(termsProblem(volume(5n, 5n), null)?.where).toBe('terms.tiers');
    expect(termsProblem(volume(0n, 5n), null)).toBeNull();
  });
});
