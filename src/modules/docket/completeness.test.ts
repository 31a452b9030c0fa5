import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { type AskedEvent, type AskedFee, findGaps, type Seen, type SeenCard } from './completeness.ts';
import { speaksOf } from './fee-match.ts';

const fee: AskedFee = {
  lineId: 'l',
  rule: 'Response',
  action: 'fixed-fee',
  amountMinor: 95_000n,
  items: [],
  words: 'Response filed',
  made: null,
};
const event: AskedEvent = {
  id: 'e',
  matterId: 'm',
  day: day('2026-02-10'),
  title: 'Response filed',
  kind: 'event',
  fees: [fee],
};
const card: SeenCard = {
  id: 'k',
  number: '1',
  matterId: 'm',
  kind: 'charge',
  hard: false,
  day: day('2026-02-12'),
  amountMinor: 95_000n,
  narrative: 'Response filed',
  feeKey: null,
  open: true,
  inHand: false,
};
const official: AskedFee = {
  ...fee,
  action: 'official-fee',
  amountMinor: null,
  items: ['us-issue'],
  words: 'Issue fee',
};
const paid: SeenCard = {
  ...card,
  kind: 'disbursement',
  hard: true,
  amountMinor: 12_000n,
  narrative: 'Issue fee',
  feeKey: 'us-issue',
};
const found = (events: AskedEvent[], cards: SeenCard[], more: Partial<Seen> = {}): string[] =>
  findGaps({
    events,
    cards,
    rulesOf: () => [fee, official],
    through: day('2026-03-31'),
    graceDays: 7,
    agedDays: 45,
    ...more,
  }).map((f) => f.kind);

describe('docket against bills', () => {
  it.each<[string, AskedEvent[], SeenCard[], string[]]>([
    ['an event with its fee', [event], [card], []],
    ['without', [event], [], ['fee-missing']],
    ['its fee at another price, in its words', [event], [{ ...card, amountMinor: 90_000n }], []],
    ['the price under other words', [event], [{ ...card, narrative: 'As agreed by telephone' }], []],
    ['a fee of long before', [event], [{ ...card, day: day('2026-01-02') }], ['fee-missing', 'fee-without-event']],
    ['two events, one fee', [event, { ...event, id: 'f', day: day('2026-02-20') }], [card], ['fee-missing']],
    ['one event, two fees', [event], [card, { ...card, id: 'k2', day: day('2026-02-15') }], ['fee-twice']],
    ['a fee and no event', [], [card], ['fee-without-event']],
    ['another charge and no event', [], [{ ...card, amountMinor: 1n, narrative: 'Courier' }], []],
    [
      'made by the rule',
      [{ ...event, fees: [{ ...fee, made: { state: 'done', cardIds: ['k'] } }] }],
      [{ ...card, narrative: 'x' }],
      [],
    ],
    [
      'made by the rule, its card taken back since',
      [{ ...event, fees: [{ ...fee, made: { state: 'done', cardIds: ['k'] } }] }],
      [],
      ['fee-missing'],
    ],
    ['dismissed with a reason', [{ ...event, fees: [{ ...fee, made: { state: 'dismissed', cardIds: [] } }] }], [], []],
    ['of yesterday: whoever records has some days', [{ ...event, day: day('2026-03-30') }], [], []],
    ['an official fee in hand', [{ ...event, fees: [official] }], [{ ...paid, inHand: true }], []],
    [
      'an official fee paid and nowhere on its way to the client',
      [{ ...event, fees: [official] }],
      [paid],
      ['paid-not-billed'],
    ],
    ['an official fee of the book for no event', [], [{ ...paid, inHand: true }], ['fee-without-event']],
    ['a task done, with no work at all', [{ ...event, kind: 'task', fees: [] }], [], ['no-work-recorded']],
    [
      'a task done, with work of the month before',
      [{ ...event, kind: 'task', fees: [] }],
      [{ ...card, kind: 'time', day: day('2026-01-20') }],
      [],
    ],
  ])('%s', (_, events, cards, kinds) => {
    expect(found(events, cards)).toEqual(kinds);
  });

  it.each([
    ['Filing of the application, fixed fee', 'Application filed', true],
    ['Response to the examiner, filed', 'Response filed', true],
    ['Certified copies', 'Response filed', false],
    ['anything', '', false],
  ])('“%s” speaks of “%s”: %s', (narrative, of, speaks) => {
    expect(speaksOf(narrative, of)).toBe(speaks);
  });
});
