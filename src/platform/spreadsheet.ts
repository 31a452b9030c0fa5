import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { decimalsOf } from '../kernel/currency.ts';
import { dayFrom } from '../kernel/day.ts';
import { decimalText, type MoneyWire } from '../kernel/money.ts';
import { day } from './shapes.ts';

/** A contract's shape, as far as its columns are asked for. */
type Schema = object;

/** A value of a row, before it is written as one format has it. */
type Value = string | number | boolean | null | MoneyWire;

interface Column {
  readonly name: string;
  readonly kind: 'plain' | 'day' | 'hours';
}

interface Buckets {
  readonly key: string;
  readonly names: readonly string[];
  readonly currencyIn: string;
}

export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Rows that a sheet of a workbook can hold below its header. */
export const WORKBOOK_ROWS = 1_048_575;

/** A reader that takes nothing for so long is gone; the snapshot it holds is let go. */
const PATIENCE_MS = 60_000;

export interface SheetWriter {
  /** the rows of one answer of a list */
  add(answer: unknown): Promise<void>;
  end(): Promise<void>;
}

/** What is more doesn't fit: a spreadsheet keeps fifteen digits of a number. */
const EXACT_MINOR = 10n ** 15n;

/**
 * Writes any list's answers as one sheet while they come: one row per row, money as decimal with its currency beside it.
 * The columns are those of the list's contract, so that they are the same whatever the rows hold. In a workbook amounts,
 * hours and days are numbers and dates, so that they can be reckoned with.
 */
export function sheetWriter(output: Schema, format: 'csv' | 'xlsx', stream: PassThrough): SheetWriter {
  const element = elementOf(output);
  const columns = named(element, '');
  const buckets = bucketsOf(element);
  const table = (answer: unknown): Value[][] =>
    rowsOf(answer)
      .map((row) => flat(inColumns(row, buckets)))
      .map((row) => columns.map(({ name }) => row[name] ?? null));
  return format === 'csv' ? textWriter(columns, table, stream) : workbookWriter(columns, table, stream);
}

type Table = (answer: unknown) => Value[][];

function textWriter(columns: readonly Column[], table: Table, stream: PassThrough): SheetWriter {
  stream.write(stringify([columns.map((column) => column.name)], { bom: true }));
  return {
    async add(answer) {
      const rows = table(answer).map((row) => row.map((value) => harmless(isMoney(value) ? textOf(value) : value)));
      if (!stream.write(stringify(rows))) await drained(stream);
    },
    end: () => Promise.resolve(void stream.end()),
  };
}

function workbookWriter(columns: readonly Column[], table: Table, stream: PassThrough): SheetWriter {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet('Engross', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ name }) => ({
    header: name,
    key: name,
    width: Math.min(40, Math.max(10, name.length + 2)),
  }));
  sheet.getRow(1).font = { bold: true };
  return {
    async add(answer) {
      for (const values of table(answer)) {
        const cells = values.map((value, i) => cellOf(value, columns[i]?.kind ?? 'plain'));
        const row = sheet.addRow(cells.map((cell) => cell.value));
        for (const [i, { format }] of cells.entries()) if (format) row.getCell(i + 1).numFmt = format;
        row.commit();
      }
      if (stream.writableNeedDrain) await drained(stream);
    },
    async end() {
      sheet.commit();
      await book.commit();
    },
  };
}

/** What a cell of a workbook holds, and how it is shown. */
function cellOf(
  value: Value,
  kind: Column['kind'],
): { value: string | number | boolean | Date | null; format?: string } {
  if (isMoney(value)) {
    const minor = BigInt(value.minor);
    if (minor >= EXACT_MINOR || minor <= -EXACT_MINOR) return { value: textOf(value) };
    const decimals = decimalsOf(value.currency);
    return { value: Number(textOf(value)), format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` };
  }
  if (typeof value === 'string') {
    if (kind === 'day' && dayFrom(value) !== null)
      return { value: new Date(`${value}T00:00:00Z`), format: 'yyyy-mm-dd' };
    if (kind === 'hours' && /^-?\d{1,12}(\.\d{1,2})?$/.test(value)) return { value: Number(value), format: '0.00' };
  }
  return { value: harmless(value) };
}

async function drained(stream: PassThrough): Promise<void> {
  await once(stream, 'drain', { signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** What a row of a list is, or a single answer, from the contract. */
function elementOf(output: Schema): Schema {
  const rows: { element?: Schema } | undefined = shapeOf(output)?.['rows'];
  return rows?.element ?? output;
}

function named(schema: Schema, name: string): Column[] {
  // A day is the shape of that name, whatever may be left out of it.
  if (schema === day) return [{ name, kind: 'day' }];
  const inner = (schema as { def?: { innerType?: Schema } }).def?.innerType;
  if (inner) return named(inner, name);
  const shape = shapeOf(schema);
  if (!shape) {
    const among = bucketNames(schema);
    if (among) return among.names.map((bucket) => ({ name: `${name}.${bucket}`, kind: 'plain' }));
    return [{ name, kind: /(^|\.)hours$|Hours$/.test(name) ? 'hours' : 'plain' }];
  }
  const keys = Object.keys(shape);
  if (name !== '' && keys.length === 2 && 'minor' in shape && 'currency' in shape)
    return [name, `${name}.currency`].map((column) => ({ name: column, kind: 'plain' }));
  return keys.flatMap((key) => named(shape[key] ?? {}, name === '' ? key : `${name}.${key}`));
}

function bucketNames(schema: Schema): Omit<Buckets, 'key'> | null {
  const meta = (schema as { meta?: () => Record<string, unknown> | undefined }).meta?.();
  const names = meta?.['x-buckets'];
  return Array.isArray(names) ? { names: names.map(String), currencyIn: String(meta?.['x-currency-in']) } : null;
}

function bucketsOf(element: Schema): Buckets[] {
  return Object.entries(shapeOf(element) ?? {}).flatMap(([key, schema]) => {
    const among = bucketNames(schema);
    return among ? [{ key, ...among }] : [];
  });
}

/** A row whose buckets are amounts under their names. */
function inColumns(row: Record<string, unknown>, buckets: readonly Buckets[]): Record<string, unknown> {
  if (buckets.length === 0) return row;
  const spread = buckets.map(({ key, names, currencyIn }) => {
    const beside = row[currencyIn];
    const currency = isMoney(beside) ? beside.currency : String(beside);
    const minors = row[key] as string[];
    return [key, Object.fromEntries(names.map((name, i) => [name, { minor: minors[i] ?? '0', currency }]))];
  });
  return { ...row, ...Object.fromEntries(spread) };
}

function shapeOf(schema: Schema): Record<string, Schema> | undefined {
  return (schema as { shape?: Record<string, Schema> }).shape;
}

function rowsOf(answer: unknown): Record<string, unknown>[] {
  const rows = (answer as { rows?: unknown }).rows;
  return (Array.isArray(rows) ? rows : [answer]) as Record<string, unknown>[];
}

function flat(row: Record<string, unknown>, prefix = ''): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const [key, value] of Object.entries(row)) {
    const name = prefix + key;
    if (isMoney(value)) {
      out[name] = value;
      out[`${name}.currency`] = value.currency;
    } else if (Array.isArray(value)) {
      out[name] = value
        .map((item) =>
          isMoney(item)
            ? `${textOf(item)} ${item.currency}`
            : typeof item === 'object'
              ? JSON.stringify(item)
              : String(item),
        )
        .join('; ');
    } else if (value !== null && typeof value === 'object') {
      Object.assign(out, flat(value as Record<string, unknown>, `${name}.`));
    } else if (typeof value === 'bigint') {
      out[name] = value.toString();
    } else {
      out[name] = (value ?? null) as Value;
    }
  }
  return out;
}

function isMoney(value: unknown): value is MoneyWire {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

function textOf({ minor, currency }: MoneyWire): string {
  return decimalText(BigInt(minor), currency);
}

/** A text that a spreadsheet would run as a formula is shown as text instead. */
function harmless<T>(cell: T): T | string {
  return typeof cell === 'string' && /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
}
