import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { statusText } from './status-text.ts';

const row = {
  matter: '1-1',
  name: 'Vane',
  jurisdiction: 'US',
  applicationNumber: '18/200317',
  clientReference: 'A-7',
  lastEvent: 'Response filed',
  lastEventOn: day('2026-03-20'),
  nextTask: 'Pay issue fee',
  nextDue: day('2026-05-11'),
  lastInvoice: 'US-2026-4',
  lastInvoiceOn: day('2026-02-28'),
  lastBilled: { minor: '123450', currency: 'USD' },
  open: [{ minor: '10000', currency: 'USD' }],
  proforma: '61',
};

it('tells what a client asks, case by case, and what is open in all', () => {
  const text = statusText({
    of: 'Ashgrove',
    today: day('2026-03-31'),
    rows: [row],
    wip: [{ minor: '5000', currency: 'USD' }],
    open: row.open,
  });
  expect(text).toBe(`Status of Ashgrove on 2026-03-31

1-1 Vane (US 18/200317), your reference A-7
Last event: Response filed, 2026-03-20.
Next: Pay issue fee, due 2026-05-11.
Last billed on 2026-02-28: 1,234.50 USD before tax, invoice US-2026-4.
Open: 100.00 USD.
A bill is being prepared.

Open on invoices: 100.00 USD. Work not billed yet: 50.00 USD.`);
});

it('says what there is not', () => {
  const bare = {
    ...row,
    jurisdiction: '',
    applicationNumber: '',
    clientReference: '',
    lastEventOn: null,
    nextDue: null,
    lastBilled: null,
    open: [],
    proforma: '',
  };
  expect(statusText({ of: '1-1', today: day('2026-03-31'), rows: [bare], wip: [], open: [] })).toBe(
    'Status of 1-1 on 2026-03-31\n\n1-1 Vane\nNot billed yet.\n\nOpen on invoices: nothing. Work not billed yet: none.',
  );
});
