import { describe, expect, it } from 'vitest';
import { type Day, day } from '../../kernel/day.ts';
import type { Entry, OwnFee } from './book.ts';
import { differences } from './differences.ts';
import { findItem } from './find.ts';
import { classesIn, quantityOf } from './quantity.ts';
import { type Asked, quote } from './quote.ts';
import { whenPaid, windowOf } from './window.ts';

const entry: Entry = {
  itemId: 'i1',
  key: 'us-claims-over-20',
  name: 'Each claim over 20',
  ownText: '',
  office: 'US',
  versionId: 'v1',
  version: 'Fees of 2025',
  authority: '37 CFR 1.16',
  currency: 'USD',
  from: day('2025-01-19'),
  to: null,
  code: '1202/2202/3202',
  provision: '37 CFR 1.16(i)',
  confidence: 'high',
  sources: ['the office'],
  counts: { of: 'claims', over: 20 },
  due: null,
  amounts: { large: 20_000n, small: 8_000n, micro: 4_000n },
  checked: null,
};
const none = { claims: null, independentClaims: null, classes: null, sheets: null };
const asked: Asked = {
  entity: 'small',
  on: day('2025-02-01'),
  quantity: null,
  counts: { ...none, claims: 25 },
  registrationDate: null,
  applicationDate: null,
};
const own: OwnFee = {
  itemId: 'i1',
  entityStatus: 'small',
  currency: 'USD',
  amountMinor: 8_500n,
  from: day('2025-02-01'),
  to: null,
  reason: 'the office’s list of today',
};
const codeOf = (outcome: ReturnType<typeof quote>): string => (outcome.ok ? 'done' : outcome.refusal.code);

describe('what a fee comes to', () => {
  it.each<[string, Partial<Asked>, Partial<Entry>, readonly OwnFee[], string]>([
    ['25 claims, small: 5 × 80.00', {}, {}, [], '40000'],
    ['25 claims, large: 5 × 200.00', { entity: 'large' }, {}, [], '100000'],
    ['20 claims: 0 × 80.00', { counts: { ...none, claims: 20 } }, {}, [], '0'],
    ['said outright: 2 × 80.00', { quantity: 2 }, {}, [], '16000'],
    ['the firm’s own: 5 × 85.00', {}, {}, [own], '42500'],
    ['the firm’s own counts only from its day: 5 × 80.00', { on: day('2025-01-31') }, {}, [own], '40000'],
    ['an office that makes no difference: 5 × 275.00', {}, { amounts: { any: 27_500n } }, [], '137500'],
    [
      'a reduction for micro only doesn’t reduce for small: 5 × 275.00',
      {},
      { amounts: { any: 27_500n, micro: 1n } },
      [],
      '137500',
    ],
  ])('%s', (_, how, of, ownFees, minor) => {
    const quoted = quote({ ...entry, ...of }, ownFees, { ...asked, ...how });
    expect(quoted.ok && quoted.value.amountMinor.toString()).toBe(minor);
  });

  it('says step by step how', () => {
    const quoted = quote(entry, [], asked);
    expect(quoted.ok && quoted.value.steps).toEqual([
      'Each claim over 20: 80.00 USD for a small entity, Fees of 2025 (37 CFR 1.16(i), code 1202/2202/3202).',
      'Source: the office.',
      '25 claims: 5 counted over 20.',
      '5 × 80.00 = 400.00 USD.',
    ]);
  });

  it.each<[string, Partial<Asked>, Partial<Entry>, string]>([
    ['it is not said for whom', { entity: null }, {}, 'entity-needed'],
    ['it is not known how many claims', { counts: none }, {}, 'count-needed'],
    ['the version has no amount for such an applicant', { entity: 'micro' }, { amounts: { small: 1n } }, 'no-amount'],
  ])('asks when %s', (_, how, of, code) => {
    expect(codeOf(quote({ ...entry, ...of }, [], { ...asked, ...how }))).toBe(code);
  });

  it.each<[Entry['confidence'], string | null, boolean]>([
    ['official', null, true],
    ['high', null, true],
    ['medium-high', null, false],
    ['unstated', null, false],
    ['unstated', 'seen on the office’s page', true],
  ])('confidence %s, compared: %s, is sure: %s', (confidence, checked, sure) => {
    const quoted = quote({ ...entry, confidence, checked }, [], asked);
    expect(quoted.ok && quoted.value.sure).toBe(sure);
  });
});

describe('counting', () => {
  it.each([
    ['claims 16 to 50 of 60', { of: 'claims', over: 15, upTo: 50 }, 60, 35],
    ['claims over 50 of 60', { of: 'claims', over: 50 }, 60, 10],
    ['100 sheets of 100', { of: 'sheets', over: 100, per: 50 }, 100, 0],
    ['one sheet begins a step', { of: 'sheets', over: 100, per: 50 }, 101, 1],
    ['150 sheets are one step', { of: 'sheets', over: 100, per: 50 }, 150, 1],
    ['151 sheets are two', { of: 'sheets', over: 100, per: 50 }, 151, 2],
  ] as const)('%s', (_, counts, have, quantity) => {
    expect(quantityOf(counts, { ...none, [counts.of]: have })?.quantity).toBe(quantity);
  });

  it('reads how many classes a text names', () => {
    expect([classesIn('9, 35 and 42'), classesIn('9, 9'), classesIn('')]).toEqual([3, 1, null]);
  });
});

describe('when a maintenance fee is paid: granted on 15 March 2022, first fee', () => {
  const window = windowOf(
    { from: 'registrationDate', opensMonths: 36, dueMonths: 42, graceMonths: 48, surcharge: 's' },
    day('2022-03-15'),
  );
  it('opens after 3 years, is due after 3½, grace ends after 4; a Sunday moves to Monday', () => {
    // 15 March 2026 is a Sunday
    expect(window).toEqual({ opens: '2025-03-15', due: '2025-09-15', graceEnds: '2026-03-16' });
  });
  it.each<[string, Day, string]>([
    ['too early', day('2025-03-14'), 'too-early'],
    ['on the first day', day('2025-03-15'), 'in time'],
    ['on the last day', day('2025-09-15'), 'in time'],
    ['a day late, with surcharge', day('2025-09-16'), 'late'],
    ['on the last day of grace', day('2026-03-16'), 'late'],
    ['after it', day('2026-03-17'), 'too-late'],
  ])('%s', (_, on, what) => {
    const paid = whenPaid(window, on);
    expect('ok' in paid ? paid.refusal.code : paid.late ? 'late' : 'in time').toBe(what);
  });
});

describe('which item is meant', () => {
  const item = (key: string, aliases: string[], codes: string[] = []) => ({
    id: key,
    office: 'US',
    key,
    name: key,
    aliases,
    codes,
  });
  const items = [
    item('us-rce-first', ['RCE'], ['1801/2801']),
    item('us-rce-later', ['RCE']),
    item('us-issue', ['issue fee']),
  ];
  it.each([
    ['us-issue', 'us-issue'],
    ['Issue Fee', 'us-issue'],
    ['2801', 'us-rce-first'],
    ['rce', 'ambiguous-fee'],
    ['nothing such', 'unknown-fee'],
  ])('“%s” → %s', (word, meant) => {
    const found = findItem(items, word);
    expect(found.ok ? found.value.key : found.refusal.code).toBe(meant);
  });
  it('names what an ambiguous word may be', () => {
    const found = findItem(items, 'rce');
    expect(!found.ok && found.refusal.sentence).toContain('us-rce-first (us-rce-first) and us-rce-later');
  });
});

it('a new version is told by what it adds, changes and no longer has', () => {
  const priced = (key: string, large: bigint | undefined) => ({
    key,
    name: key,
    confidence: 'high' as const,
    amounts: large === undefined ? {} : { large },
  });
  expect(
    differences(
      [priced('a', 100n), priced('b', 200n), priced('c', 300n)],
      [priced('a', 110n), priced('b', 200n), priced('d', 400n)],
    ).map((d) => [d.key, d.what, d.before, d.after]),
  ).toEqual([
    ['a', 'changed', 100n, 110n],
    ['d', 'added', null, 400n],
    ['c', 'removed', 300n, null],
  ]);
});
