import type { Day } from '../../kernel/day.ts';
import { sum } from '../../kernel/money.ts';
import { assert } from '../../kernel/outcome.ts';
import { divide, type Rounding } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import type { Snapshot } from './snapshot.ts';

/** One line of a credit note or cancellation, in minor units of the invoice's currency; what it restores of its card. */
export interface CorrectedLine {
  readonly lineNo: number;
  readonly cardId: string | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly restored: { readonly seconds: bigint; readonly wipMinor: bigint; readonly wipEntityMinor: bigint } | null;
}

/**
 * The frozen text of a correction: the parties and case as the invoice said them, the lines taken off with their
 * amounts above zero, and which document it corrects and why.
 */
export function correctedSnapshot(
  invoice: Snapshot,
  to: {
    readonly documentType: 'credit-note' | 'cancellation';
    readonly lines: readonly CorrectedLine[];
    readonly entityTotalMinor: bigint;
    readonly reason: string;
    readonly on: Day;
  },
  number: string,
): Snapshot {
  const lines = to.lines.map((corrected) => {
    const line = invoice.lines[corrected.lineNo - 1];
    assert(line, 'a corrected line is a line of the invoice');
    const whole = line.bill === corrected.netMinor.toString();
    // A part of a line has no hours of its own.
    return { ...line, bill: corrected.netMinor.toString(), printed: true, ...(whole ? {} : { seconds: '0' }) };
  });
  const of = (kind: string): bigint => sum(lines.filter((l) => l.kind === kind).map((l) => BigInt(l.bill)));
  const net = sum(to.lines.map((l) => l.netMinor));
  const tax = sum(to.lines.map((l) => l.taxMinor));
  // What was taken up is owed by the invoice, whatever is taken off it.
  const { withholdings: _w, lessOnAccount: _l, ...rest } = invoice;
  return {
    ...rest,
    number,
    invoiceDate: to.on,
    dueDate: to.on,
    lines,
    adjustments: [],
    corrects: {
      documentType: to.documentType,
      number: invoice.number,
      invoiceDate: invoice.invoiceDate,
      reason: to.reason,
    },
    taxes: correctedTaxes(invoice, to),
    ...correctedWithholdings(invoice, to.lines),
    totals: {
      fees: of('time').toString(),
      disbursements: of('disbursement').toString(),
      charges: of('charge').toString(),
      ...(invoice.onAccount ? { onAccount: of('on-account').toString() } : {}),
      net: net.toString(),
      tax: tax.toString(),
      total: (net + tax).toString(),
    },
  };
}

/** The invoice's tax rows with what is taken off of each; a row of which nothing is taken off isn't there. */
function correctedTaxes(
  invoice: Snapshot,
  to: { readonly lines: readonly CorrectedLine[]; readonly entityTotalMinor: bigint },
): Snapshot['taxes'] {
  const rows = invoice.taxes
    .map((row) => {
      const own = to.lines.filter(({ lineNo }) => (invoice.lines[lineNo - 1]?.taxCode ?? row.code) === row.code);
      return { row, own, net: sum(own.map((l) => l.netMinor)), tax: sum(own.map((l) => l.taxMinor)) };
    })
    .filter(({ own }) => own.length > 0);
  if (rows.length === 0) return [];
  const entity = deal(
    to.entityTotalMinor,
    rows.flatMap(({ net, tax }) => [net, tax]),
  );
  return rows.map(({ row, net, tax }, i) => ({
    ...row,
    base: net.toString(),
    tax: tax.toString(),
    entityBase: (entity[2 * i] ?? 0n).toString(),
    entityTax: (entity[2 * i + 1] ?? 0n).toString(),
  }));
}

/** By how much less the payer may keep back. */
function correctedWithholdings(invoice: Snapshot, lines: readonly CorrectedLine[]): Pick<Snapshot, 'withholdings'> {
  const withholdings = (invoice.withholdings ?? []).flatMap(({ ratePpm }) => {
    const base = sum(
      lines.filter((l) => invoice.lines[l.lineNo - 1]?.withholdingPpm === ratePpm).map((l) => l.netMinor),
    );
    const amount = divide(base * BigInt(ratePpm), 1_000_000n, invoice.rounding as Rounding);
    return base === 0n ? [] : [{ ratePpm, base: base.toString(), amount: amount.toString() }];
  });
  return withholdings.length === 0 ? {} : { withholdings };
}
