import { scaledFromDecimal } from '../../../kernel/money.ts';
import { divide } from '../../../kernel/rounding.ts';
import type { CardKind, CostKind } from '../value.ts';
import { dayOf } from './dates.ts';
import type { Field, Mapping, ReadRow, RowResult, Table } from './fields.ts';
import { cellAt, columnsAt } from './mapping.ts';
import { decimalFrom, secondsFrom } from './numbers.ts';

/** Carries the first thing wrong with a row out of the depth of reading it. */
class CellProblem extends Error {
  readonly field: Field;
  readonly code: string;

  constructor(field: Field, code: string, reason: string) {
    super(reason);
    this.field = field;
    this.code = code;
  }
}

/** What a source notes beside the work and changes later; it isn't part of what the row is. */
const CHANGING = /invoiced|approved|locked|exported|billed|status|rounded/i;

/** Columns that say which row it is, when the source gives no id. */
function identityColumns(header: readonly string[]): number[] {
  return header.flatMap((name, i) => (CHANGING.test(name) ? [] : [i]));
}

/** Reads a table's rows under a settled mapping: each a row to take, or the reason why not. */
export function readRows(table: Table, mapping: Mapping): RowResult[] {
  const at = new Map<Field, number[]>();
  for (const [field, spec] of Object.entries(mapping.columns) as [Field, string | undefined][]) {
    const where = spec === undefined ? null : columnsAt(table.header, spec);
    if (where) at.set(field, where);
  }
  const identity = identityColumns(table.header);
  return table.rows.map(({ row, cells }) => {
    const text = (field: Field): string => {
      const where = at.get(field);
      return where ? cellAt(cells, where) : '';
    };
    try {
      return {
        ok: true,
        read: {
          ...readRow(text, mapping),
          row,
          content: identity.map((i) => (cells[i] ?? '').trim()).join('\u001f'),
          shown: (field) => shown(text, mapping, field),
        },
      };
    } catch (problem) {
      if (!(problem instanceof CellProblem)) throw problem;
      const column = mapping.columns[problem.field] ?? problem.field;
      return {
        ok: false,
        refused: { row, column, value: text(problem.field), code: problem.code, reason: problem.message },
      };
    }
  });
}

const SHOWN: readonly Field[] = [
  'workDate',
  'client',
  'matter',
  'timekeeper',
  'hours',
  'billableHours',
  'amount',
  'rate',
  'costKind',
  'currency',
  'taskCode',
  'activityCode',
  'expenseCode',
  'narrative',
  'externalId',
];

function shown(text: (field: Field) => string, mapping: Mapping, wanted: string): ReturnType<ReadRow['shown']> {
  const field = SHOWN.find((name) => name === wanted);
  const column = field && mapping.columns[field];
  return field && column !== undefined ? { column, value: text(field) } : undefined;
}

function readRow(text: (field: Field) => string, mapping: Mapping): Omit<ReadRow, 'row' | 'content' | 'shown'> {
  const { kind, costKind } = kindOf(text, mapping);
  const workDate = dayOf(text('workDate'), mapping.dates ?? 'iso');
  if (workDate === null) {
    const reason =
      text('workDate') === '' ? 'The day of the work is empty.' : `“${text('workDate')}” is not a day that exists.`;
    throw new CellProblem('workDate', 'bad-date', reason);
  }
  if (text('matter') === '')
    throw new CellProblem('matter', 'no-matter', 'The matter is empty. Every card belongs to a matter.');
  if (text('narrative') === '')
    throw new CellProblem('narrative', 'no-narrative', 'The narrative is empty. Say what was done.');
  const hours = kind === 'time' ? hoursOf(text, mapping) : { worked: 0n, billable: 0n, rounded: false };
  return {
    kind,
    costKind,
    workDate,
    matter: text('matter'),
    matterName: text('matterName'),
    clientMatter: '',
    client: text('client') || text('clientName'),
    clientName: text('clientName') || text('client'),
    timekeeper: text('timekeeper'),
    timekeeperName: text('timekeeper'),
    classification: text('classification'),
    workedSeconds: hours.worked,
    billableSeconds: hours.billable,
    hoursRounded: hours.rounded,
    amountE4: kind === 'time' ? null : amountOf(text, mapping),
    adjustmentE4: 0n,
    rateE4: kind === 'time' && text('rate') !== '' ? e4(text('rate'), 'rate', mapping) : null,
    currency: text('currency') === '' ? null : currencyOf(text('currency')),
    narrative: text('narrative').slice(0, 15_000),
    taskCode: text('taskCode') || null,
    activityCode: text('activityCode') || null,
    expenseCode: text('expenseCode') || null,
    externalId: text('externalId') || null,
  };
}

/** Words for kinds, as trackers and people write them; Clio's are ExpenseEntry, HardCostEntry and SoftCostEntry. */
function kindOf(text: (field: Field) => string, mapping: Mapping): { kind: CardKind; costKind: CostKind | null } {
  const word = text('kind')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  let kind: CardKind | null = null;
  let implied: CostKind | null = null;
  if (word === '') kind = mapping.defaultKind;
  else if (/^(t|f|time|timeentry|fee|fees|hours|zeit)$/.test(word)) kind = 'time';
  else if (
    /^(e|d|expense|expenses|expenseentry|disbursement|disb|cost|hardcost|hardcostentry|softcost|softcostentry|auslage)$/.test(
      word,
    )
  ) {
    kind = 'disbursement';
    implied = word.startsWith('hard') ? 'hard' : word.startsWith('soft') || word === 'expenseentry' ? 'soft' : null;
  } else if (/^(c|charge|charges|fixedfee|flatfee|servicecharge)$/.test(word)) kind = 'charge';
  if (kind === null) {
    throw new CellProblem(
      'kind',
      'bad-kind',
      `“${text('kind')}” is no kind of card. Write time, disbursement or charge.`,
    );
  }
  if (kind !== 'disbursement') return { kind, costKind: null };
  const cost = text('costKind')
    .toLowerCase()
    .replace(/\s*costs?$/, '');
  if (cost === '') return { kind, costKind: implied ?? 'hard' };
  if (cost !== 'hard' && cost !== 'soft' && cost !== 'anticipated') {
    throw new CellProblem(
      'costKind',
      'bad-kind',
      `“${text('costKind')}” is no kind of cost. Write hard, soft or anticipated.`,
    );
  }
  return { kind, costKind: cost };
}

interface Hours {
  readonly worked: bigint;
  readonly billable: bigint;
  /** the file says a time that is no whole number of hundredths of an hour */
  readonly rounded: boolean;
}

function hoursOf(text: (field: Field) => string, mapping: Mapping): Hours {
  let rounded = false;
  const read = (field: 'hours' | 'billableHours'): bigint => {
    const result = secondsFrom(text(field), mapping.hoursAs ?? 'decimal', mapping.numbers ?? '1,234.56');
    if (!result.ok)
      throw new CellProblem(field, result.code, text(field) === '' ? 'The hours are empty.' : result.reason);
    rounded ||= result.rounded;
    return result.seconds;
  };
  const worked = read('hours');
  if (worked <= 0n) throw new CellProblem('hours', 'no-hours', 'Hours must be above zero.');
  const free = said(text, 'billable') === false || said(text, 'nonBillable') === true;
  if (free) return { worked, billable: 0n, rounded };
  const billable = text('billableHours') === '' ? worked : read('billableHours');
  return { worked, billable, rounded };
}

function said(text: (field: Field) => string, field: 'billable' | 'nonBillable'): boolean | null {
  const word = text(field).toLowerCase();
  if (word === '') return null;
  if (/^(y|yes|true|1|x|billable|ja|si)$/.test(word)) return true;
  if (/^(n|no|false|0|nonbillable|non-billable|nein)$/.test(word)) return false;
  throw new CellProblem(field, 'bad-yes-no', `“${text(field)}” is neither yes nor no.`);
}

function amountOf(text: (field: Field) => string, mapping: Mapping): bigint {
  if (text('amount') !== '') return e4(text('amount'), 'amount', mapping);
  if (text('unitPrice') === '')
    throw new CellProblem('amount', 'no-amount', 'A disbursement or charge needs an amount.');
  const price = e4(text('unitPrice'), 'unitPrice', mapping);
  const quantity = text('quantity') === '' ? 10_000n : e4(text('quantity'), 'quantity', mapping);
  return divide(price * quantity, 10_000n);
}

function e4(value: string, field: Field, mapping: Mapping): bigint {
  const decimal = decimalFrom(value, mapping.numbers ?? '1,234.56');
  const scaled = decimal === null ? null : scaledFromDecimal(decimal, 4);
  if (scaled !== null) return scaled;
  const reason =
    decimal === null
      ? `“${value}” is not a number written like ${mapping.numbers ?? '1,234.56'}.`
      : `${decimal} has more than four decimals.`;
  throw new CellProblem(field, 'bad-number', reason);
}

function currencyOf(text: string): string {
  const sign: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };
  // Harvest writes `United States Dollar - USD`; $ and ¥ are signs of several currencies and stay unread.
  const code = sign[text] ?? /\b([A-Z]{3})\s*$/.exec(text.toUpperCase())?.[1];
  if (code === undefined)
    throw new CellProblem(
      'currency',
      'bad-currency',
      `“${text}” is no currency. Write its three letters, such as USD.`,
    );
  return code;
}

/** Ten-thousandths of a unit as minor units of a currency with that many decimals; null when finer than it has. */
export function minorFromE4(e4Amount: bigint, unit: bigint): bigint | null {
  const scaled = e4Amount * unit;
  return scaled % 10_000n === 0n ? scaled / 10_000n : null;
}
