import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type Draft, valueOf, type ValueFacts } from './value.ts';

const time: Draft = {
  kind: 'time',
  matterId: 'm',
  timekeeperId: 't',
  workDate: day('2026-03-10'),
  workedSeconds: 4500n,
  billableSeconds: 4500n,
  amountMinor: null,
  currency: null,
  costKind: null,
  narrative: 'Draft claims',
  taskCode: null,
  activityCode: 'A103',
  expenseCode: null,
};
const fee: Draft = {
  ...time,
  kind: 'disbursement',
  timekeeperId: null,
  workedSeconds: 0n,
  billableSeconds: 0n,
  amountMinor: 12_500n,
  costKind: 'hard',
  activityCode: null,
};
const facts: ValueFacts = {
  today: day('2026-03-31'),
  matter: {
    number: '1001-1',
    currency: 'GBP',
    closedToTime: false,
    closedToCosts: false,
    openedOn: day('2025-01-01'),
  },
  timekeeper: { name: 'Ann Leigh', active: true },
  standardE4: 420_000_000n, // 420.00 an hour
  agreedE4: 400_000_000n, // 400.00 an hour
  knownCodes: new Set(['A103']),
  rounding: 'half-up',
};
const code = (outcome: ReturnType<typeof valueOf>): string => (outcome.ok ? 'taken' : outcome.refusal.code);

describe('valuing recorded work', () => {
  it('values 1.25 h at 400.00 as 500.00 of WIP, and at the standard 420.00 as 525.00', () => {
    expect(valueOf(time, facts)).toEqual({
      ok: true,
      value: { standardMinor: 52_500n, workMinor: 50_000n, wipMinor: 50_000n },
    });
  });

  it('carries only the billable hours: 1.00 h of 1.25 h at 400.00 is 400.00', () => {
    expect(valueOf({ ...time, billableSeconds: 3600n }, facts)).toMatchObject({
      value: { workMinor: 50_000n, wipMinor: 40_000n },
    });
  });

  it('carries a disbursement at its amount', () => {
    expect(valueOf(fee, facts)).toMatchObject({ value: { workMinor: 12_500n, wipMinor: 12_500n } });
  });

  it('carries what the source already took off: 500.00 − 70.00', () => {
    expect(valueOf({ ...time, revalueMinor: -7_000n }, facts)).toMatchObject({
      value: { workMinor: 50_000n, wipMinor: 43_000n },
    });
  });

  it.each<[string, Partial<Draft>, Partial<ValueFacts>, string]>([
    ['a matter nobody knows', {}, { matter: null }, 'unknown-matter'],
    ['a day in the future', { workDate: day('2026-04-01') }, {}, 'future-date'],
    ['a code of no set', { taskCode: 'Z999' }, {}, 'unknown-code'],
    ['no timekeeper', {}, { timekeeper: null }, 'unknown-timekeeper'],
    ['a timekeeper who left', {}, { timekeeper: { name: 'Ann', active: false } }, 'inactive-timekeeper'],
    ['zero hours', { workedSeconds: 0n }, {}, 'no-hours'],
    ['negative hours', { workedSeconds: -3600n }, {}, 'no-hours'],
    ['25 hours in a day', { workedSeconds: 90_000n }, {}, 'too-many-hours'],
    ['no rate', {}, { agreedE4: null }, 'no-rate'],
  ])('refuses %s', (_, draft, more, expected) => {
    expect(code(valueOf({ ...time, ...draft }, { ...facts, ...more }))).toBe(expected);
  });

  it.each<[string, Partial<Draft>, string]>([
    ['no amount', { amountMinor: null }, 'no-amount'],
    ['a zero amount', { amountMinor: 0n }, 'no-amount'],
    ['a negative amount', { amountMinor: -1n }, 'no-amount'],
    ['another currency than the matter’s', { currency: 'USD' }, 'other-currency'],
    ['an unsaid kind of cost', { costKind: null }, 'no-cost-kind'],
  ])('refuses a disbursement with %s', (_, draft, expected) => {
    expect(code(valueOf({ ...fee, ...draft }, facts))).toBe(expected);
  });

  it('refuses time on a matter closed to time and costs on one closed to costs', () => {
    const matter = { ...facts.matter!, closedToTime: true };
    expect(code(valueOf(time, { ...facts, matter }))).toBe('matter-closed');
    expect(code(valueOf(fee, { ...facts, matter }))).toBe('taken');
    expect(code(valueOf(fee, { ...facts, matter: { ...matter, closedToCosts: true } }))).toBe('matter-closed');
  });
});
