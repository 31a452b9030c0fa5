import { decimalText, scaledText, SECONDS_PER_HOUR, RATE_SCALE } from '../../kernel/money.ts';
import { unitOf } from '../../kernel/currency.ts';
import { LEDES_FIELDS, type LedesField } from '../../kernel/ledes1998b.ts';
import { hoursText } from '../../kernel/hours.ts';
import { done, type Outcome, refuse } from '../../kernel/outcome.ts';
import { divide } from '../../kernel/rounding.ts';
import { mattersOf, printedLines, type Snapshot } from '../invoices/index.ts';

const MAX: Partial<Record<LedesField, number>> = {
  INVOICE_NUMBER: 20,
  CLIENT_ID: 20,
  LAW_FIRM_MATTER_ID: 20,
  LINE_ITEM_TASK_CODE: 20,
  LINE_ITEM_EXPENSE_CODE: 20,
  LINE_ITEM_ACTIVITY_CODE: 20,
  TIMEKEEPER_ID: 20,
  LAW_FIRM_ID: 20,
  TIMEKEEPER_NAME: 30,
  TIMEKEEPER_CLASSIFICATION: 10,
  CLIENT_MATTER_ID: 20,
};

/**
 * One invoice as LEDES 1998B. The format has no quoting, so `|`, `[]` and line breaks in texts are replaced; it has no
 * field for tax or currency, so a taxed invoice is refused: send those in a format that carries tax.
 * Each line names its own matter; the invoice total stands on each of them.
 * LINE_ITEM_TOTAL = UNITS × UNIT_COST + ADJUSTMENT, and the lines sum to INVOICE_TOTAL.
 */
export function ledes1998b(s: Snapshot): Outcome<string> {
  if (s.totals.tax !== '0') {
    return refuse(
      'format-without-tax',
      'LEDES 1998B has no field for tax, and this invoice has tax. Send the PDF, or agree on a format that carries tax with the client.',
    );
  }
  if (s.onAccount)
    return refuse(
      'format-without-work',
      'LEDES 1998B bills work line by line, and this invoice is on account of work to come. Send the PDF.',
    );
  if (s.lessOnAccount)
    return refuse(
      'format-without-deduction',
      'LEDES 1998B has no field for what was billed on account, so its total would not be what is due. Send the PDF.',
    );
  const matters = mattersOf(s);
  const description = matters.length > 1 ? `${s.matter.name} and ${matters.length - 1} more` : s.matter.name;
  const rows = matters
    .flatMap(({ matter, lines }) => printedLines(lines).map((line) => ({ matter, line })))
    .map(({ matter, line }, i) => rowOf({ ...s, matter }, line, i + 1, description));
  const missing = rows.flatMap((row) =>
    LEDES_FIELDS.filter((field) => (MAX[field] ?? Infinity) < row[field].length),
  )[0];
  if (missing)
    return refuse(
      'too-long',
      `The field ${missing} is longer than LEDES 1998B allows (${MAX[missing]}). Shorten it on the matter or timekeeper.`,
      { where: missing },
    );
  const body = rows.map((row) => `${LEDES_FIELDS.map((field) => row[field]).join('|')}[]`);
  return done(['LEDES1998B[]', `${LEDES_FIELDS.join('|')}[]`, ...body].join('\r\n') + '\r\n');
}

type Row = Record<LedesField, string>;

function rowOf(s: Snapshot, line: ReturnType<typeof printedLines>[number], number: number, description: string): Row {
  const amount = amounts(line, s.currency);
  const max = s.client.ebilling?.descriptionMax ?? 15_000;
  return {
    INVOICE_DATE: compact(s.invoiceDate),
    INVOICE_NUMBER: text(s.number),
    CLIENT_ID: text(s.client.ebilling?.clientId ?? s.client.number),
    LAW_FIRM_MATTER_ID: text(s.matter.number),
    INVOICE_TOTAL: decimalText(BigInt(s.totals.total), s.currency),
    BILLING_START_DATE: compact(s.period.from),
    BILLING_END_DATE: compact(s.period.to),
    INVOICE_DESCRIPTION: text(description),
    LINE_ITEM_NUMBER: String(number),
    'EXP/FEE/INV_ADJ_TYPE': line.kind === 'disbursement' ? 'E' : 'F',
    ...amount,
    LINE_ITEM_DATE: compact(line.workDate),
    LINE_ITEM_TASK_CODE: text(line.taskCode ?? ''),
    LINE_ITEM_EXPENSE_CODE: text(line.expenseCode ?? ''),
    LINE_ITEM_ACTIVITY_CODE: text(line.activityCode ?? ''),
    TIMEKEEPER_ID: text(line.timekeeper?.number ?? ''),
    LINE_ITEM_DESCRIPTION: text(line.narrative).slice(0, max),
    LAW_FIRM_ID: text(s.entity.taxId),
    TIMEKEEPER_NAME: text(lastFirst(line.timekeeper?.name ?? '')),
    TIMEKEEPER_CLASSIFICATION: text(line.timekeeper?.classification ?? ''),
    CLIENT_MATTER_ID: text(s.matter.clientMatterId),
  };
}

/** Units and unit cost as agreed; whatever the bill differs from their product is the line's adjustment. */
function amounts(line: ReturnType<typeof printedLines>[number], currency: string) {
  const seconds = BigInt(line.seconds);
  const rate = line.rateE4 === null ? null : BigInt(line.rateE4);
  const total = { LINE_ITEM_TOTAL: decimalText(line.minor, currency) };
  if (line.kind === 'time' && seconds > 0n && rate !== null && rate > 0n) {
    // The unit cost as written has four decimals of the major unit; the product is taken from what is written.
    const unitCost = divide(rate, unitOf(currency));
    const product = divide(seconds * unitCost * unitOf(currency), SECONDS_PER_HOUR * RATE_SCALE);
    return {
      ...total,
      LINE_ITEM_NUMBER_OF_UNITS: hoursText(seconds),
      LINE_ITEM_UNIT_COST: scaledText(unitCost, 4).replace(/00$/, ''),
      LINE_ITEM_ADJUSTMENT_AMOUNT: decimalText(line.minor - product, currency),
    };
  }
  return {
    ...total,
    LINE_ITEM_NUMBER_OF_UNITS: '1',
    LINE_ITEM_UNIT_COST: decimalText(line.minor, currency),
    LINE_ITEM_ADJUSTMENT_AMOUNT: decimalText(0n, currency),
  };
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

/** The format has no escapes: what would break it is replaced by what reads alike. */
function text(raw: string): string {
  return raw.replaceAll('|', '/').replaceAll('[]', '( )').replaceAll(/\s+/g, ' ').trim();
}

/** `Leigh, Ann` from `Ann Leigh`. */
function lastFirst(name: string): string {
  if (name.includes(',')) return name;
  const words = name.trim().split(' ');
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${last}, ${words.join(' ')}`;
}
