import type { OutputOf } from '../../kernel/endpoint.ts';
import { amountText, type MoneyWire } from '../../kernel/money.ts';
import type { showStatement } from './contract.ts';

/** All that a statement says; it is printed from this alone. */
export interface StatementSnapshot {
  readonly statement: OutputOf<typeof showStatement>;
  readonly firm: {
    readonly name: string;
    readonly lines: string[];
    readonly taxId: string;
    readonly phone: string;
    readonly email: string;
    readonly website: string;
    readonly footer: string;
    readonly paper: 'a4' | 'us-letter';
    readonly bank: { label: string; value: string }[];
  };
  readonly payer: {
    readonly name: string;
    readonly lines: string[];
    readonly taxId: string;
    readonly reference: string;
  };
  readonly language: string;
}

/** The statement as the template prints it: texts only, nothing left to compute. */
export function statementPdfData({ statement, firm, payer, language }: StatementSnapshot) {
  const { footer, paper, bank, ...head } = firm;
  return {
    paper,
    language,
    kind: 'STATEMENT',
    number: statement.to,
    from: statement.from,
    firm: head,
    payer,
    accounts: statement.currencies.map((account) => ({
      currency: account.currency,
      opening: said(account.opening),
      rows: account.rows.map((row) => ({
        date: row.on,
        what: row.what,
        number: row.number,
        amount: said(row.amount),
        balance: said(row.balance),
      })),
      closing: said(account.closing),
      open: account.open.map((item) => ({
        number: item.number,
        date: item.invoiceDate,
        due: item.dueDate,
        overdue: item.daysOverdue === 0 ? '' : String(item.daysOverdue),
        amount: said(item.amount),
        open: said(item.open),
      })),
      openTotal: said(account.openTotal),
      unapplied: BigInt(account.unapplied.minor) === 0n ? '' : said(account.unapplied),
    })),
    bank,
    footer,
    words: { billTo: 'For' },
  };
}

function said(money: MoneyWire): string {
  return amountText(BigInt(money.minor), money.currency);
}
