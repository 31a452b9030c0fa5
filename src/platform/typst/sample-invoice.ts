// A made-up invoice for tests and for looking at the template; nothing in it is computed by the product.
import type { InvoiceCostRow, InvoiceMatter, InvoicePdfData, InvoiceTimeRow } from './invoice-data.ts';

const NARRATIVES = [
  'Review of the first Office Action of 12 February 2026; comparison of claims 1 to 14 with D1 (EP 3 214 567 A1) and D2.',
  'Telephone conference with Dr. Lindqvist on the amendment of claim 1 and the support for it in paragraphs [0034] to [0041].',
  'Drafting of the response to the Office Action: amended set of claims, arguments on inventive step in the problem-solution approach, request for interview.',
  'Reporting of the filing receipt to client.',
  'Instructions to the Japanese associate regarding the amendment under Article 17-2 and the term for response; check of the translation.',
  'Preparation of formal drawings.',
];

export const money = (cents: number): string =>
  `${Math.floor(cents / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',')}.${(cents % 100).toString().padStart(2, '0')}`;

export function sampleTime(count: number): InvoiceTimeRow[] {
  let running = 0;
  return Array.from({ length: count }, (_, at) => {
    const tenths = 3 + ((at * 7) % 23);
    const rate = at % 3 === 0 ? 62_000 : 38_500;
    running += (tenths * rate) / 10;
    return {
      date: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}`,
      timekeeper: at % 3 === 0 ? 'HML' : 'TSO',
      narrative: NARRATIVES[at % NARRATIVES.length] ?? '',
      hours: (tenths / 10).toFixed(2),
      rate: money(rate),
      amount: money((tenths * rate) / 10),
      runningTotal: money(running),
    };
  });
}

export function sampleCosts(count: number, description: string): InvoiceCostRow[] {
  return Array.from({ length: count }, (_, at) => ({
    date: '2026-02-14',
    description: `${description} ${at + 1}`,
    amount: money(32_000 + at * 1_500),
    runningTotal: money(32_000 * (at + 1) + (at * (at + 1) * 1_500) / 2),
  }));
}

export function sampleMatter(rows: number, changes: Partial<InvoiceMatter> = {}): InvoiceMatter {
  const time = sampleTime(rows);
  return {
    number: 'P-2024-00817',
    title: 'Low-friction bearing assembly for wind turbines',
    facts: [
      { label: 'Application number', value: 'EP 24 187 334.5' },
      { label: 'Country / office', value: 'European Patent Office' },
      { label: 'Filing date', value: '2024-07-09' },
      { label: 'Client reference', value: 'NW-BRG-0142' },
      { label: 'Agent reference', value: 'JP/4471-HML' },
      { label: 'Due event', value: 'Response to Office Action, 2026-06-12' },
    ],
    time,
    timeTotal: { hours: '42.60', amount: time.at(-1)?.runningTotal ?? '0.00' },
    disbursements: sampleCosts(3, 'EPO official fee, code 00'),
    disbursementTotal: '1,005.00',
    charges: sampleCosts(1, 'Certified copies and courier, parcel'),
    chargesTotal: '320.00',
    matterTotal: '18,942.50',
    ...changes,
  };
}

export function sampleInvoice(rows: number, changes: Partial<InvoicePdfData> = {}): InvoicePdfData {
  return {
    paper: 'a4',
    language: 'en',
    kind: 'INVOICE',
    number: 'MUC-2026-001482',
    invoiceDate: '2026-03-05',
    dueDate: '2026-04-04',
    currency: 'EUR',
    firm: {
      name: 'Lindqvist Okafor & Partners',
      lines: ['Patent and Trade Mark Attorneys', 'Maximilianstraße 35', '80539 München, Germany'],
      taxId: 'DE 287 114 905',
      phone: '+49 89 5550 1480',
      email: 'billing@lindqvist-okafor.example',
      website: 'lindqvist-okafor.example',
    },
    payer: {
      name: 'Nordwind Turbines A/S',
      lines: ['Accounts Payable, IP Department', 'Havnegade 112', '5000 Odense C', 'Denmark'],
      taxId: 'DK 31 44 87 02',
      reference: 'PO 4500081726',
    },
    references: [
      { label: 'Our reference', value: '10482-0817' },
      { label: 'Client contact', value: 'Ms. Karin Thorsen' },
    ],
    matters: [sampleMatter(rows)],
    timekeeperSummary: [
      { name: 'Dr. Helena M. Lindqvist', title: 'Partner', hours: '14.20', rate: '620.00', amount: '8,804.00' },
      { name: 'Tobias S. Okonjo', title: 'Associate', hours: '28.40', rate: '385.00', amount: '10,934.00' },
    ],
    discounts: [{ label: 'Volume discount, 5 % of professional services', amount: '−880.88' }],
    taxSummary: [
      { label: 'VAT, reverse charge (Art. 196)', base: '18,061.62', rate: '0 %', tax: '0.00' },
      { label: 'Outside the scope: official fees', base: '1,005.00', rate: '–', tax: '0.00' },
    ],
    totals: [
      { label: 'Professional services', amount: '17,617.50' },
      { label: 'Disbursements and charges', amount: '1,325.00' },
      { label: 'Tax', amount: '0.00' },
      { label: 'Total due', amount: '18,061.62', strong: true },
    ],
    notes: ['VAT: liability passes to the recipient of the service (reverse charge).', 'Payable within 30 days without deduction.'],
    remittance: {
      payTo: ['Lindqvist Okafor & Partners', 'Office account'],
      bank: [
        { label: 'Bank', value: 'Bayerische Handelsbank, München' },
        { label: 'IBAN', value: 'DE02 7002 0270 0010 1234 56' },
        { label: 'BIC', value: 'BHBKDEMMXXX' },
      ],
      reference: 'RF18 MUC2 0260 0148 2',
      amount: '18,061.62',
      dueDate: '2026-04-04',
    },
    footer: 'Lindqvist Okafor & Partners mbB · Registered in München PR 1482 · Partners: Dr. H. M. Lindqvist, C. Okafor',
    ...changes,
  };
}
