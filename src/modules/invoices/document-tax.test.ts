import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { correctedSnapshot } from './correction.ts';
import { pdfData, printedLines } from './document.ts';
import { earlierSnapshot } from './earlier.ts';
import { type Snapshot, snapshotFrom, type SnapshotLine } from './snapshot.ts';

const bare = earlierSnapshot({
  number: 'UK-2026-00001',
  currency: 'EUR',
  rounding: 'half-up',
  entity: {
    name: 'Firm',
    address: ['1 Row'],
    country: 'GB',
    taxId: '',
    phone: '',
    email: '',
    website: '',
    bank: [],
    footer: '',
    paper: 'a4',
    currency: 'GBP',
  },
  payer: { name: 'Payer', address: ['2 Row'], taxId: '', reference: '', sharePpm: 1_000_000 },
  client: { number: '1', name: 'Client', reference: '', language: 'en', ebilling: null },
  invoiceDate: day('2026-03-31'),
  dueDate: day('2026-04-30'),
  matter: null,
  lines: [],
});

function line(taxCode: string, bill: string, more: Partial<SnapshotLine> = {}): SnapshotLine {
  return {
    cardId: taxCode + bill,
    kind: 'disbursement',
    workDate: day('2026-03-01'),
    timekeeper: null,
    narrative: `${taxCode} ${bill}`,
    taskCode: null,
    activityCode: null,
    expenseCode: null,
    seconds: '0',
    rateE4: null,
    bill,
    printed: true,
    taxCode,
    ...more,
  };
}

const row = (code: string, ratePpm: number, base: string, tax: string) => ({
  code,
  name: `Name of ${code}`,
  kind: 'standard',
  note: '',
  ratePpm,
  base,
  tax,
  entityBase: base,
  entityTax: tax,
});

const { earlierBooks: _, ...whole } = bare;
/** 100.00 and 33.33 at 20 %, of which 10 % may be withheld; 50.00 and 7.00 paid as agent. */
const invoice: Snapshot = {
  ...whole,
  lines: [
    line('S20', '10000', { withholdingPpm: 100_000 }),
    line('AGT', '5000', { printed: false, asAgent: true }),
    line('S20', '3333', { withholdingPpm: 100_000 }),
    line('AGT', '700', { asAgent: true }),
  ],
  taxes: [row('S20', 200_000, '13333', '2667'), row('AGT', 0, '5700', '0')],
  withholdings: [{ ratePpm: 100_000, base: '13333', amount: '1333' }],
  totals: { fees: '0', disbursements: '19033', charges: '0', net: '19033', tax: '2667', total: '21700' },
};

it('folds what is hidden into a printed line of the same tax, not into the first of its kind', () => {
  expect(printedLines(invoice.lines).map((l) => [l.narrative, l.minor, l.folded])).toEqual([
    ['S20 10000', 10_000n, 0n],
    ['S20 3333', 3_333n, 0n],
    ['AGT 700', 5_700n, 5_000n],
  ]);
});

it('prints a row for each tax, and at each line which one it is', () => {
  const { taxSummary, totals, matters, notes } = pdfData(invoice);
  expect(taxSummary).toEqual([
    {
      label: 'S20: Name of S20',
      base: '133.33',
      rate: '20 %',
      tax: '26.67',
      baseInEntityCurrency: '133.33',
      taxInEntityCurrency: '26.67',
    },
    {
      label: 'AGT: Name of AGT',
      base: '57.00',
      rate: '0 %',
      tax: '0.00',
      baseInEntityCurrency: '57.00',
      taxInEntityCurrency: '0.00',
    },
  ]);
  expect(totals.map((t) => `${t.label} ${t.amount}`)).toEqual([
    'Disbursements 190.33',
    'Tax (S20 20 %) 26.67',
    'Tax (AGT 0 %) 0.00',
    'Total due 217.00',
  ]);
  expect(matters[0]?.disbursements.at(-1)?.description).toBe('AGT 700 (with related work) (paid as your agent) [AGT]');
  expect(notes).toEqual([
    'You may withhold tax of 13.33 EUR: 10 % of 133.33 before tax. The total is before any withholding.',
  ]);
});

it('takes off of the rows of the lines it names, and lowers what may be withheld', () => {
  const credited = correctedSnapshot(
    invoice,
    {
      documentType: 'credit-note',
      lines: [
        { lineNo: 2, cardId: null, netMinor: 5_000n, taxMinor: 0n, restored: null },
        { lineNo: 3, cardId: null, netMinor: 333n, taxMinor: 67n, restored: null },
      ],
      entityTotalMinor: 5_400n,
      reason: 'x',
      on: day('2026-04-02'),
    },
    'CN-1',
  );
  expect(
    credited.taxes.map(({ code, base, tax, entityBase, entityTax }) => ({ code, base, tax, entityBase, entityTax })),
  ).toEqual([
    { code: 'S20', base: '333', tax: '67', entityBase: '333', entityTax: '67' },
    { code: 'AGT', base: '5000', tax: '0', entityBase: '5000', entityTax: '0' },
  ]);
  // 10 % of 3.33, half up
  expect(credited.withholdings).toEqual([{ ratePpm: 100_000, base: '333', amount: '33' }]);
  const { withholdings, taxes } = correctedSnapshot(
    invoice,
    {
      documentType: 'credit-note',
      lines: [{ lineNo: 4, cardId: null, netMinor: 700n, taxMinor: 0n, restored: null }],
      entityTotalMinor: 700n,
      reason: 'x',
      on: day('2026-04-02'),
    },
    'CN-2',
  );
  expect([withholdings, taxes.length]).toEqual([undefined, 1]);
});

it('reads documents of the first schema, which had one tax for the whole', () => {
  const { taxes, ...rest } = invoice;
  const old = JSON.stringify({ ...rest, schema: 1, tax: taxes[0] });
  expect(snapshotFrom(old)).toEqual({ ...rest, taxes: [taxes[0]] });
  expect(snapshotFrom(JSON.stringify(invoice))).toEqual(invoice);
});
