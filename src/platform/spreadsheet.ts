import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { decimalText } from '../kernel/money.ts';

type Cell = string | number | boolean | null;

/** Any list's answer as a sheet: one row per row, money as decimal with its currency beside it. */
export async function sheetOf(
  answer: unknown,
  format: 'csv' | 'xlsx',
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const rows = rowsOf(answer).map((row) => flat(row));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const table = rows.map((row) => columns.map((column) => row[column] ?? null));
  if (format === 'csv') {
    const text = stringify([columns, ...table.map((row) => row.map(harmless))], { bom: true });
    return { bytes: Buffer.from(text, 'utf8'), mediaType: 'text/csv; charset=utf-8' };
  }
  return {
    bytes: await workbook(columns, table),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
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

async function workbook(columns: readonly string[], table: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  const stream = new PassThrough();
  const whole = buffer(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true });
  const sheet = book.addWorksheet('Engross', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({
    header: column,
    key: column,
    width: Math.min(40, Math.max(10, column.length + 2)),
  }));
  sheet.getRow(1).font = { bold: true };
  for (const row of table) sheet.addRow(row.map(harmless)).commit();
  sheet.commit();
  await book.commit();
  return await whole;
}
