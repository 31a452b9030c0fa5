// The demo firm: invented names throughout. Data only; nothing elsewhere knows that it is a demo.
import type { Role } from '../kernel/permission.ts';

export const FIRM_NAME = 'Hartwell & Voss';

export const ENTITIES = [
  {
    code: 'UK',
    name: 'Hartwell & Voss LLP',
    country: 'GB',
    currency: 'GBP',
    address: ['14 Lantern Court', 'London EC2A 9ZZ', 'United Kingdom'],
    taxId: 'GB 000 1234 56',
    phone: '+44 20 7946 0102',
    email: 'accounts@hartwell-voss.example',
    website: 'hartwell-voss.example',
    paper: 'a4' as const,
    bank: [
      { label: 'Bank', value: 'Lantern Bank plc, London' },
      { label: 'Sort code', value: '00-00-00' },
      { label: 'Account', value: '00001234' },
    ],
    invoiceFooter: 'Hartwell & Voss LLP is a limited liability partnership registered in England (OC000000).',
    offices: [{ code: 'LON', name: 'London', country: 'GB' }],
    tax: [
      { code: 'S20', name: 'VAT 20 %', kind: 'standard' as const, note: '', ratePpm: 200_000 },
      {
        code: 'OOS',
        name: 'Outside the scope of UK VAT',
        kind: 'out-of-scope' as const,
        note: 'Supply to a business abroad',
        ratePpm: 0,
      },
    ],
  },
  {
    code: 'US',
    name: 'Hartwell & Voss P.C.',
    country: 'US',
    currency: 'USD',
    address: ['220 Harbor Row, Suite 900', 'Boston, MA 02110', 'United States'],
    taxId: '04-0000000',
    phone: '+1 617 555 0144',
    email: 'accounts.us@hartwell-voss.example',
    website: 'hartwell-voss.example',
    paper: 'us-letter' as const,
    bank: [
      { label: 'Bank', value: 'Harbor Trust, Boston' },
      { label: 'ABA', value: '000000000' },
      { label: 'Account', value: '000012345' },
    ],
    invoiceFooter: 'Hartwell & Voss P.C., a Massachusetts professional corporation.',
    offices: [{ code: 'BOS', name: 'Boston', country: 'US' }],
    tax: [
      {
        code: 'NT',
        name: 'No sales tax on legal services',
        kind: 'out-of-scope' as const,
        note: '',
        ratePpm: 0,
      },
    ],
  },
];

export interface Limits {
  readonly total?: number;
  readonly reduction?: number;
  readonly purge?: number;
  readonly writeOff?: number;
  readonly refund?: number;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** limits in major units of both entities' currencies */
  readonly limits?: Limits;
  readonly timekeeper?: {
    readonly number: string;
    readonly initials: string;
    readonly title: string;
    readonly classification: string;
    readonly office: string;
    readonly rate: number;
  };
}

export const PEOPLE: readonly Person[] = [
  {
    name: 'Maya Okafor',
    email: 'maya.okafor@hartwell-voss.example',
    roles: ['coordinator'],
    limits: { purge: 500, writeOff: 50 },
  },
  {
    name: 'Ruth Sandoval',
    email: 'ruth.sandoval@hartwell-voss.example',
    roles: ['billing-manager'],
    limits: { total: 250_000, reduction: 25_000, purge: 10_000, writeOff: 10_000, refund: 25_000 },
  },
  {
    name: 'Owen Price',
    email: 'owen.price@hartwell-voss.example',
    roles: ['finance'],
    limits: { writeOff: 1_000, refund: 5_000 },
  },
  { name: 'Ingrid Dahl', email: 'ingrid.dahl@hartwell-voss.example', roles: ['administrator'] },
  { name: 'Sam Whitlock', email: 'sam.whitlock@hartwell-voss.example', roles: ['assistant'] },
  { name: 'Petra Novak', email: 'petra.novak@hartwell-voss.example', roles: ['auditor'] },
  {
    name: 'Eleanor Hartwell',
    email: 'eleanor.hartwell@hartwell-voss.example',
    roles: ['billing-timekeeper'],
    limits: { total: 60_000, reduction: 4_000, purge: 2_000 },
    timekeeper: {
      number: '101',
      initials: 'EH',
      title: 'Partner',
      classification: 'PARTNR',
      office: 'LON',
      rate: 520,
    },
  },
  {
    name: 'Jonas Voss',
    email: 'jonas.voss@hartwell-voss.example',
    roles: ['billing-timekeeper'],
    limits: { total: 60_000, reduction: 4_000, purge: 2_000 },
    timekeeper: {
      number: '102',
      initials: 'JV',
      title: 'Partner',
      classification: 'PARTNR',
      office: 'LON',
      rate: 495,
    },
  },
  {
    name: 'Priya Raman',
    email: 'priya.raman@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '111',
      initials: 'PR',
      title: 'Associate',
      classification: 'ASSOC',
      office: 'LON',
      rate: 345,
    },
  },
  {
    name: 'Tomasz Zielinski',
    email: 'tomasz.zielinski@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '112',
      initials: 'TZ',
      title: 'Associate',
      classification: 'ASSOC',
      office: 'LON',
      rate: 320,
    },
  },
  {
    name: 'Beth Oduya',
    email: 'beth.oduya@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '121',
      initials: 'BO',
      title: 'Paralegal',
      classification: 'PARALG',
      office: 'LON',
      rate: 165,
    },
  },
  {
    name: 'Daniel Reyes',
    email: 'daniel.reyes@hartwell-voss.example',
    roles: ['billing-timekeeper'],
    limits: { total: 80_000, reduction: 5_000, purge: 2_000 },
    timekeeper: {
      number: '201',
      initials: 'DR',
      title: 'Partner',
      classification: 'PARTNR',
      office: 'BOS',
      rate: 610,
    },
  },
  {
    name: 'Claire Beaumont',
    email: 'claire.beaumont@hartwell-voss.example',
    roles: ['billing-timekeeper'],
    limits: { total: 80_000, reduction: 5_000, purge: 2_000 },
    timekeeper: {
      number: '202',
      initials: 'CB',
      title: 'Partner',
      classification: 'PARTNR',
      office: 'BOS',
      rate: 590,
    },
  },
  {
    name: 'Kenji Mori',
    email: 'kenji.mori@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '211',
      initials: 'KM',
      title: 'Associate',
      classification: 'ASSOC',
      office: 'BOS',
      rate: 410,
    },
  },
  {
    name: 'Hannah Stein',
    email: 'hannah.stein@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '212',
      initials: 'HS',
      title: 'Patent agent',
      classification: 'IPAGNT',
      office: 'BOS',
      rate: 360,
    },
  },
  {
    name: 'Luis Ferrer',
    email: 'luis.ferrer@hartwell-voss.example',
    roles: ['timekeeper'],
    timekeeper: {
      number: '221',
      initials: 'LF',
      title: 'Paralegal',
      classification: 'PARALG',
      office: 'BOS',
      rate: 190,
    },
  },
];

/** Units of the second for one of the first; flat over the demo's months. */
export const EXCHANGE = [
  { from: 'USD', to: 'GBP', rate: '0.7900' },
  { from: 'EUR', to: 'GBP', rate: '0.8500' },
  { from: 'EUR', to: 'USD', rate: '1.0800' },
] as const;

export interface DemoClient {
  readonly number: string;
  readonly name: string;
  readonly entity: 'UK' | 'US';
  readonly currency: string;
  readonly country: string;
  readonly address: readonly string[];
  readonly field: 'engines' | 'chemistry' | 'software' | 'devices' | 'brands' | 'furniture';
  readonly ebilled?: boolean;
  /** whose matters go on one proforma, where it isn't each alone */
  readonly together?: 'family' | 'client';
  readonly agreed?: { readonly title: string; readonly rate: number };
  readonly payers?: readonly { readonly name: string; readonly sharePpm: number }[];
}

export const CLIENTS: readonly DemoClient[] = [
  {
    number: '1001',
    name: 'Ashgrove Turbines Ltd',
    entity: 'UK',
    currency: 'GBP',
    country: 'GB',
    address: ['1 Ashgrove Way', 'Derby DE1 9ZZ', 'United Kingdom'],
    field: 'engines',
    agreed: { title: 'Partner', rate: 480 },
  },
  {
    number: '1002',
    name: 'Larkfield Biosciences plc',
    entity: 'UK',
    currency: 'GBP',
    country: 'GB',
    address: ['Larkfield Park', 'Cambridge CB1 9ZZ', 'United Kingdom'],
    field: 'chemistry',
    together: 'family',
  },
  {
    number: '1003',
    name: 'Nordlys Instruments AS',
    entity: 'UK',
    currency: 'EUR',
    country: 'NO',
    address: ['Fjordgata 9', '7010 Trondheim', 'Norway'],
    field: 'devices',
    payers: [
      { name: 'Nordlys Instruments AS', sharePpm: 600_000 },
      { name: 'Nordlys Ventures AS', sharePpm: 400_000 },
    ],
  },
  {
    number: '1004',
    name: 'Maison Verrault SA',
    entity: 'UK',
    currency: 'EUR',
    country: 'FR',
    address: ['12 rue des Tanneurs', '69001 Lyon', 'France'],
    field: 'brands',
  },
  {
    number: '1005',
    name: 'Copperline Interiors Ltd',
    entity: 'UK',
    currency: 'GBP',
    country: 'GB',
    address: ['The Foundry', 'Sheffield S1 9ZZ', 'United Kingdom'],
    field: 'furniture',
  },
  {
    number: '1006',
    name: 'Tidewater Robotics Ltd',
    entity: 'UK',
    currency: 'GBP',
    country: 'GB',
    address: ['Dock 4', 'Bristol BS1 9ZZ', 'United Kingdom'],
    field: 'devices',
  },
  {
    number: '2001',
    name: 'Quillstone Software, Inc.',
    entity: 'US',
    currency: 'USD',
    country: 'US',
    address: ['500 Quill Avenue', 'Austin, TX 78701', 'United States'],
    field: 'software',
    ebilled: true,
    agreed: { title: 'Associate', rate: 385 },
  },
  {
    number: '2002',
    name: 'Bellwether Medical Devices, Inc.',
    entity: 'US',
    currency: 'USD',
    country: 'US',
    address: ['77 Bellwether Road', 'Minneapolis, MN 55401', 'United States'],
    field: 'devices',
  },
  {
    number: '2003',
    name: 'Sagebrush Foods Co.',
    entity: 'US',
    currency: 'USD',
    country: 'US',
    address: ['9 Prairie Street', 'Boise, ID 83702', 'United States'],
    field: 'brands',
  },
  {
    number: '2004',
    name: 'Ironvale Motors Corp.',
    entity: 'US',
    currency: 'USD',
    country: 'US',
    address: ['1 Ironvale Plaza', 'Detroit, MI 48201', 'United States'],
    field: 'engines',
    agreed: { title: 'Partner', rate: 575 },
  },
  {
    number: '2005',
    name: 'Halden Polymers GmbH',
    entity: 'US',
    currency: 'USD',
    country: 'DE',
    address: ['Industriestr. 20', '67059 Ludwigshafen', 'Germany'],
    field: 'chemistry',
  },
  {
    number: '2006',
    name: 'Minato Optics K.K.',
    entity: 'US',
    currency: 'USD',
    country: 'JP',
    address: ['2-8-1 Minato', 'Tokyo 108-0000', 'Japan'],
    field: 'devices',
  },
];
