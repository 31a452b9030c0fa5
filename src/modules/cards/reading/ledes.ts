import { scaledFromDecimal, scaledText } from '../../../kernel/money.ts';
import type { CardKind } from '../value.ts';
import type { ReadRow, RefusedRow, RowResult } from './fields.ts';
import { LEDES_FIELDS, type LedesField } from '../../../kernel/ledes1998b.ts';
import { WHY } from './to-mend.ts';
import { dateAt, type Line, LineProblem, numberAt } from './ledes-line.ts';

const REQUIRED: readonly LedesField[] = [
  'INVOICE_NUMBER',
  'CLIENT_ID',
  'LAW_FIRM_MATTER_ID',
  'LINE_ITEM_NUMBER',
  'EXP/FEE/INV_ADJ_TYPE',
  'LINE_ITEM_TOTAL',
  'LINE_ITEM_DATE',
  'LAW_FIRM_ID',
];
const HUNDRED_MILLION = 100_000_000n;

/** What a file's first line says it is. */
export function ledesKind(text: string): '1998b' | 'other-ledes' | null {
  const first = text.trimStart().slice(0, 40).toUpperCase();
  if (/^LEDES1998B\s*\[\]/.test(first)) return '1998b';
  return /^LEDES(1998|98)[A-Z0-9 ]*\[\]|^<\?XML[^>]*>?\s*<LEDES/.test(first) ? 'other-ledes' : null;
}

/** Splits at `[]`, not at line ends: files of one line are legal. Rows count from the file's first line. */
export function ledesTable(text: string): { header: string[]; rows: { row: number; cells: string[] }[] } {
  const records = text.split('[]').map((record) => record.replaceAll(/[\r\n\t]+/g, ' ').trim());
  const header = (records[1] ?? '').split('|').map((name) => name.trim());
  const rows = records
    .slice(2)
    .flatMap((record, i) =>
      record === '' ? [] : [{ row: i + 3, cells: record.split('|').map((cell) => cell.trim()) }],
    );
  if (header.at(-1) !== WHY) return { header, rows };
  return { header: header.slice(0, -1), rows: rows.map(({ row, cells }) => ({ row, cells: cells.slice(0, -1) })) };
}

/** Reads the lines: each a row to take, or why it is refused, in the manner of e-billing systems (003 to 007). */
export function readLedes(text: string): RowResult[] {
  const { rows } = ledesTable(text);
  const totals = new Map<string, string>();
  const seen = new Map<string, number>();
  return rows.map(({ row, cells }): RowResult => {
    const line: Line = { row, fields: cells, at: (field) => cells[LEDES_FIELDS.indexOf(field)] ?? '' };
    if (cells.length !== LEDES_FIELDS.length) {
      return refused(
        row,
        'line',
        `${cells.length} fields`,
        'ledes-fields',
        `A LEDES 1998B line has 24 fields; this one has ${cells.length}. A text with | in it may be the cause.`,
      );
    }
    try {
      const read = readLine(line);
      sameTotal(line, totals);
      const before = seen.get(read.externalId ?? '');
      if (before !== undefined)
        throw new LineProblem(
          'LINE_ITEM_NUMBER',
          'ledes-repeated',
          `Line number ${line.at('LINE_ITEM_NUMBER')} of this invoice is already on row ${before}.`,
        );
      seen.set(read.externalId ?? '', row);
      return { ok: true, read };
    } catch (problem) {
      if (!(problem instanceof LineProblem)) throw problem;
      return refused(row, problem.field, line.at(problem.field), problem.code, problem.message);
    }
  });
}

function refused(
  row: number,
  column: string,
  value: string,
  code: string,
  reason: string,
): { ok: false; refused: RefusedRow } {
  return { ok: false, refused: { row, column, value, code, reason } };
}

/** INVOICE_TOTAL is repeated on every line of an invoice and must not change. */
function sameTotal(line: Line, totals: Map<string, string>): void {
  const invoice = `${line.at('LAW_FIRM_ID')}|${line.at('CLIENT_ID')}|${line.at('INVOICE_NUMBER')}`;
  const total = line.at('INVOICE_TOTAL');
  const first = totals.get(invoice);
  if (first === undefined) totals.set(invoice, total);
  else if (scaledFromDecimal(first, 4) !== scaledFromDecimal(total, 4)) {
    throw new LineProblem(
      'INVOICE_TOTAL',
      'ledes-007',
      `The invoice total is ${total} here and ${first} on the invoice’s first line.`,
    );
  }
}

function readLine(line: Line): ReadRow {
  for (const field of REQUIRED) {
    if (line.at(field) === '') throw new LineProblem(field, 'ledes-005', `${field} is empty; it is required.`);
  }
  const type = line.at('EXP/FEE/INV_ADJ_TYPE').toUpperCase();
  if (!['F', 'E', 'IF', 'IE'].includes(type))
    throw new LineProblem('EXP/FEE/INV_ADJ_TYPE', 'ledes-type', `${type} is none of F, E, IF and IE.`);
  const kind: CardKind = type === 'F' ? 'time' : type === 'E' ? 'disbursement' : 'charge';
  const workDate = dateAt(line, 'LINE_ITEM_DATE');
  const total = numberAt(line, 'LINE_ITEM_TOTAL');
  if (total < 0n) {
    throw new LineProblem(
      'LINE_ITEM_TOTAL',
      'ledes-negative',
      'A line below zero is a discount of a bill, not recorded work. Give it as a discount on the proforma.',
    );
  }
  if (line.at('LINE_ITEM_DESCRIPTION') === '')
    throw new LineProblem('LINE_ITEM_DESCRIPTION', 'no-narrative', 'The description is empty. Say what was done.');
  const values = kind === 'charge' ? chargeOf(line, total) : workOf(line, kind, total);
  return {
    row: line.row,
    kind,
    costKind: kind === 'disbursement' ? 'hard' : null,
    workDate,
    ...peopleOf(line),
    ...values,
    hoursRounded: false,
    currency: null,
    narrative: line.at('LINE_ITEM_DESCRIPTION').slice(0, 15_000),
    taskCode: line.at('LINE_ITEM_TASK_CODE') || null,
    activityCode: line.at('LINE_ITEM_ACTIVITY_CODE') || null,
    expenseCode: line.at('LINE_ITEM_EXPENSE_CODE') || null,
    externalId: [
      line.at('LAW_FIRM_ID'),
      line.at('INVOICE_NUMBER'),
      line.at('CLIENT_ID'),
      line.at('LAW_FIRM_MATTER_ID'),
      line.at('LINE_ITEM_NUMBER'),
    ].join('|'),
    content: line.fields.join('|'),
    shown: (field) => shown(line, kind, field),
  };
}

function peopleOf(line: Line) {
  return {
    client: line.at('CLIENT_ID'),
    clientName: '',
    matter: line.at('LAW_FIRM_MATTER_ID'),
    matterName: '',
    clientMatter: line.at('CLIENT_MATTER_ID'),
    timekeeper: line.at('TIMEKEEPER_ID') || line.at('TIMEKEEPER_NAME'),
    timekeeperName: line.at('TIMEKEEPER_NAME'),
    classification: line.at('TIMEKEEPER_CLASSIFICATION'),
  };
}

const SHOWN: Readonly<Record<string, LedesField>> = {
  workDate: 'LINE_ITEM_DATE',
  matter: 'LAW_FIRM_MATTER_ID',
  timekeeper: 'TIMEKEEPER_ID',
  hours: 'LINE_ITEM_NUMBER_OF_UNITS',
  rate: 'LINE_ITEM_UNIT_COST',
  taskCode: 'LINE_ITEM_TASK_CODE',
  activityCode: 'LINE_ITEM_ACTIVITY_CODE',
  expenseCode: 'LINE_ITEM_EXPENSE_CODE',
  client: 'CLIENT_ID',
};

function shown(line: Line, kind: CardKind, field: string): ReturnType<ReadRow['shown']> {
  const amount = kind === 'charge' ? 'LINE_ITEM_TOTAL' : 'LINE_ITEM_UNIT_COST';
  const column = field === 'amount' ? amount : SHOWN[field];
  return column && { column, value: line.at(column) };
}

type Values = Pick<ReadRow, 'workedSeconds' | 'billableSeconds' | 'amountE4' | 'adjustmentE4' | 'rateE4'>;

function chargeOf(line: Line, total: bigint): Values {
  if (total === 0n) throw new LineProblem('LINE_ITEM_TOTAL', 'no-amount', 'A charge of zero is nothing to record.');
  for (const field of ['LINE_ITEM_NUMBER_OF_UNITS', 'LINE_ITEM_ADJUSTMENT_AMOUNT', 'LINE_ITEM_UNIT_COST'] as const)
    numberAt(line, field);
  return { workedSeconds: 0n, billableSeconds: 0n, amountE4: total, adjustmentE4: 0n, rateE4: null };
}

function workOf(line: Line, kind: CardKind, total: bigint): Values {
  for (const field of ['LINE_ITEM_NUMBER_OF_UNITS', 'LINE_ITEM_UNIT_COST'] as const) {
    if (line.at(field) === '') throw new LineProblem(field, 'ledes-005', `${field} is empty; it is required.`);
  }
  const units = numberAt(line, 'LINE_ITEM_NUMBER_OF_UNITS');
  const cost = numberAt(line, 'LINE_ITEM_UNIT_COST');
  const adjustment = numberAt(line, 'LINE_ITEM_ADJUSTMENT_AMOUNT');
  const offE8 = units * cost + adjustment * 10_000n - total * 10_000n;
  // Units times cost may have more decimals than money: half a hundredth either way is rounding, more is an error.
  if ((offE8 < 0n ? -offE8 : offE8) * 200n > HUNDRED_MILLION) {
    const says = scaledText((units * cost) / 10_000n + adjustment, 4).replace(/\.?0+$/, '');
    throw new LineProblem(
      'LINE_ITEM_TOTAL',
      'ledes-006',
      `Units × unit cost + adjustment is ${says}, not ${line.at('LINE_ITEM_TOTAL')}.`,
    );
  }
  if (kind === 'disbursement')
    return {
      workedSeconds: 0n,
      billableSeconds: 0n,
      amountE4: total - adjustment,
      adjustmentE4: adjustment,
      rateE4: null,
    };
  if (units <= 0n) throw new LineProblem('LINE_ITEM_NUMBER_OF_UNITS', 'no-hours', 'Hours must be above zero.');
  if (units % 100n !== 0n)
    throw new LineProblem(
      'LINE_ITEM_NUMBER_OF_UNITS',
      'hours-too-fine',
      `${line.at('LINE_ITEM_NUMBER_OF_UNITS')} hours is finer than 0.01.`,
    );
  const seconds = (units / 100n) * 36n;
  return {
    workedSeconds: seconds,
    billableSeconds: seconds,
    amountE4: null,
    adjustmentE4: adjustment,
    rateE4: cost,
  };
}
