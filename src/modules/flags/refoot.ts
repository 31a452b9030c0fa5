import type { Snapshot } from '../invoices/index.ts';

const PPM = 1_000_000n;

/** What the books and the lines of an invoice say, beside what the document says. Minor units. */
export interface Booked {
  readonly total: bigint;
  readonly tax: bigint;
  readonly lines: bigint;
  /** debit to the receivable in the invoice's journal */
  readonly receivable: bigint;
}

/**
 * Adds an invoice up once more, from the frozen document alone and with arithmetic of its own, and compares it with its
 * lines and its journal. Empty: it foots.
 */
export function differencesOf(snapshot: Snapshot, booked: Booked): string[] {
  const { totals, taxes } = snapshot;
  const of = (kind: string): bigint =>
    snapshot.lines.filter((line) => line.kind === kind).reduce((sum, line) => sum + BigInt(line.bill), 0n);
  const lines = of('time') + of('disbursement') + of('charge') + of('on-account');
  const said = { net: BigInt(totals.net), tax: BigInt(totals.tax), total: BigInt(totals.total) };
  const differences: string[] = [];
  const same = (what: string, one: bigint, other: bigint): void => {
    if (one !== other) differences.push(`${what}: ${one} against ${other} (minor units)`);
  };
  same('fees and the sum of time', BigInt(totals.fees), of('time'));
  same('disbursements and the sum of theirs', BigInt(totals.disbursements), of('disbursement'));
  same('charges and the sum of theirs', BigInt(totals.charges), of('charge'));
  same('net and the sum of lines', said.net, lines);
  same('total and net with tax', said.total, said.net + said.tax);
  const all = (key: 'base' | 'tax'): bigint => taxes.reduce((sum, row) => sum + BigInt(row[key]), 0n);
  same('tax bases and net', all('base'), said.net);
  same('tax and the sum of its rows', said.tax, all('tax'));
  for (const row of taxes) {
    const own = snapshot.lines.filter((line) => taxes.length === 1 || line.taxCode === row.code);
    same(
      `base of ${row.code} and its lines`,
      BigInt(row.base),
      own.reduce((sum, line) => sum + BigInt(line.bill), 0n),
    );
    // Rounding is the firm's; whichever it is, the tax lies within one minor unit of the exact amount.
    const exact = BigInt(row.base) * BigInt(row.ratePpm);
    const off = BigInt(row.tax) * PPM - exact;
    if (off >= PPM || off <= -PPM)
      differences.push(`tax of ${row.code}: ${row.tax} against ${exact / PPM} (minor units)`);
  }
  same('total and the invoice', said.total, booked.total);
  same('tax and the invoice', said.tax, booked.tax);
  same('net and the kept lines', said.net, booked.lines);
  same('total and the receivable in the journal', said.total, booked.receivable);
  return differences;
}
