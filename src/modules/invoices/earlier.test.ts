import { expect, it } from 'vitest';
import { day } from '../../kernel/day.ts';
import { correctedSnapshot } from './correction.ts';
import { pdfData } from './document.ts';
import { type EarlierFacts, earlierSnapshot } from './earlier.ts';

const FACTS: EarlierFacts = {
  number: 'OLD-77',
  invoiceDate: day('2025-12-01'),
  dueDate: day('2025-12-31'),
  currency: 'EUR',
  rounding: 'half-up',
  entity: {
    name: 'Example IP LLP',
    address: [],
    country: 'GB',
    taxId: '',
    phone: '',
    email: '',
    website: '',
    bank: [],
    footer: '',
    paper: 'a4',
    currency: 'EUR',
  },
  payer: { name: 'Payer', address: [], taxId: '', reference: '', sharePpm: 1_000_000 },
  client: { number: '1', name: 'Client', reference: '', language: 'en', ebilling: null },
  matter: null,
  lines: [{ kind: 'time', netMinor: 100_000n, taxMinor: 20_000n }],
};

function printed(facts: EarlierFacts, netMinor: bigint, taxMinor: bigint) {
  const lines = [{ lineNo: 1, cardId: null, netMinor, taxMinor, restored: null }];
  const about = {
    documentType: 'credit-note',
    lines,
    entityTotalMinor: netMinor + taxMinor,
    reason: 'Agreed',
  } as const;
  return pdfData(correctedSnapshot(earlierSnapshot(facts), { ...about, on: day('2026-03-31') }, 'CN-1'));
}

it('prints the tax that the earlier invoice carried, without a code or rate that nobody knows', () => {
  const pdf = printed(FACTS, 30_000n, 6_000n);
  expect(pdf.taxSummary).toEqual([
    { label: 'Tax as invoice OLD-77 carried it', base: '300.00', rate: '', tax: '60.00' },
  ]);
  expect(pdf.totals.map((t) => [t.label, t.amount])).toEqual([
    ['Fees', '300.00'],
    ['Tax', '60.00'],
    ['Total credited', '360.00'],
  ]);
  expect(pdf.references).toEqual([{ label: 'Of invoice', value: 'OLD-77 of 2025-12-01' }]);
});

it('says that none is credited where the earlier invoice carried no tax', () => {
  const untaxed = { ...FACTS, lines: [{ kind: 'time' as const, netMinor: 100_000n, taxMinor: 0n }] };
  expect(printed(untaxed, 30_000n, 0n).taxSummary[0]?.label).toBe('Invoice OLD-77 carried no tax, so none is credited');
});
