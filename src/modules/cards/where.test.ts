import { expect, it } from 'vitest';
import { type PlaceFacts, whereIs } from './where.ts';

const OPEN: PlaceFacts = { state: 'open', matterId: 'm', hold: null, proforma: null, invoices: [] };
const PROFORMA = { id: 'p', number: '12', state: 'pre-review', excluded: false };
const HOLD = { reason: 'Waits for the client', untilDay: null, untilEvent: null };

it.each<[Partial<PlaceFacts>, string, string, string | null]>([
  [
    {},
    'unbilled',
    'Unbilled; on no proforma yet. A run through its day takes it, where its matter is due and open to billing.',
    null,
  ],
  [{ proforma: PROFORMA }, 'on-proforma', 'On proforma 12 (pre-review).', '/proformas/p'],
  [{ proforma: { ...PROFORMA, excluded: true } }, 'unbilled', 'Unbilled; excluded on proforma 12.', '/proformas/p'],
  [{ hold: HOLD }, 'held', 'Held until released: Waits for the client.', null],
  [{ hold: { ...HOLD, untilDay: '2026-04-01' } }, 'held', 'Held until 2026-04-01: Waits for the client.', null],
  [
    { hold: { ...HOLD, untilEvent: 'Grant' }, proforma: PROFORMA },
    'held',
    'Held until “Grant” happens: Waits for the client. It is on proforma 12, left off the bill.',
    '/proformas/p',
  ],
  [
    {
      state: 'billed',
      invoices: [
        { id: 'i', number: 'UK-1' },
        { id: 'j', number: 'UK-2' },
      ],
    },
    'billed',
    'Billed on UK-1 and UK-2.',
    '/invoices/i',
  ],
  [{ state: 'purged' }, 'purged', 'Removed from WIP (purged).', null],
  [{ state: 'divided' }, 'taken-back', 'Divided or combined: other cards carry its work now.', null],
])('%j is %s', (facts, state, sentence, href) => {
  expect(whereIs({ ...OPEN, ...facts })).toEqual({ state, sentence, href });
});
