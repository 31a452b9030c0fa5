import { describe, expect, it } from 'vitest';
import { day } from '../../../kernel/day.ts';
import { checkOf } from '../catalogue.ts';
import { evaluate, type Flag } from '../check.ts';
import type { Facts, FlagLine } from '../facts.ts';
import { merged } from '../params.ts';

type Docket = NonNullable<Facts['docket']>;
type Fee = NonNullable<ReturnType<Facts['fees']['get']>>;

const line = {
  id: 'l1',
  cardId: 'k1',
  cardNumber: 7n,
  kind: 'time',
  timekeeper: 'PR',
  workDate: day('2026-03-10'),
  taskCode: 'PA110',
  billMinor: 30_000n,
  noCharge: false,
  excluded: false,
} as unknown as FlagLine;
const fee: FlagLine = { ...line, kind: 'disbursement', timekeeper: '', taskCode: null, billMinor: 14_000n };
const gap: Docket['gaps'][number] = {
  kind: 'fee-missing',
  matterId: 'm',
  eventId: 'e',
  lineId: 'r',
  cardIds: [],
  day: day('2026-03-01'),
  what: 'Response filed: nothing of “Response”',
  amountMinor: 95_000n,
};
const work = {
  taskCode: 'PA110',
  event: 'Response filed',
  day: day('2026-03-20'),
  rule: 'Response',
  clause: 'Price list, 4',
};
const empty: Docket = { gaps: [], fixed: [], coded: [] };
const booked: Fee = {
  key: 'us-utility-filing',
  name: 'Filing',
  entityStatus: 'small',
  expectedMinor: 14_000n,
  sentence: 'By the book.',
  year: null,
};

interface Seen {
  readonly lines?: readonly FlagLine[];
  readonly docket?: Docket | null;
  readonly fee?: Fee;
  readonly matter?: Partial<Facts['matter']>;
}

function run(code: string, seen: Seen): { flags: readonly Flag[]; couldNot: readonly string[] } {
  const check = checkOf(code);
  if (!check) throw new Error(`no check ${code}`);
  const facts = {
    currency: 'USD',
    head: { id: 'p' },
    client: { id: 'c' },
    apart: false,
    lines: seen.lines ?? [],
    docket: seen.docket === undefined ? empty : seen.docket,
    fees: new Map(seen.fee ? [['k1', seen.fee]] : []),
    matter: { id: 'm', entityStatus: null, annuityYear: null, ...seen.matter },
  } as unknown as Facts;
  const { params } = merged(check.params, {});
  const rule = {
    check,
    id: null,
    version: 0,
    severity: check.severity,
    params,
    scope: 'delivered',
    citation: '',
    since: null,
  } as const;
  const { flags, couldNot } = evaluate(facts, [rule]);
  return { flags, couldNot: couldNot.map((one) => one.why) };
}

describe('what the docket and the fee book say of a bill', () => {
  it.each<[string, string, Seen, number]>([
    ['event-without-fee', 'an event without its fee', { docket: { ...empty, gaps: [gap] } }, 1],
    [
      'event-without-fee',
      'an official fee not recorded',
      { docket: { ...empty, gaps: [{ ...gap, kind: 'official-fee-missing', amountMinor: null }] } },
      1,
    ],
    ['event-without-fee', 'another finding', { docket: { ...empty, gaps: [{ ...gap, kind: 'paid-not-billed' }] } }, 0],
    [
      'fee-twice',
      'the second charge is on this bill',
      { lines: [fee], docket: { ...empty, gaps: [{ ...gap, kind: 'fee-twice', cardIds: ['k1'] }] } },
      1,
    ],
    [
      'fee-twice',
      'it is on another',
      { lines: [fee], docket: { ...empty, gaps: [{ ...gap, kind: 'fee-twice', cardIds: ['k9'] }] } },
      0,
    ],
    [
      'fee-without-event',
      'a fee that nothing happened for',
      { lines: [fee], docket: { ...empty, gaps: [{ ...gap, kind: 'fee-without-event', cardIds: ['k1'] }] } },
      1,
    ],
    [
      'hourly-on-fixed',
      'time under the code of a fixed fee',
      { lines: [line], docket: { ...empty, fixed: [work] } },
      1,
    ],
    [
      'hourly-on-fixed',
      'under another code',
      { lines: [{ ...line, taskCode: 'PA120' }], docket: { ...empty, fixed: [work] } },
      0,
    ],
    [
      'hourly-on-fixed',
      'after the event',
      { lines: [{ ...line, workDate: day('2026-03-21') }], docket: { ...empty, fixed: [work] } },
      0,
    ],
    [
      'hourly-on-fixed',
      'not charged anyway',
      { lines: [{ ...line, noCharge: true }], docket: { ...empty, fixed: [work] } },
      0,
    ],
    [
      'code-against-docket',
      'another code before the event',
      { lines: [{ ...line, taskCode: 'PA120' }], docket: { ...empty, coded: [{ ...work, days: 30 }] } },
      1,
    ],
    [
      'code-against-docket',
      'the code of the rule',
      { lines: [line], docket: { ...empty, coded: [{ ...work, days: 30 }] } },
      0,
    ],
    [
      'code-against-docket',
      'long before it',
      { lines: [{ ...line, taskCode: 'PA120' }], docket: { ...empty, coded: [{ ...work, days: 5 }] } },
      0,
    ],
    [
      'code-against-docket',
      'no code, which is another rule’s',
      { lines: [{ ...line, taskCode: null }], docket: { ...empty, coded: [{ ...work, days: 30 }] } },
      0,
    ],
    ['official-fee-differs', 'a cent more than the book', { lines: [{ ...fee, billMinor: 14_001n }], fee: booked }, 1],
    ['official-fee-differs', 'as the book', { lines: [fee], fee: booked }, 0],
    ['official-fee-differs', 'the book can’t say', { lines: [fee], fee: { ...booked, expectedMinor: null } }, 0],
    ['official-fee-differs', 'not in the book', { lines: [fee] }, 0],
    [
      'entity-mismatch',
      'a small fee of a large applicant',
      { lines: [fee], fee: booked, matter: { entityStatus: 'large' } },
      1,
    ],
    ['entity-mismatch', 'of a small one', { lines: [fee], fee: booked, matter: { entityStatus: 'small' } }, 0],
    [
      'entity-mismatch',
      'the office makes no difference',
      { lines: [fee], fee: { ...booked, entityStatus: 'any' }, matter: { entityStatus: 'large' } },
      0,
    ],
    [
      'annuity-mismatch',
      'year 3 on a matter in year 4',
      { lines: [fee], fee: { ...booked, year: 3 }, matter: { annuityYear: 4 } },
      1,
    ],
    ['annuity-mismatch', 'the same year', { lines: [fee], fee: { ...booked, year: 4 }, matter: { annuityYear: 4 } }, 0],
    ['annuity-mismatch', 'a matter whose year isn’t known', { lines: [fee], fee: { ...booked, year: 4 } }, 0],
  ])('%s: %s', (code, _, seen, flags) => {
    expect(run(code, seen).flags.length).toBe(flags);
  });

  it.each(['event-without-fee', 'fee-twice', 'fee-without-event', 'hourly-on-fixed', 'code-against-docket'])(
    '%s says so where the docket has nothing of the matter',
    (code) => {
      expect(run(code, { lines: [line], docket: null })).toEqual({
        flags: [],
        couldNot: ['The docket has nothing of this matter.'],
      });
    },
  );

  it('mends in one click', () => {
    const [differs] = run('official-fee-differs', { lines: [{ ...fee, billMinor: 15_000n }], fee: booked }).flags;
    expect(differs?.fix).toMatchObject({
      says: 'Bill 140.00 USD',
      remedy: { do: 'set-amount', amount: { minor: '14000', currency: 'USD' } },
    });
    expect(differs?.sentence).toContain('bills 150.00 USD; the fee book says 140.00 USD. By the book.');
  });
});
