/** Which modules a module may import, through their index.ts. The architecture test holds the code to it. */
export const MODULE_MAP = {
  firm: [],
  ledger: ['firm'],
  clients: ['firm'],
  matters: ['firm', 'clients'],
  terms: ['firm', 'clients', 'matters'],
  cards: ['firm', 'ledger', 'clients', 'matters', 'terms'],
  fees: ['firm', 'matters', 'cards'],
  docket: ['firm', 'clients', 'matters', 'cards', 'fees'],
  proformas: ['firm', 'clients', 'matters', 'terms', 'cards'],
  ageing: ['firm', 'cards'],
  receivables: ['firm', 'ledger', 'clients'],
  invoices: ['firm', 'ledger', 'clients', 'matters', 'terms', 'cards', 'proformas', 'receivables'],
  openings: ['firm', 'ledger', 'clients', 'matters', 'cards', 'receivables'],
  dispatch: ['firm', 'clients', 'invoices'],
  flags: ['firm', 'clients', 'matters', 'terms', 'cards', 'fees', 'docket', 'proformas', 'receivables', 'invoices'],
  reports: [
    'firm',
    'ledger',
    'clients',
    'matters',
    'terms',
    'cards',
    'docket',
    'proformas',
    'receivables',
    'invoices',
    'openings',
    'dispatch',
  ],
} as const satisfies Record<string, readonly string[]>;

export type ModuleName = keyof typeof MODULE_MAP;
