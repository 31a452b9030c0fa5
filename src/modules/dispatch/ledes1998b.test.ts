import { describe, expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import type { Snapshot } from '../invoices/index.ts';
import { ledes1998b } from './ledes1998b.ts';

const line = {
  cardId: 'c',
  kind: 'time' as const,
  workDate: day('2026-03-10'),
  timekeeper: { number: '111', name: 'Priya Raman', initials: 'PR', title: 'Associate', classification: 'ASSOC' },
  narrative: 'Reviewing claims | noting [] limits\nof D1',
  taskCode: 'PA120',
  activityCode: 'A104',
  expenseCode: null,
  seconds: '4500',
  rateE4: '345000000',
  bill: '43125',
  printed: true,
};

function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 2,
    renderer: 'r',
    number: 'US-2026-00001',
    invoiceDate: day('2026-03-31'),
    dueDate: day('2026-04-30'),
    currency: 'USD',
    rounding: 'half-up',
    entity: {
      name: 'Firm',
      address: [],
      country: 'US',
      taxId: '04-0000000',
      phone: '',
      email: '',
      website: '',
      bank: [],
      footer: '',
      paper: 'us-letter',
      currency: 'USD',
    },
    payer: { name: 'Quillstone', address: [], taxId: '', reference: '', sharePpm: 1_000_000 },
    client: {
      number: '2001',
      name: 'Quillstone',
      reference: '',
      language: 'en',
      ebilling: { format: 'LEDES1998B', clientId: 'QS-1', descriptionMax: 1000, codesRequired: true },
    },
    matter: {
      number: '2001-001',
      name: 'Indexing (US)',
      caseType: 'patent',
      title: '',
      jurisdiction: 'US',
      caseKind: '',
      applicationNumber: '',
      applicationDate: '',
      registrationNumber: '',
      clientReference: '',
      clientMatterId: 'Q-4430',
      agentReference: '',
      dueEvent: '',
      applicants: '',
    },
    period: { from: day('2026-03-01'), to: day('2026-03-31') },
    lines: [line],
    adjustments: [],
    taxes: [
      {
        code: 'NT',
        name: 'None',
        kind: 'out-of-scope',
        note: '',
        ratePpm: 0,
        base: '43125',
        tax: '0',
        entityBase: '43125',
        entityTax: '0',
      },
    ],
    exchange: null,
    totals: { fees: '43125', disbursements: '0', charges: '0', net: '43125', tax: '0', total: '43125' },
    ...change,
  };
}

function fields(s: Snapshot, row = 2): Record<string, string> {
  const file = ledes1998b(s);
  if (!file.ok) throw new Error(file.refusal.sentence);
  const lines = file.value.split('\r\n').map((l) => l.replace(/\[\]$/, '').split('|'));
  return Object.fromEntries((lines[1] ?? []).map((name, i) => [name, lines[row]?.[i] ?? '']));
}

describe('LEDES 1998B', () => {
  it('begins with its name and header, ends every row with [], and has 24 fields', () => {
    const file = ledes1998b(snapshot());
    const rows = file.ok ? file.value.trimEnd().split('\r\n') : [];
    expect(rows[0]).toBe('LEDES1998B[]');
    expect(rows.every((row) => row.endsWith('[]'))).toBe(true);
    expect(rows.slice(1).map((row) => row.split('|').length)).toEqual([24, 24]);
  });

  it('writes 1.25 h at 345.00 as units, unit cost and their product', () => {
    expect(fields(snapshot())).toMatchObject({
      LINE_ITEM_NUMBER_OF_UNITS: '1.25',
      LINE_ITEM_UNIT_COST: '345.00',
      LINE_ITEM_ADJUSTMENT_AMOUNT: '0.00',
      LINE_ITEM_TOTAL: '431.25',
      INVOICE_TOTAL: '431.25',
      TIMEKEEPER_NAME: 'Raman, Priya',
      TIMEKEEPER_CLASSIFICATION: 'ASSOC',
      CLIENT_ID: 'QS-1',
      CLIENT_MATTER_ID: 'Q-4430',
      LINE_ITEM_DATE: '20260310',
    });
  });

  it('writes what was written down as the line’s adjustment: 1.25 × 345.00 − 31.25 = 400.00', () => {
    const reduced = snapshot({
      lines: [{ ...line, bill: '40000' }],
      totals: { fees: '40000', disbursements: '0', charges: '0', net: '40000', tax: '0', total: '40000' },
    });
    expect(fields(reduced)).toMatchObject({ LINE_ITEM_ADJUSTMENT_AMOUNT: '-31.25', LINE_ITEM_TOTAL: '400.00' });
  });

  it('keeps text from breaking the file', () => {
    expect(fields(snapshot())['LINE_ITEM_DESCRIPTION']).toBe('Reviewing claims / noting ( ) limits of D1');
  });

  it('writes each line under its own matter; hidden value stays with its matter', () => {
    const { matter } = snapshot();
    const other = { ...matter, number: '2001-002', name: 'Indexing (EP)', clientMatterId: 'Q-4431' };
    const own = [
      { ...line, matter: '2001-001' },
      { ...line, matter: '2001-002', bill: '20000' },
      { ...line, matter: '2001-002', bill: '10000', printed: false },
    ];
    const two = snapshot({
      matters: [matter, other],
      lines: own,
      totals: { fees: '73125', disbursements: '0', charges: '0', net: '73125', tax: '0', total: '73125' },
    });
    const shared = { INVOICE_TOTAL: '731.25', INVOICE_DESCRIPTION: 'Indexing (US) and 1 more' };
    expect(fields(two, 2)).toMatchObject({
      ...shared,
      LAW_FIRM_MATTER_ID: '2001-001',
      CLIENT_MATTER_ID: 'Q-4430',
      LINE_ITEM_NUMBER: '1',
      LINE_ITEM_TOTAL: '431.25',
    });
    expect(fields(two, 3)).toMatchObject({
      ...shared,
      LAW_FIRM_MATTER_ID: '2001-002',
      CLIENT_MATTER_ID: 'Q-4431',
      LINE_ITEM_NUMBER: '2',
      LINE_ITEM_TOTAL: '300.00',
    });
  });

  it('folds a hidden line into a printed one, so that the lines still sum to the invoice', () => {
    const hidden = snapshot({
      lines: [line, { ...line, printed: false, bill: '10000' }],
      totals: { fees: '53125', disbursements: '0', charges: '0', net: '53125', tax: '0', total: '53125' },
    });
    expect(fields(hidden)).toMatchObject({
      LINE_ITEM_TOTAL: '531.25',
      LINE_ITEM_ADJUSTMENT_AMOUNT: '100.00',
      INVOICE_TOTAL: '531.25',
    });
  });

  it('refuses a taxed invoice, which the format can’t carry', () => {
    const taxed = snapshot({
      totals: { fees: '43125', disbursements: '0', charges: '0', net: '43125', tax: '8625', total: '51750' },
    });
    expect(ledes1998b(taxed)).toMatchObject({ ok: false, refusal: { code: 'format-without-tax' } });
  });

  it('refuses what is on account, and what takes it up: it bills work only, and asks for its whole', () => {
    const onAccount = { ...snapshot(), onAccount: { wholeClient: false, agreedIn: '' } };
    expect(ledes1998b(onAccount)).toMatchObject({ ok: false, refusal: { code: 'format-without-work' } });
    const less = [{ number: 'UK-2026-00001', invoiceDate: day('2026-01-05'), net: '100', tax: '0' }];
    expect(ledes1998b({ ...snapshot(), lessOnAccount: less })).toMatchObject({
      ok: false,
      refusal: { code: 'format-without-deduction' },
    });
  });

  it('refuses a field longer than the format allows, and names it', () => {
    const long = snapshot({ matter: { ...snapshot().matter, clientMatterId: 'X'.repeat(21) } });
    expect(ledes1998b(long)).toMatchObject({ ok: false, refusal: { code: 'too-long', where: 'CLIENT_MATTER_ID' } });
  });
});
