import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type RateRow, type RateWanted, resolveRates } from './resolve.ts';

const wanted: RateWanted = {
  timekeeperId: 'ann',
  title: 'Partner',
  officeId: 'london',
  clientId: 'acme',
  matterId: 'acme-1',
  currency: 'GBP',
  on: day('2026-03-15'),
};
const base = {
  timekeeperId: null,
  title: null,
  officeId: null,
  clientId: null,
  matterId: null,
  currency: 'GBP',
  from: day('2026-01-01'),
  to: null,
  blended: false,
};
const rate = (id: string, level: RateRow['level'], rateE4: bigint, more: Partial<RateRow> = {}): RateRow => ({
  ...base,
  id,
  level,
  rateE4,
  source: id,
  ...more,
});

const titleStandard = rate('title', 'standard', 4_000_000_000n, { title: 'Partner' });
const ownStandard = rate('own', 'standard', 4_200_000_000n, { timekeeperId: 'ann' });
const clientTitle = rate('client', 'client', 3_900_000_000n, { title: 'Partner', clientId: 'acme' });
const matterOwn = rate('matter', 'matter', 3_800_000_000n, { timekeeperId: 'ann', matterId: 'acme-1' });
const exception = rate('exception', 'exception', 3_500_000_000n, { timekeeperId: 'ann', matterId: 'acme-1' });

describe('which rate counts', () => {
  it.each([
    ['a person’s own standard rate before the title’s', [titleStandard, ownStandard], 'own'],
    ['the client’s before the standard one', [titleStandard, ownStandard, clientTitle], 'client'],
    ['the matter’s before the client’s', [clientTitle, matterOwn, ownStandard], 'matter'],
    ['an exception before all', [clientTitle, matterOwn, exception], 'exception'],
    [
      'an office’s before any office',
      [titleStandard, rate('office', 'standard', 1n, { title: 'Partner', officeId: 'london' })],
      'office',
    ],
  ])('%s', (_, rates, winner) => {
    expect(resolveRates(rates, wanted).agreed.won?.id).toBe(winner);
  });

  it('keeps the standard rate apart from the agreed one', () => {
    const { standard, agreed } = resolveRates([ownStandard, clientTitle], wanted);
    expect([standard.won?.id, agreed.won?.id]).toEqual(['own', 'client']);
  });

  it('says why each other rate lost', () => {
    const ended = rate('ended', 'client', 1n, { clientId: 'acme', to: day('2026-02-28') });
    const later = rate('later', 'client', 1n, {
      clientId: 'acme',
      title: 'Partner',
      from: day('2026-04-01'),
    });
    const dollars = rate('dollars', 'client', 1n, { clientId: 'acme', timekeeperId: 'ann', currency: 'USD' });
    const munich = rate('munich', 'standard', 1n, { timekeeperId: 'ann', officeId: 'munich' });
    const { agreed } = resolveRates([ended, later, dollars, munich, ownStandard, titleStandard], wanted);
    expect(agreed.won?.id).toBe('own');
    expect(Object.fromEntries(agreed.lost.map((l) => [l.rate.id, l.because]))).toEqual({
      dollars: 'it is in USD, the matter is in GBP',
      later: 'it is valid only from 2026-04-01',
      ended: 'it ended on 2026-02-28',
      munich: 'it is for another office',
      title: 'standard rate for the timekeeper is narrower',
    });
  });

  it('finds nothing where nothing is agreed', () => {
    expect(resolveRates([rate('other', 'client', 1n, { clientId: 'other' })], wanted).agreed).toEqual({
      won: null,
      lost: [],
    });
  });
});
