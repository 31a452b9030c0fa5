import { once } from 'node:events';
import type { PassThrough } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { decimalText } from '../kernel/money.ts';

/** A contract's shape, as far as its columns are asked for. */
type Schema = object;

type Cell = string | number | boolean | null;

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

/**
 * Writes any list's answers as one sheet while they come: one row per row, money as decimal with its currency beside it.
 * The columns are those of the list's contract, so that they are the same whatever the rows hold.
 */
export function sheetWriter(output: Schema, format: 'csv' | 'xlsx', stream: PassThrough): SheetWriter {
  const columns = columnsOf(output);
  const table = (answer: unknown): Cell[][] =>
    rowsOf(answer)
      .map((row) => flat(row))
      .map((row) => columns.map((column) => harmless(row[column] ?? null)));
  if (format === 'csv') {
    stream.write(stringify([columns], { bom: true }));
    return {
      async add(answer) {
        if (!stream.write(stringify(table(answer)))) await drained(stream);
      },
      end: () => Promise.resolve(void stream.end()),
    };
  }
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet('Engross', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: column,
    key: column,
    width: Math.min(40, Math.max(10, column.length + 2)),
  }));
  sheet.getRow(1).font = { bold: true };
  return {
    async add(answer) {
      for (const row of table(answer)) sheet.addRow(row).commit();
      if (stream.writableNeedDrain) await drained(stream);
    },
    async end() {
      sheet.commit();
      await book.commit();
    },
  };
}

async function drained(stream: PassThrough): Promise<void> {
  await once(stream, 'drain', { signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** The names of a list's columns, or of a single answer's parts, from its contract. */
function columnsOf(output: Schema): string[] {
  const rows = shapeOf(output)?.['rows'];
  const element = rows && (rows as { element?: Schema }).element;
  return named(element ?? output, '');
}

function named(schema: Schema, name: string): string[] {
  const inner = (schema as { def?: { innerType?: Schema } }).def?.innerType;
  if (inner) return named(inner, name);
  const shape = shapeOf(schema);
  if (!shape) return [name];
  const keys = Object.keys(shape);
  if (name !== '' && keys.length === 2 && 'minor' in shape && 'currency' in shape) return [name, `${name}.currency`];
  return keys.flatMap((key) => named(shape[key] ?? {}, name === '' ? key : `${name}.${key}`));
}

function shapeOf(schema: Schema): Record<string, Schema> | undefined {
  return (schema as { shape?: Record<string, Schema> }).shape;
}

function rowsOf(answer: unknown): Record<string, unknown>[] {
  const rows = (answer as { rows?: unknown }).rows;
  return (Array.isArray(rows) ? rows : [answer]) as Record<string, unknown>[];
}

function flat(row: Record<string, unknown>, prefix = ''): Record<string, Cell> {
  const out: Record<string, Cell> = {};
  for (const [key, value] of Object.entries(row)) {
    const name = prefix + key;
    if (isMoney(value)) {
      out[name] = decimalText(BigInt(value.minor), value.currency);
      out[`${name}.currency`] = value.currency;
    } else if (Array.isArray(value)) {
      out[name] = value
        .map((item) =>
          isMoney(item)
            ? `${decimalText(BigInt(item.minor), item.currency)} ${item.currency}`
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
      out[name] = (value ?? null) as Cell;
    }
  }
  return out;
}

function isMoney(value: unknown): value is { minor: string; currency: string } {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value;
}

/** A text that a spreadsheet would run as a formula is shown as text instead. */
function harmless(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
}
