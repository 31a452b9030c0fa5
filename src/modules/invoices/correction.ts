import type { Day } from '../../kernel/day.ts';
import { sum } from '../../kernel/money.ts';
import { assert } from '../../kernel/outcome.ts';
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
  const [entityBase = 0n, entityTax = 0n] = deal(to.entityTotalMinor, [net, tax]);
  return {
    ...invoice,
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
    tax: {
      ...invoice.tax,
      base: net.toString(),
      tax: tax.toString(),
      entityBase: entityBase.toString(),
      entityTax: entityTax.toString(),
    },
    totals: {
      fees: of('time').toString(),
      disbursements: of('disbursement').toString(),
      charges: of('charge').toString(),
      net: net.toString(),
      tax: tax.toString(),
      total: (net + tax).toString(),
    },
  };
}
