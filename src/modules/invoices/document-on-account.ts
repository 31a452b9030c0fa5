import { amountText, sum } from '../../kernel/money.ts';
import type { Snapshot } from './snapshot.ts';

/** What the payer is asked for: the total less what was billed on account before, with its tax. */
export function dueOf(s: Snapshot): bigint {
  return BigInt(s.totals.total) - sum((s.lessOnAccount ?? []).map((l) => BigInt(l.net) + BigInt(l.tax)));
}

/** What was billed before the work comes off the total, with the tax that was charged then. */
export function lessOf(s: Snapshot) {
  if (!s.lessOnAccount) return [];
  const less = s.lessOnAccount.flatMap(({ number, invoiceDate, net, tax }) => [
    { label: `Less billed on account, invoice ${number} of ${invoiceDate}`, amount: said(s, -BigInt(net)) },
    { label: `Tax charged with invoice ${number}`, amount: said(s, -BigInt(tax)) },
  ]);
  return [{ label: 'Total', amount: said(s, s.totals.total) }, ...less];
}

export function taxedBefore(s: Snapshot) {
  return (s.lessOnAccount ?? []).map(({ number, net, tax }) => ({
    label: `Taxed with invoice ${number} on account`,
    base: said(s, -BigInt(net)),
    rate: '',
    tax: said(s, -BigInt(tax)),
  }));
}

export function onAccountNotes({ onAccount, corrects }: Snapshot): string[] {
  if (!onAccount || corrects) return [];
  const work = onAccount.wholeClient ? 'your matters' : 'this matter';
  return [`This is billed on account of work to come on ${work}. Later invoices take it off what they bill.`];
}

function said(s: Snapshot, minor: string | bigint): string {
  return amountText(BigInt(minor), s.currency);
}
