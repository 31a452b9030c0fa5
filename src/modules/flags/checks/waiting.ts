import type { Check, Severity, Source, Subject } from '../check.ts';

/** Rules of the catalogue whose source the product doesn't have yet: listed, and each says what it waits for. */
function waiting(
  code: string,
  title: string,
  subject: Subject,
  source: Source,
  severity: Severity,
  waitsFor: string,
): Check {
  return {
    code,
    title,
    subject,
    looks: title.concat('.'),
    source,
    severity,
    on: true,
    params: [],
    waitsFor,
    run: () => ({ couldNot: waitsFor }),
  };
}

const APPROVALS = 'Clients’ approvals of extensions are not recorded yet.';
const VENDORS = 'There are no vendor invoices yet.';

export const waitingChecks: readonly Check[] = [
  waiting(
    'extension-unapproved',
    'Extension of time without the client’s approval',
    'docket',
    'docket',
    'fix',
    APPROVALS,
  ),
  waiting(
    'vendor-exchange',
    'Vendor invoice above the reference exchange rate',
    'money',
    'firm policy',
    'warn',
    VENDORS,
  ),
  waiting('vendor-duplicate', 'Duplicate vendor invoice', 'money', 'firm policy', 'block', VENDORS),
  waiting(
    'copies-rate',
    'Copies above the agreed price',
    'documents',
    'client guideline',
    'fix',
    'Cards have no number of units yet.',
  ),
  waiting(
    'bank-details-changed',
    'Bank details of a payer or vendor changed',
    'unusual',
    'firm policy',
    'warn',
    VENDORS,
  ),
];
