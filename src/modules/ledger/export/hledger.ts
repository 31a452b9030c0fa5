import { decimalsOf } from '../../../kernel/currency.ts';
import { decimalText } from '../../../kernel/money.ts';
import { assert } from '../../../kernel/outcome.ts';
import type { Book, BookJournal, BookLine } from './book.ts';

const TOP: Readonly<Record<string, { name: string; type: string }>> = {
  asset: { name: 'assets', type: 'A' },
  liability: { name: 'liabilities', type: 'L' },
  equity: { name: 'equity', type: 'E' },
  income: { name: 'income', type: 'R' },
  expense: { name: 'expenses', type: 'X' },
  memorandum: { name: 'equity:memorandum', type: 'E' },
};

/** `assets:1100 Accounts receivable`. A colon or a run of spaces would end or divide the name, so they are not in it. */
function hledgerAccount(line: Pick<BookLine, 'account' | 'accountName' | 'accountKind'>): string {
  const top = TOP[line.accountKind];
  assert(top !== undefined, `an account is of a known kind, not ${line.accountKind}`);
  return `${top.name}:${plain(`${line.account} ${line.accountName}`).replaceAll(/:\s*/g, ', ')}`;
}

/** The book as an hledger journal, which hledger can check, balance and report by itself, also strictly. */
export function hledgerText(book: Book): string {
  const lines = book.journals.flatMap((j) => j.lines);
  const currencies = [...new Set([book.currency, ...lines.map((l) => l.currency)])].toSorted();
  const accounts = new Map(lines.map((l) => [hledgerAccount(l), TOP[l.accountKind]?.type ?? '']));
  return [
    `; ${plain(book.entityName)}, ${book.from} to ${book.to}: ${book.journals.length} journals in ${book.currency}`,
    ...currencies.map((c) => `commodity ${decimalsOf(c) === 0 ? '1000.' : `1000.${'0'.repeat(decimalsOf(c))}`} ${c}`),
    ...[...accounts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, type]) => `account ${name}  ; type: ${type}`),
    '',
    ...book.journals.flatMap((j) => [...transaction(j, book.currency), '']),
  ].join('\n');
}

function transaction(journal: BookJournal, entityCurrency: string): string[] {
  const reverses = journal.reverses === '' ? '' : `, reverses:${journal.reverses}`;
  return [
    `${journal.on} ${[journal.kind, journal.memo].map(plain).filter(Boolean).join(' | ')}  ; journal:${journal.id}${reverses}`,
    ...journal.lines.map((line) => `    ${hledgerAccount(line)}    ${amounts(line, entityCurrency)}${about(line)}`),
  ];
}

/**
 * The amount in its currency with its cost in entity currency, so that hledger balances the transaction in the latter.
 * A line of no amount (a realised exchange difference) and a line in entity currency are told by the entity amount.
 */
function amounts(line: BookLine, entityCurrency: string): string {
  if (line.currency === entityCurrency || line.amount === 0n)
    return `${decimalText(line.entityAmount, entityCurrency)} ${entityCurrency}`;
  // hledger takes the sign of a total cost from its amount.
  const cost = line.amount < 0n ? -line.entityAmount : line.entityAmount;
  return `${decimalText(line.amount, line.currency)} ${line.currency} @@ ${decimalText(cost, entityCurrency)} ${entityCurrency}`;
}

function about(line: BookLine): string {
  const tags = [
    ['client', line.client],
    ['matter', line.matter],
    ['payer', line.payer],
    ['timekeeper', line.timekeeper],
    ['invoice', line.invoice],
  ]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}:${plain(value ?? '').replaceAll(/[,:[\]]/g, ' ')}`);
  return tags.length === 0 ? '' : `  ; ${tags.join(', ')}`;
}

/** One line of text that neither ends a name nor begins a comment. */
function plain(text: string): string {
  return text.replaceAll(/[;\s\p{Cc}]+/gu, ' ').trim();
}
