// What the statement template prints; as for invoices, every amount and date comes in as the text to be shown.

interface StatementAccount {
  currency: string;
  opening: string;
  rows: { date: string; what: string; number: string; amount: string; balance: string }[];
  closing: string;
  open: { number: string; date: string; due: string; overdue: string; amount: string; open: string }[];
  openTotal: string;
  /** money received and not yet applied; empty where there is none */
  unapplied: string;
}

export interface StatementPdfData {
  paper: 'a4' | 'us-letter';
  /** BCP 47, such as "en" or "ja-JP". */
  language: string;
  kind: string;
  /** the day it says what is open on; a statement has no number of its own */
  number: string;
  from: string;
  firm: { name: string; lines: string[]; taxId: string; phone: string; email: string; website: string };
  payer: { name: string; lines: string[]; taxId: string; reference: string };
  accounts: StatementAccount[];
  bank: { label: string; value: string }[];
  footer: string;
  words: { billTo: string };
}
