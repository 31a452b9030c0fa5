import type { DemoClient } from './firm-data.ts';

/** Inventions and marks per field; each becomes a family of cases in several offices. */
export const FAMILIES: Readonly<
  Record<DemoClient['field'], readonly { readonly title: string; readonly type: 'patent' | 'trademark' | 'design' }[]>
> = {
  engines: [
    { title: 'Variable-pitch stator vane with cooled trailing edge', type: 'patent' },
    { title: 'Oil-mist separator for a gearbox', type: 'patent' },
    { title: 'VANEGUARD', type: 'trademark' },
  ],
  chemistry: [
    { title: 'Crystalline form of a kinase inhibitor', type: 'patent' },
    { title: 'Enzymatic resolution of chiral amines', type: 'patent' },
    { title: 'LARKOZYME', type: 'trademark' },
  ],
  software: [
    { title: 'Incremental indexing of versioned documents', type: 'patent' },
    { title: 'Conflict-free merging of annotations', type: 'patent' },
    { title: 'QUILLSTONE', type: 'trademark' },
  ],
  devices: [
    { title: 'Catheter with a steerable optical tip', type: 'patent' },
    { title: 'Self-calibrating interferometer', type: 'patent' },
    { title: 'Handheld probe housing', type: 'design' },
  ],
  brands: [
    { title: 'VERRAULT with crest', type: 'trademark' },
    { title: 'SAGEBRUSH MORNINGS', type: 'trademark' },
    { title: 'Bottle with fluted neck', type: 'design' },
  ],
  furniture: [
    { title: 'Stackable chair', type: 'design' },
    { title: 'Pendant lamp', type: 'design' },
    { title: 'COPPERLINE', type: 'trademark' },
  ],
};

/** Offices (WIPO ST.3) a family is filed in, with the shape of an application number there. */
export const OFFICES: Readonly<
  Record<
    'patent' | 'trademark' | 'design',
    readonly { readonly office: string; readonly kind: string; readonly number: (n: number) => string }[]
  >
> = {
  patent: [
    { office: 'US', kind: 'non-provisional', number: (n) => `18/${200_000 + n * 317}` },
    { office: 'EP', kind: 'regional phase', number: (n) => `EP 23 ${100_000 + n * 211}.${n % 10}` },
    { office: 'JP', kind: 'national phase', number: (n) => `2024-5${10_000 + n * 13}` },
    { office: 'CN', kind: 'national phase', number: (n) => `2023 8 ${1_000_000 + n * 173}.${n % 10}` },
  ],
  trademark: [
    { office: 'GB', kind: 'national', number: (n) => `UK0000${3_900_000 + n * 7}` },
    { office: 'EM', kind: 'EU', number: (n) => `01${8_900_000 + n * 11}` },
    { office: 'US', kind: 'national', number: (n) => `98/${300_000 + n * 19}` },
  ],
  design: [
    { office: 'GB', kind: 'national', number: (n) => `6${300_000 + n * 17}` },
    { office: 'EM', kind: 'EU', number: (n) => `0150${10_000 + n * 3}-0001` },
  ],
};

export const TASKS: Readonly<
  Record<
    'patent' | 'trademark' | 'design',
    readonly {
      readonly words: string;
      readonly hours: readonly [number, number];
      readonly activity: string;
      readonly task: string;
      readonly grade: 'any' | 'senior' | 'junior';
    }[]
  >
> = {
  patent: [
    {
      words: 'Reviewing office action and cited art; noting grounds of rejection of {claims}',
      hours: [80, 260],
      activity: 'A104',
      task: 'PA120',
      grade: 'any',
    },
    {
      words: 'Drafting response to office action, with amendments to {claims}',
      hours: [150, 520],
      activity: 'A103',
      task: 'PA120',
      grade: 'any',
    },
    {
      words: 'Telephone conference with inventor about embodiment shown in figure {n}',
      hours: [30, 100],
      activity: 'A106',
      task: 'PA110',
      grade: 'any',
    },
    {
      words: 'Preparing instructions to foreign associate for filing in {office}',
      hours: [40, 120],
      activity: 'A107',
      task: 'PA120',
      grade: 'junior',
    },
    {
      words: 'Reviewing draft claims and commenting on scope against {art}',
      hours: [60, 220],
      activity: 'A104',
      task: 'PA120',
      grade: 'senior',
    },
    {
      words: 'Preparing information disclosure statement citing {art}',
      hours: [40, 130],
      activity: 'A103',
      task: 'PA110',
      grade: 'junior',
    },
    {
      words: 'Revising specification, adding description of figure {n}',
      hours: [120, 380],
      activity: 'A103',
      task: 'PA110',
      grade: 'any',
    },
    {
      words: 'Examiner interview on {claims}; preparing summary for file',
      hours: [60, 150],
      activity: 'A109',
      task: 'PA120',
      grade: 'senior',
    },
    {
      words: 'Reporting allowance to client with recommendation on continuation',
      hours: [40, 110],
      activity: 'A106',
      task: 'PA120',
      grade: 'any',
    },
  ],
  trademark: [
    {
      words: 'Reviewing search report for class {n} and drafting opinion on availability',
      hours: [80, 240],
      activity: 'A104',
      task: 'PA120',
      grade: 'any',
    },
    {
      words: 'Drafting specification of goods in class {n}',
      hours: [40, 140],
      activity: 'A103',
      task: 'PA110',
      grade: 'any',
    },
    {
      words: 'Responding to examination report on descriptiveness in class {n}',
      hours: [100, 300],
      activity: 'A103',
      task: 'PA120',
      grade: 'any',
    },
    {
      words: 'Corresponding with opponent about coexistence terms',
      hours: [40, 160],
      activity: 'A108',
      task: 'PA120',
      grade: 'senior',
    },
    {
      words: 'Collecting evidence of use for class {n} from client',
      hours: [50, 150],
      activity: 'A106',
      task: 'PA110',
      grade: 'junior',
    },
  ],
  design: [
    {
      words: 'Preparing representations, {n} views, for filing in {office}',
      hours: [60, 200],
      activity: 'A103',
      task: 'PA110',
      grade: 'junior',
    },
    {
      words: 'Advising on individual character over {art}',
      hours: [60, 180],
      activity: 'A104',
      task: 'PA120',
      grade: 'senior',
    },
    {
      words: 'Filing design application in {office} and reporting to client',
      hours: [50, 140],
      activity: 'A106',
      task: 'PA120',
      grade: 'any',
    },
  ],
};

/** Costs in major units. Office fees only where the amount is the office's published one. */
export const COSTS: readonly {
  readonly words: string;
  readonly amount: number;
  readonly currency: string | null;
  readonly kind: 'hard' | 'soft';
  readonly expense: string;
  readonly type: 'patent' | 'trademark' | 'design' | null;
  readonly office: string | null;
}[] = [
  {
    words: 'USPTO utility issue fee (undiscounted, schedule of 2025-01-19)',
    amount: 1290,
    currency: 'USD',
    kind: 'hard',
    expense: 'E112',
    type: 'patent',
    office: 'US',
  },
  {
    words: 'USPTO first request for continued examination (undiscounted, schedule of 2025-01-19)',
    amount: 1500,
    currency: 'USD',
    kind: 'hard',
    expense: 'E112',
    type: 'patent',
    office: 'US',
  },
  {
    words: 'USPTO base application, one class (schedule of 2025-01-18)',
    amount: 350,
    currency: 'USD',
    kind: 'hard',
    expense: 'E112',
    type: 'trademark',
    office: 'US',
  },
  {
    words: 'EPO designation fee (schedule of 2024-04-01)',
    amount: 685,
    currency: 'EUR',
    kind: 'hard',
    expense: 'E112',
    type: 'patent',
    office: 'EP',
  },
  {
    words: 'EPO certified copy (schedule of 2024-04-01)',
    amount: 120,
    currency: 'EUR',
    kind: 'hard',
    expense: 'E112',
    type: 'patent',
    office: 'EP',
  },
  {
    words: 'Translation of claims, agency invoice',
    amount: 486,
    currency: null,
    kind: 'hard',
    expense: 'E123',
    type: 'patent',
    office: null,
  },
  {
    words: 'Search in commercial database',
    amount: 140,
    currency: null,
    kind: 'soft',
    expense: 'E106',
    type: null,
    office: null,
  },
  {
    words: 'Courier, certified documents',
    amount: 38,
    currency: null,
    kind: 'soft',
    expense: 'E107',
    type: null,
    office: null,
  },
];

export const ART = [
  'the Brandt reference',
  'document D1',
  'documents D1 to D3',
  'the Okada publication',
  'the earlier design of the same applicant',
] as const;
export const CLAIM_WORDS = [
  'claims 1 to 12',
  'claim 1',
  'the independent claims',
  'claims 3, 7 and 15',
  'the method claims',
] as const;
