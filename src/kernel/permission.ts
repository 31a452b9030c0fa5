/** The roles of a practice; a person may hold several. */
export const ROLES = [
  'administrator',
  'billing-manager',
  'coordinator',
  'billing-timekeeper',
  'timekeeper',
  'assistant',
  'finance',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** What may be done, as short sentences; every route names exactly one. */
export const PERMISSIONS = {
  'see own': 'see one’s own profile and work',
  'see work': 'see clients, matters, cards, proformas and invoices',
  'see money': 'see inventory, journals and balances',
  'see audit': 'see the audit record and prove the books',
  'record work': 'record time, disbursements and charges',
  'import work': 'import files of recorded work and take an import back',
  'set up matters': 'set up clients, payers, contacts, matters and rates',
  'keep docket': 'keep the official fee book, the docket and the billing rules on events',
  'approve rates': 'approve or reject a change of rates that another proposed',
  'set up firm': 'set up entities, offices, tax, series, periods and currencies',
  'run proformas': 'generate proformas',
  'edit proformas': 'change the lines of a proforma and submit it',
  'propose edits': 'propose edits of a proforma and comment on it',
  'approve proformas': 'approve, return or reject a proforma',
  'waive flags': 'let a block or a fix of the pre-review stand, with a reason',
  'set flag rules': 'set the rules of the pre-review and clients’ guidelines',
  'check quality': 'check picked proformas and read invoices as the second pair of eyes',
  'purge work': 'remove cards from WIP',
  bill: 'make a proforma an invoice',
  'correct invoices': 'unbill an invoice or issue a credit note',
  'receive money': 'record receipts, allocate and reverse them, and mark disputes',
  'ask to write off': 'write off what is owed within one’s limit, or ask for it',
  'decide money': 'decide on refunds and write-offs within one’s limit',
  'open balances': 'bring in open balances of earlier books, and take them back',
  dispatch: 'send invoices',
  administer: 'manage people, roles and sign-in',
} as const;
export type Permission = keyof typeof PERMISSIONS;

const READ = ['see own', 'see work'] as const;
const EVERYTHING_BUT_ADMINISTER = (Object.keys(PERMISSIONS) as Permission[]).filter((p) => p !== 'administer');

/** The written matrix role × permission; the server asks it on every route. */
export const MATRIX: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [...READ, 'see money', 'see audit', 'set up matters', 'set up firm', 'administer'],
  'billing-manager': EVERYTHING_BUT_ADMINISTER,
  coordinator: [
    ...READ,
    'see money',
    'record work',
    'import work',
    'set up matters',
    'keep docket',
    'run proformas',
    'edit proformas',
    'propose edits',
    'purge work',
    'bill',
    'correct invoices',
    'receive money',
    'ask to write off',
    'dispatch',
  ],
  'billing-timekeeper': [
    ...READ,
    'see money',
    'record work',
    'edit proformas',
    'propose edits',
    'approve proformas',
    'waive flags',
    'check quality',
    'ask to write off',
    'decide money',
  ],
  timekeeper: [...READ, 'record work', 'propose edits'],
  assistant: [...READ, 'record work', 'edit proformas', 'propose edits'],
  finance: [
    ...READ,
    'see money',
    'see audit',
    'approve rates',
    'set up firm',
    'bill',
    'correct invoices',
    'receive money',
    'ask to write off',
    'decide money',
    'open balances',
    'dispatch',
  ],
  auditor: [...READ, 'see money', 'see audit'],
};

export function permitted(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => MATRIX[role].includes(permission));
}
