import { decimalText } from '../../../kernel/money.ts';
import type { Book } from './book.ts';

const COLUMNS = [
  'journal',
  'day',
  'recorded at',
  'kind',
  'memo',
  'reverses',
  'line',
  'account',
  'account name',
  'account kind',
  'currency',
  'amount',
  'entity currency',
  'entity amount',
  'client',
  'client name',
  'matter',
  'payer',
  'timekeeper',
  'invoice',
] as const;

/** Every line of the book with its journal beside it; debit above zero, credit below. */
export function csvText(book: Book): string {
  const rows = book.journals.flatMap((j) =>
    j.lines.map((l) => [
      j.id,
      j.on,
      j.recordedAt,
      j.kind,
      j.memo,
      j.reverses,
      String(l.lineNo),
      l.account,
      l.accountName,
      l.accountKind,
      l.currency,
      decimalText(l.amount, l.currency),
      book.currency,
      decimalText(l.entityAmount, book.currency),
      l.client,
      l.clientName,
      l.matter,
      l.payer,
      l.timekeeper,
      l.invoice,
    ]),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Quoted where needed; a text that a spreadsheet would run as a formula is shown as text. */
function cell(text: string): string {
  const harmless = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
