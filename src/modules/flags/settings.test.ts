import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type KeptRule, rulesFor } from './settings.ts';

const rule = (over: Partial<KeptRule>): KeptRule => ({
  id: 'r',
  code: 'long-day',
  scope: 'firm',
  clientId: null,
  matterId: null,
  version: 1,
  severity: 'warn',
  params: {},
  citation: '',
  from: day('2026-01-01'),
  to: null,
  ...over,
});
const whose = { clientId: 'c', matterId: 'm', on: day('2026-03-31') };
const longDays = (kept: readonly KeptRule[], on = whose.on): string[] =>
  rulesFor(kept, { ...whose, on })
    .filter((one) => one.check.code === 'long-day')
    .map((one) => `${one.scope} ${one.severity} ${one.params.hours('max') / 3600n}`);

it('as delivered where nobody set anything', () => {
  expect(longDays([])).toEqual(['delivered warn 10']);
});

it('the nearest scope decides, and parameters that it doesn’t name stay as delivered', () => {
  const firm = rule({ severity: 'fix', params: { max: '12.00' } });
  const client = rule({ id: 'k', scope: 'client', clientId: 'c', severity: 'block' });
  const other = rule({ id: 'o', scope: 'client', clientId: 'x', severity: 'info' });
  const matter = rule({ id: 'm', scope: 'matter', clientId: 'c', matterId: 'm', params: { max: '8.00' } });
  expect(longDays([firm, other])).toEqual(['firm fix 12']);
  expect(longDays([firm, client, other])).toEqual(['client block 10']);
  expect(longDays([firm, client, matter])).toEqual(['matter warn 8']);
});

it('clauses of one client stand side by side; off is off', () => {
  const clause = (id: string, max: string): KeptRule => rule({ id, scope: 'client', clientId: 'c', params: { max } });
  expect(longDays([clause('a', '9.00'), clause('b', '11.00')])).toEqual(['client warn 9', 'client warn 11']);
  expect(longDays([rule({ scope: 'client', clientId: 'c', severity: 'off' })])).toEqual([]);
});

it('a rule holds from its first day and not on the day after its last', () => {
  const dated = rule({ severity: 'fix', from: day('2026-02-01'), to: day('2026-03-01') });
  expect(longDays([dated], day('2026-01-31'))).toEqual(['delivered warn 10']);
  expect(longDays([dated], day('2026-02-01'))).toEqual(['firm fix 10']);
  expect(longDays([dated], day('2026-02-28'))).toEqual(['firm fix 10']);
  expect(longDays([dated], day('2026-03-01'))).toEqual(['delivered warn 10']);
});

it('one that lacks a parameter doesn’t run', () => {
  expect(rulesFor([rule({ code: 'stale-work' })], whose).some((one) => one.check.code === 'stale-work')).toBe(false);
});
