/** Which modules a module may import, through their index.ts. The architecture test holds the code to it. */
export const MODULE_MAP = {
  firm: [],
  ledger: ['firm'],
  clients: ['firm'],
  matters: ['firm', 'clients'],
  terms: ['firm', 'clients', 'matters'],
  cards: ['firm', 'ledger', 'clients', 'matters', 'terms'],
  'rate-changes': ['firm', 'clients', 'matters', 'terms', 'cards'],
  arrangements: ['firm', 'clients', 'matters', 'terms', 'cards'],
  fees: ['firm', 'matters', 'cards'],
  docket: ['firm', 'clients', 'matters', 'cards', 'fees'],
  proformas: ['firm', 'clients', 'matters', 'terms', 'cards'],
  ageing: ['firm', 'cards'],
  receivables: ['firm', 'ledger', 'clients'],
  invoices: ['firm', 'ledger', 'clients', 'matters', 'terms', 'cards', 'proformas', 'receivables'],
  openings: ['firm', 'ledger', 'clients', 'matters', 'cards', 'receivables'],
  budgets: ['firm', 'clients', 'matters', 'cards', 'docket', 'invoices', 'receivables'],
  dispatch: ['firm', 'clients', 'invoices'],
  flags: [
    'firm',
    'clients',
    'matters',
    'terms',
    'cards',
    'fees',
    'docket',
    'proformas',
    'receivables',
    'invoices',
    'budgets',
  ],
  reports: [
    'firm',
    'ledger',
    'clients',
    'matters',
    'terms',
    'cards',
    'arrangements',
    'docket',
    'proformas',
    'receivables',
    'invoices',
    'budgets',
    'openings',
    'dispatch',
    'ageing',
    'flags',
  ],
} as const satisfies Record<string, readonly string[]>;

export type ModuleName = keyof typeof MODULE_MAP;

/**
 * Tables that every module with their owner in its row may read as they are, though never write: all of them is meant
 * for others. Anything else is read through a view that its owner publishes. `test/architecture/tables.test.ts` holds it.
 */
export const PUBLISHED_TABLES = [
  'legal_entity',
  'office',
  'period',
  'tax_code',
  'tax_rate',
  'timekeeper',
  'billing_code',
  'account',
] as const;

/** Views that a module above publishes to one below, which asks where its rows have got to without knowing the module. */
export const UPWARD_VIEWS: Readonly<Partial<Record<ModuleName, readonly string[]>>> = {
  // Whether an entity was posted to: its currency and basis then stay.
  firm: ['entity_posted'],
  // Names beside the dimensions of a line, for people and for other programs.
  ledger: ['client_brief', 'payer_brief', 'matter_brief', 'matter_record', 'invoice_head'],
  // What happens on a matter ends the waiting of its cards and proformas, which say so beforehand.
  matters: ['card_brief', 'card_waiting', 'proforma_deferred'],
  // What is used of a cap, and of a year's tiers.
  terms: ['billed_on_matter', 'held_back'],
  // What bills held back, to be released.
  arrangements: ['held_back'],
  // Where a card has got to.
  cards: ['card_on_proforma', 'card_on_invoice', 'card_for_information'],
  // Whether a card is in hand: on a proforma, not waiting to be found.
  docket: ['card_on_proforma'],
  // Cards on proformas keep their rates until they are re-rated there.
  'rate-changes': ['card_on_proforma'],
  // What nobody recorded is priced as it was agreed, beside invoices, flags and lists.
  proformas: ['charged_by_clause', 'proforma_invoice', 'flag_standing', 'ageing_asked', 'ageing_waiting'],
  ageing: ['acting_for', 'matter_brief', 'card_on_proforma', 'waiting_policy_known'],
  // A line of a matter is about the matter's own client and office.
  receivables: ['matter_place'],
  // Whether a document left the house.
  invoices: ['invoice_dispatch', 'correction_dispatch', 'failed_sending'],
  dispatch: ['mention_letter'],
  flags: ['invoice_posting'],
};
