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
  `${cents < 0 ? '−' : ''}${Math.trunc(Math.abs(cents) / 100).toLocaleString('en-US')}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;

const centsOf = (shown: string): number => Number(shown.replace(/[,.]/g, ''));
const sumOf = (rows: readonly { amount: string }[]): number => rows.reduce((sum, row) => sum + centsOf(row.amount), 0);

const PEOPLE = {
  HML: { name: 'Dr. Helena M. Lindqvist', title: 'Partner', rate: 62_000 },
  TSO: { name: 'Tobias S. Okonjo', title: 'Associate', rate: 38_500 },
};

export function sampleTime(count: number): InvoiceTimeRow[] {
  let running = 0;
  return Array.from({ length: count }, (_, at) => {
    const tenths = 3 + ((at * 7) % 23);
    const timekeeper = at % 3 === 0 ? 'HML' : 'TSO';
    const { rate } = PEOPLE[timekeeper];
    running += (tenths * rate) / 10;
    return {
      date: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}`,
      timekeeper,
      narrative: NARRATIVES[at % NARRATIVES.length] ?? '',
      hours: money(tenths * 10),
      rate: money(rate),
      amount: money((tenths * rate) / 10),
      runningTotal: money(running),
    };
  });
}

function sampleCosts(fees: readonly [string, number][]): InvoiceCostRow[] {
  let running = 0;
  return fees.map(([description, cents]) => {
    running += cents;
    return { date: '2026-02-14', description, amount: money(cents), runningTotal: money(running) };
  });
}

const totalHours = (rows: readonly InvoiceTimeRow[]): string =>
  money(rows.reduce((sum, row) => sum + centsOf(row.hours), 0));

export function sampleMatter(rows: number, changes: Partial<InvoiceMatter> = {}): InvoiceMatter {
  const parts = {
    time: sampleTime(rows),
    disbursements: sampleCosts([
      ['EPO, additional search fee', 145_000],
      ['EPO, extension of time', 12_500],
      ['Associate in Tokyo, invoice 26-0339', 84_260],
    ]),
    charges: sampleCosts([['Courier and certified copies', 6_840]]),
    ...changes,
  };
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
    timeTotal: { hours: totalHours(parts.time), amount: money(sumOf(parts.time)) },
    disbursementTotal: money(sumOf(parts.disbursements)),
    chargesTotal: money(sumOf(parts.charges)),
    matterTotal: money(sumOf(parts.time) + sumOf(parts.disbursements) + sumOf(parts.charges)),
    ...parts,
  };
}

type InvoiceSums = Pick<InvoicePdfData, 'timekeeperSummary' | 'discounts' | 'taxSummary' | 'totals'> & {
  due: string;
};

function sumUp(matters: readonly InvoiceMatter[]): InvoiceSums {
  const time = matters.flatMap((matter) => matter.time);
  const fees = sumOf(time);
  const official = sumOf(matters.flatMap((matter) => matter.disbursements));
  const charges = sumOf(matters.flatMap((matter) => matter.charges));
  const discount = Math.trunc(fees / 20);
  const due = money(fees - discount + official + charges);
  return {
    due,
    timekeeperSummary: Object.entries(PEOPLE).map(([initials, { name, title, rate }]) => {
      const own = time.filter((row) => row.timekeeper === initials);
      return { name, title, hours: totalHours(own), rate: money(rate), amount: money(sumOf(own)) };
    }),
    discounts: [{ label: 'Volume discount, 5 %', amount: money(-discount) }],
    taxSummary: [
      { label: 'VAT, reverse charge', base: money(fees - discount + charges), rate: '0 %', tax: '0.00' },
      { label: 'Outside the scope', base: money(official), rate: '–', tax: '0.00' },
    ],
    totals: [
      { label: 'Professional services, net of discount', amount: money(fees - discount) },
      { label: 'Disbursements and charges', amount: money(official + charges) },
      { label: 'Tax', amount: '0.00' },
      { label: 'Total due', amount: due, strong: true },
    ],
  };
}

export function sampleInvoice(rows: number, changes: Partial<InvoicePdfData> = {}): InvoicePdfData {
  const matters = changes.matters ?? [sampleMatter(rows)];
  const { due, ...sums } = sumUp(matters);
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
    matters,
    ...sums,
    notes: [
      'VAT: liability passes to the recipient of the service (reverse charge).',
      'Payable within 30 days without deduction.',
    ],
    remittance: {
      payTo: ['Lindqvist Okafor & Partners', 'Office account'],
      bank: [
        { label: 'Bank', value: 'Bayerische Handelsbank, München' },
        { label: 'IBAN', value: 'DE02 7002 0270 0010 1234 56' },
        { label: 'BIC', value: 'BHBKDEMMXXX' },
      ],
      reference: 'RF18 MUC2 0260 0148 2',
      amount: due,
      dueDate: '2026-04-04',
    },
    footer:
      'Lindqvist Okafor & Partners mbB · Registered in München PR 1482 · Partners: Dr. H. M. Lindqvist, C. Okafor',
    ...changes,
  };
}
