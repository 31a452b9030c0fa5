import { decimalText } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/outcome.ts';
import type { Book, BookJournal, BookLine } from './book.ts';

const TYPES: Readonly<Record<string, string>> = {
  asset: 'OCASSET',
  liability: 'OCLIAB',
  equity: 'EQUITY',
  income: 'INC',
  expense: 'EXP',
};
const HEADS = [
  ['!ACCNT', 'NAME', 'ACCNTTYPE', 'DESC', 'ACCNUM'],
  ['!TRNS', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'AMOUNT', 'DOCNUM', 'MEMO'],
  ['!SPL', 'TRNSTYPE', 'DATE', 'ACCNT', 'NAME', 'AMOUNT', 'DOCNUM', 'MEMO'],
  ['!ENDTRNS'],
] as const;

/**
 * The book for QuickBooks, in entity currency: one general journal per journal, its first line TRNS, the others SPL.
 * Memorandum lines stand outside the balance sheet and balance among themselves; they are left out.
 */
export function iifText(book: Book): string {
  const lines = book.journals.flatMap((j) => booked(j));
  const accounts = new Map(lines.map((l) => [l.account, l]));
  return [
    ...HEADS.slice(0, 1),
    ...[...accounts.values()]
      .toSorted((a, b) => (a.account < b.account ? -1 : 1))
      .map((l) => ['ACCNT', nameOf(l), TYPES[l.accountKind] ?? 'EQUITY', l.accountName, l.account]),
    ...HEADS.slice(1),
    ...book.journals.flatMap((j, i) => block(j, book.currency, i + 1)),
  ]
    .map((row) => row.map(cell).join('\t'))
    .join('\r\n')
    .concat('\r\n');
}

function booked(journal: BookJournal): BookLine[] {
  const lines = journal.lines.filter((l) => l.accountKind !== 'memorandum' && l.entityAmount !== 0n);
  assert(lines.reduce((sum, l) => sum + l.entityAmount, 0n) === 0n, 'memorandum lines balance among themselves');
  return lines;
}

function block(journal: BookJournal, currency: string, number: number): string[][] {
  const lines = booked(journal);
  if (lines.length === 0) return [];
  const [year, month, day] = journal.on.split('-').map(Number);
  const date = `${month}/${day}/${year}`;
  const rows = lines.map((line, i) => [
    i === 0 ? 'TRNS' : 'SPL',
    'GENERAL JOURNAL',
    date,
    nameOf(line),
    line.clientName,
    decimalText(line.entityAmount, currency),
    line.invoice === '' ? String(number) : line.invoice,
    memo(journal, line, currency),
  ]);
  return [...rows, ['ENDTRNS']];
}

/** The file knows one currency; another one's amount is told in words. */
function memo(journal: BookJournal, line: BookLine, currency: string): string {
  const other = line.currency === currency ? '' : `${line.currency} ${decimalText(line.amount, line.currency)}`;
  return [journal.kind, journal.memo, line.matter, other].filter((part) => part !== '').join(', ');
}

function nameOf(line: BookLine): string {
  return `${line.account} ${line.accountName}`.replaceAll(/:\s*/g, ', ');
}

/** No tab, no new line, no quotation mark: the format knows no escape for them. */
function cell(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll('"', "'");
}
