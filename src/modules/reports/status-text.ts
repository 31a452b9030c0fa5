import type { Day } from '../../kernel/day.ts';
import { amountText, type MoneyWire } from '../../kernel/money.ts';

interface Standing {
  readonly matter: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly applicationNumber: string;
  readonly clientReference: string;
  readonly lastEvent: string;
  readonly lastEventOn: Day | null;
  readonly nextTask: string;
  readonly nextDue: Day | null;
  readonly lastInvoice: string;
  readonly lastInvoiceOn: Day | null;
  readonly lastBilled: MoneyWire | null;
  readonly open: readonly MoneyWire[];
  readonly proforma: string;
}

interface Status {
  readonly of: string;
  readonly today: Day;
  readonly rows: readonly Standing[];
  readonly wip: readonly MoneyWire[];
  readonly open: readonly MoneyWire[];
}

function amounts(of: readonly MoneyWire[], none: string): string {
  return of.length === 0
    ? none
    : of.map(({ minor, currency }) => `${amountText(BigInt(minor), currency)} ${currency}`).join(' and ');
}

/** How the cases stand, in words that can be sent to a client who asks. What isn't billed yet is told as a sum only. */
export function statusText(status: Status): string {
  return [
    `Status of ${status.of} on ${status.today}`,
    ...status.rows.map(caseText),
    `Open on invoices: ${amounts(status.open, 'nothing')}. Work not billed yet: ${amounts(status.wip, 'none')}.`,
  ].join('\n\n');
}

function caseText(row: Standing): string {
  const where = [row.jurisdiction, row.applicationNumber].filter((part) => part !== '').join(' ');
  const reference = row.clientReference === '' ? '' : `, your reference ${row.clientReference}`;
  const billed =
    row.lastBilled === null
      ? 'Not billed yet.'
      : `Last billed on ${row.lastInvoiceOn}: ${amounts([row.lastBilled], '')} before tax, invoice ${row.lastInvoice}.`;
  return [
    `${row.matter} ${row.name}${where === '' ? '' : ` (${where})`}${reference}`,
    row.lastEventOn === null ? '' : `Last event: ${row.lastEvent}, ${row.lastEventOn}.`,
    row.nextDue === null ? '' : `Next: ${row.nextTask}, due ${row.nextDue}.`,
    billed,
    row.open.length === 0 ? '' : `Open: ${amounts(row.open, '')}.`,
    row.proforma === '' ? '' : 'A bill is being prepared.',
  ]
    .filter((line) => line !== '')
    .join('\n');
}
