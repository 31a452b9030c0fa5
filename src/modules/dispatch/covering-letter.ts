import { amountText } from '../../kernel/money.ts';

/** What leaves the house: an invoice, or a document that corrects one. */
export interface Leaving {
  readonly documentType: 'invoice' | 'credit-note' | 'cancellation';
  readonly number: string;
  /** of the invoice itself, or of the one that is corrected */
  readonly invoiceNumber: string;
  readonly entity: string;
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly dueDate: string;
}

const TITLES = { invoice: 'Invoice', 'credit-note': 'Credit note', cancellation: 'Cancellation' } as const;

/** `Credit note CN-2026-00004`. */
export function titleOf(doc: Pick<Leaving, 'documentType' | 'number'>): string {
  return `${TITLES[doc.documentType]} ${doc.number}`;
}

/** The text of the message where nobody wrote one. */
export function coveringLetter(doc: Leaving): string {
  return ['Dear Sir or Madam,', '', ...bodyOf(doc), '', 'Kind regards,', doc.entity].join('\n');
}

function bodyOf(doc: Leaving): string[] {
  const amount = `${amountText(doc.totalMinor, doc.currency)} ${doc.currency}`;
  switch (doc.documentType) {
    case 'invoice':
      return [
        `Please find attached our invoice ${doc.number} over ${amount}, due on ${doc.dueDate}.`,
        `Please quote ${doc.number} with your payment. If a line needs explaining, simply answer this message.`,
      ];
    case 'credit-note':
      return [
        `Please find attached our credit note ${doc.number} over ${amount}. It lowers what is owed on our invoice ${doc.invoiceNumber}.`,
        'If it needs explaining, simply answer this message.',
      ];
    case 'cancellation':
      return [
        `Please find attached our document ${doc.number}, which cancels our invoice ${doc.invoiceNumber} over ${amount}.`,
        `Please don’t pay invoice ${doc.invoiceNumber}. If it needs explaining, simply answer this message.`,
      ];
  }
}
