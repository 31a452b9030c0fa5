import { counts } from './line.ts';
import type { PayerBill, Settled } from './settle.ts';
import type { Adjustment } from './spread.ts';
import type { Line } from './line.ts';

/**
 * All that an approval approves: what each payer gets billed, in which words, with which tax.
 * Two equal contents bill equally; any difference voids the approval.
 */
export function approvedContent(sheet: {
  lines: readonly Line[];
  adjustments: readonly Adjustment[];
  settled: Settled;
  matters: readonly { readonly id: string }[];
}): unknown {
  return {
    lines: sheet.lines.filter(counts).map((line) => [
      line.cardId,
      line.seconds,
      line.rateE4,
      line.billMinor,
      line.noCharge,
      line.printed,
      line.narrative,
      line.workDate,
      line.taskCode,
      line.activityCode,
      line.expenseCode,
      // only where it is: approvals given before lines could be split, or matters go together, stay good
      ...(line.shares === null ? [] : [line.shares]),
      ...(sheet.matters.length > 1 ? [line.matterId] : []),
    ]),
    adjustments: sheet.adjustments.map((a) => [
      a.label,
      a.amountMinor,
      a.percentPpm,
      a.spread,
      ...(a.matterIds === null ? [] : [[...a.matterIds].toSorted()]),
      ...(a.clauseId === null ? [] : [a.clauseId]),
    ]),
    bills: sheet.settled.bills.map((b) => [b.payer.payerId, b.payer.sharePpm, ...taxContent(b), b.totalMinor]),
  };
}

/** One code and rate as it always was; several, with what each is of, where lines are taxed otherwise. */
function taxContent({ taxes, withholdings }: PayerBill): unknown[] {
  const [first] = taxes;
  const kept = withholdings.map((w) => [w.ratePpm, w.minor]);
  if (taxes.length < 2) return [first?.tax.code ?? null, first?.tax.ratePpm ?? null, ...kept];
  return [taxes.map(({ tax, baseMinor, taxMinor }) => [tax.code, tax.ratePpm, baseMinor, taxMinor]), ...kept];
}
