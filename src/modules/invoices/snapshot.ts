import type { Day } from '../../kernel/day.ts';

/** Amounts as digits of minor units of the invoice's currency, so that the frozen text reads the same everywhere. */
type Minor = string;

/**
 * All that an invoice says, frozen at billing. PDF and files are rendered from this alone, at any later time,
 * by the templates and fonts it names.
 */
export interface Snapshot {
  readonly schema: 2;
  readonly renderer: string;
  readonly number: string;
  /** on a credit note or cancellation: the invoice it corrects */
  readonly corrects?: {
    readonly documentType: 'credit-note' | 'cancellation';
    readonly number: string;
    readonly invoiceDate: Day;
    readonly reason: string;
  };
  /** billed before the work: for all matters of the client, or for this one; where it was agreed */
  readonly onAccount?: { readonly wholeClient: boolean; readonly agreedIn: string };
  /** parts of invoices on account that this one takes up: the payer owes the rest */
  readonly lessOnAccount?: readonly LessOnAccount[];
  /** of an invoice that another system issued: only its amounts by kind and its tax as a whole are known */
  readonly earlierBooks?: { readonly namesMatter: boolean };
  /** on an invoice billed again: the reversed one it replaces */
  readonly replaces?: string;
  /** it only shows what isn't billed yet; of which proforma it is a copy */
  readonly information?: { readonly forWhom: string; readonly proforma: string | null };
  readonly invoiceDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  readonly rounding: string;
  readonly entity: {
    readonly name: string;
    readonly address: readonly string[];
    readonly country: string;
    readonly taxId: string;
    readonly phone: string;
    readonly email: string;
    readonly website: string;
    readonly bank: readonly { label: string; value: string }[];
    readonly footer: string;
    readonly paper: 'a4' | 'us-letter';
    readonly currency: string;
  };
  readonly payer: {
    readonly name: string;
    readonly address: readonly string[];
    readonly taxId: string;
    readonly reference: string;
    readonly sharePpm: number;
  };
  readonly client: {
    readonly number: string;
    readonly name: string;
    readonly reference: string;
    readonly language: string;
    readonly ebilling: Ebilling | null;
  };
  /** of several, the one that leads the bill */
  readonly matter: MatterFacts;
  /** all of them by number, where there are several */
  readonly matters?: readonly MatterFacts[];
  readonly period: { readonly from: Day; readonly to: Day };
  readonly lines: readonly SnapshotLine[];
  readonly adjustments: readonly { readonly label: string; readonly minor: Minor }[];
  /** a row for each tax code, the highest rate first; they sum to the document's net and tax */
  readonly taxes: readonly SnapshotTax[];
  /** what the payer may keep back of the net, where anything; no part of the total */
  readonly withholdings?: readonly SnapshotWithholding[];
  readonly exchange: { readonly rate: string; readonly source: string } | null;
  readonly totals: {
    readonly fees: Minor;
    readonly disbursements: Minor;
    readonly charges: Minor;
    /** there on what is billed on account */
    readonly onAccount?: Minor;
    readonly net: Minor;
    readonly tax: Minor;
    readonly total: Minor;
  };
}

export interface SnapshotTax {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly ratePpm: number;
  readonly base: Minor;
  readonly tax: Minor;
  readonly entityBase: Minor;
  readonly entityTax: Minor;
}

interface SnapshotWithholding {
  readonly ratePpm: number;
  readonly base: Minor;
  readonly amount: Minor;
}

/** Documents of the first schema had one tax for the whole. */
type FirstSchema = Omit<Snapshot, 'schema' | 'taxes'> & { readonly schema: 1; readonly tax: SnapshotTax };

/** The frozen text of a document of any schema, as the newest one says it. */
export function snapshotFrom(text: string): Snapshot {
  const frozen = JSON.parse(text) as Snapshot | FirstSchema;
  if (frozen.schema === 2) return frozen;
  const { tax, ...rest } = frozen;
  return { ...rest, schema: 2, taxes: [tax] };
}

interface LessOnAccount {
  readonly number: string;
  readonly invoiceDate: Day;
  readonly net: Minor;
  /** that was charged with it */
  readonly tax: Minor;
}

export interface Ebilling {
  readonly format: string;
  readonly clientId: string;
  readonly descriptionMax: number;
  readonly codesRequired: boolean;
}

export interface MatterFacts {
  readonly number: string;
  readonly name: string;
  readonly caseType: string;
  readonly title: string;
  readonly jurisdiction: string;
  readonly caseKind: string;
  readonly applicationNumber: string;
  readonly applicationDate: string;
  readonly registrationNumber: string;
  readonly clientReference: string;
  readonly clientMatterId: string;
  readonly agentReference: string;
  readonly dueEvent: string;
  readonly applicants: string;
}

export interface SnapshotLine {
  readonly cardId: string;
  /** the number of its matter, where there are several */
  readonly matter?: string;
  readonly kind: 'time' | 'disbursement' | 'charge' | 'on-account';
  readonly workDate: Day;
  readonly timekeeper: {
    readonly number: string;
    readonly name: string;
    readonly initials: string;
    readonly title: string;
    readonly classification: string;
  } | null;
  readonly narrative: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
  /** this payer's part of the hours; digits of seconds */
  readonly seconds: string;
  readonly rateE4: string | null;
  readonly bill: Minor;
  readonly printed: boolean;
  /** this payer’s millionths of the line, where they are other than the payer’s of the matter */
  readonly sharePpm?: number;
  /** its row of the tax, where there are several */
  readonly taxCode?: string;
  /** paid in the payer's name */
  readonly asAgent?: true;
  readonly withholdingPpm?: number;
}
