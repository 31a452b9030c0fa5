// What the invoice template prints. Every amount, rate, quantity and date comes in as the text to be
// shown: the server formats, the template only sets type. Nothing is computed here or in the template,
// so what is printed can't differ from what was billed.

interface LabelledText {
  label: string;
  value: string;
}

interface LabelledAmount {
  label: string;
  amount: string;
}

export interface InvoiceTimeRow {
  date: string;
  timekeeper: string;
  narrative: string;
  hours: string;
  rate: string;
  amount: string;
  /** The sum of this table's amounts up to and with this row; printed where the page breaks. */
  runningTotal?: string;
}

export interface InvoiceCostRow {
  date: string;
  description: string;
  amount: string;
  runningTotal?: string;
}

export interface InvoiceMatter {
  number: string;
  title: string;
  facts: LabelledText[];
  time: InvoiceTimeRow[];
  timeTotal: { hours: string; amount: string };
  disbursements: InvoiceCostRow[];
  disbursementTotal: string;
  charges: InvoiceCostRow[];
  chargesTotal: string;
  matterTotal: string;
}

interface InvoiceTaxRow {
  label: string;
  base: string;
  rate: string;
  tax: string;
  baseInEntityCurrency?: string;
  taxInEntityCurrency?: string;
}

/** Words the template prints by itself; English unless given. */
type InvoiceWord =
  | 'draft'
  | 'billTo'
  | 'number'
  | 'invoiceDate'
  | 'dueDate'
  | 'currency'
  | 'amountDue'
  | 'taxId'
  | 'reference'
  | 'matter'
  | 'fees'
  | 'date'
  | 'timekeeper'
  | 'description'
  | 'hours'
  | 'rate'
  | 'amount'
  | 'disbursements'
  | 'charges'
  | 'totalFees'
  | 'totalDisbursements'
  | 'totalCharges'
  | 'matterTotal'
  | 'carriedForward'
  | 'broughtForward'
  | 'timekeeperSummary'
  | 'name'
  | 'position'
  | 'taxSummary'
  | 'tax'
  | 'taxBase'
  | 'taxAmount'
  | 'discounts'
  | 'total'
  | 'notes'
  | 'remittance'
  | 'paymentReference'
  | 'remittanceHint'
  | 'payTo'
  | 'page'
  | 'of';

export interface InvoicePdfData {
  paper: 'a4' | 'us-letter';
  /** BCP 47, such as "en" or "ja-JP". */
  language: string;
  /** The word for the document, such as INVOICE or CREDIT NOTE. */
  kind: string;
  /** null while the document is a draft: it then says DRAFT on every page. */
  number: string | null;
  invoiceDate: string;
  dueDate: string;
  currency: string;
  /** Set where the tax summary is shown in a second currency too. */
  entityCurrency?: string;
  firm: { name: string; lines: string[]; taxId: string; phone: string; email: string; website: string };
  payer: { name: string; lines: string[]; taxId: string; reference: string };
  references: LabelledText[];
  matters: InvoiceMatter[];
  timekeeperSummary: { name: string; title: string; hours: string; rate: string; amount: string }[];
  discounts: LabelledAmount[];
  taxSummary: InvoiceTaxRow[];
  totals: (LabelledAmount & { strong?: boolean })[];
  notes: string[];
  remittance: { payTo: string[]; bank: LabelledText[]; reference: string; amount: string; dueDate: string };
  shareNote?: string;
  /** Set on corrections and on copies for information: no due date and no remittance part. */
  nothingDue?: boolean;
  /** Across every page; a draft says so by itself. */
  watermark?: string;
  footer: string;
  words?: Partial<Record<InvoiceWord, string>>;
}
