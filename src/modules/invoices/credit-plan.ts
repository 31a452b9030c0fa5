import { amountText } from '../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { divide } from '../../kernel/rounding.ts';
import { deal } from '../../kernel/share.ts';
import type { CorrectedLine } from './correction.ts';

/** What is left to credit of an invoice's line, and the share of its card that a credit to WIP gives back. */
export interface Creditable {
  readonly lineNo: number;
  /** null on an invoice of the earlier books */
  readonly cardId: string | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly restored: boolean;
  readonly share: { readonly seconds: bigint; readonly wipMinor: bigint; readonly wipEntityMinor: bigint };
}

interface Wanted {
  readonly toWip: boolean;
  readonly lines: readonly { readonly lineNo: number; readonly amount?: string | undefined }[];
  readonly amount?: string | undefined;
}

interface Invoice {
  readonly number: string;
  readonly currency: string;
}

/** Which lines, and how much of each: whole lines to WIP; parts, or one amount over all lines, without. */
export function planOf(input: Wanted, creditable: readonly Creditable[], invoice: Invoice): Outcome<CorrectedLine[]> {
  if ((input.lines.length === 0) === (input.amount === undefined))
    return refuse('bad-input', 'Name the lines to credit, or one amount for the whole invoice.', { where: 'lines' });
  if (input.toWip && (input.amount !== undefined || input.lines.some((l) => l.amount !== undefined)))
    return refuse('bad-input', 'To WIP go whole lines only. Name the lines without amounts, or credit without WIP.', {
      where: 'lines',
    });
  const wanted =
    input.amount === undefined ? byLine(input, creditable) : overAll(BigInt(input.amount), creditable, invoice);
  if (!wanted.ok) return wanted;
  const lines: CorrectedLine[] = [];
  for (const { line, net } of wanted.value) {
    if (net < 0n || net > line.netMinor || (net === 0n && !input.toWip)) {
      return refuse(
        'more-than-billed',
        `Line ${line.lineNo} of invoice ${invoice.number} has ${amountText(line.netMinor, invoice.currency)} ${invoice.currency} left to credit.`,
        { where: `lines.${line.lineNo}` },
      );
    }
    if (input.toWip && line.restored)
      return refuse('restored', `Line ${line.lineNo} went back to WIP with an earlier credit note.`, {
        where: `lines.${line.lineNo}`,
      });
    lines.push({
      lineNo: line.lineNo,
      cardId: line.cardId,
      netMinor: net,
      taxMinor: line.netMinor === 0n ? 0n : divide(line.taxMinor * net, line.netMinor, 'half-up'),
      restored: input.toWip ? line.share : null,
    });
  }
  return done(lines);
}

function byLine(input: Wanted, creditable: readonly Creditable[]): Outcome<{ line: Creditable; net: bigint }[]> {
  const seen = new Set<number>();
  const wanted: { line: Creditable; net: bigint }[] = [];
  for (const { lineNo, amount } of input.lines) {
    const line = creditable.find((l) => l.lineNo === lineNo);
    if (!line) return refuse('not-found', `The invoice has no line ${lineNo}.`, { where: `lines.${lineNo}` });
    if (seen.has(lineNo)) return refuse('bad-input', `Line ${lineNo} is named twice.`, { where: `lines.${lineNo}` });
    seen.add(lineNo);
    wanted.push({ line, net: amount === undefined ? line.netMinor : BigInt(amount) });
  }
  return done(wanted);
}

/** One net amount, dealt over what is left to credit of each line by largest remainder. */
function overAll(
  amount: bigint,
  creditable: readonly Creditable[],
  invoice: Invoice,
): Outcome<{ line: Creditable; net: bigint }[]> {
  const left = creditable.reduce((sum, l) => sum + l.netMinor, 0n);
  if (amount <= 0n || amount > left) {
    return refuse(
      'more-than-billed',
      `Invoice ${invoice.number} has ${amountText(left, invoice.currency)} ${invoice.currency} before tax left to credit.`,
      {
        where: 'amount',
      },
    );
  }
  const parts = deal(
    amount,
    creditable.map((l) => l.netMinor),
  );
  return done(creditable.map((line, i) => ({ line, net: parts[i] ?? 0n })).filter(({ net }) => net > 0n));
}
