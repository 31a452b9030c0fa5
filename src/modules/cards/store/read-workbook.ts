import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Table } from '../reading/fields.ts';
import { tableOf } from './read-file.ts';

const MAX_UNPACKED = 400 * 1024 * 1024;
const MAX_RATIO = 250;
const MAX_ENTRIES = 2_000;
const MAX_COLUMNS = 500;

const bomb = refuse(
  'file-suspicious',
  'This workbook unpacks to far more than a list of work can be, so it isn’t opened. Save the list as CSV.',
);
const broken = refuse(
  'file-broken',
  'The workbook is damaged or isn’t a workbook. Open it in a spreadsheet program and save it again as .xlsx or CSV.',
);

/** Looks into the zip's directory and unpacks each part once, bounded, before anything is trusted with it. */
function workbookProblem(bytes: Uint8Array): ReturnType<typeof refuse> | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > zip.length) return broken;
  const count = zip.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) return bomb;
  let at = zip.readUInt32LE(end + 16);
  let unpacked = 0;
  const names = new Set<string>();
  const parts: Span[] = [];
  const directory = at;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return broken;
    const entry = {
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      local: zip.readUInt32LE(at + 42),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
    };
    const nameLength = zip.readUInt16LE(at + 28);
    names.add(zip.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    unpacked += entry.size;
    if (entry.encrypted) return refuse('file-locked', 'The workbook is protected by a password. Save it without one.');
    if (unpacked > MAX_UNPACKED || (entry.size > 1024 * 1024 && entry.size > entry.packed * MAX_RATIO)) return bomb;
    const said = truthful(zip, entry);
    if (said !== null) return said;
    parts.push({ from: entry.local, to: dataOf(zip, entry.local) + entry.packed });
  }
  if (!isWhole(parts, directory)) return bomb;
  return names.has('xl/workbook.xml') ? null : broken;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Behind a part may stand its sizes once more. */
const SIZES_AGAIN = 24;

/** Whoever reads a zip from its beginning sees what stands between the parts of its directory: there must be nothing. */
function isWhole(parts: readonly Span[], directory: number): boolean {
  let end = 0;
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    if (part.from < end || part.from > end + (end === 0 ? 0 : SIZES_AGAIN)) return false;
    end = part.to;
  }
  return directory >= end && directory <= end + SIZES_AGAIN;
}

/** Where a part's own bytes begin, behind its local header. */
function dataOf(zip: Buffer, local: number): number {
  return local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
}

/** A directory can lie about sizes: the part is unpacked up to what it claims and not a byte further. */
function truthful(
  zip: Buffer,
  entry: { method: number; packed: number; size: number; local: number },
): ReturnType<typeof refuse> | null {
  if (entry.local + 30 > zip.length || zip.readUInt32LE(entry.local) !== 0x04034b50) return broken;
  const start = dataOf(zip, entry.local);
  // What stands before a part is what is read first: it may not say otherwise than the directory.
  if (zip.readUInt16LE(entry.local + 8) !== entry.method) return broken;
  if (entry.method === 0) return entry.packed === entry.size ? null : broken;
  if (entry.method !== 8) return broken;
  try {
    const out = inflateRawSync(zip.subarray(start, start + entry.packed), {
      maxOutputLength: Math.max(1, entry.size),
    });
    return out.byteLength === entry.size ? null : broken;
  } catch (error) {
    const lied = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return lied ? bomb : broken;
  }
}

/** The first sheet that has rows, as texts. */
export async function readWorkbook(bytes: Uint8Array, maxRows: number): Promise<Outcome<Table>> {
  const problem = workbookProblem(bytes);
  if (problem) return problem;
  const rows: { row: number; cells: string[] }[] = [];
  try {
    const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([Buffer.from(bytes)]), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    });
    for await (const sheet of reader) {
      if (rows.length > 0) break;
      for await (const row of sheet) {
        if (rows.length > maxRows + 1)
          return refuse('too-many-rows', 'The file has more than 200,000 rows. Divide it into parts.');
        rows.push({ row: row.number, cells: cellsOf(row) });
      }
    }
  } catch {
    return broken;
  }
  return tableOf(rows, true);
}

function cellsOf(row: ExcelJS.Row): string[] {
  const cells: string[] = [];
  row.eachCell((cell, column) => {
    if (column > MAX_COLUMNS) return;
    while (cells.length < column - 1) cells.push('');
    cells[column - 1] = textOf(cell.value, cell.numFmt).trim();
  });
  return cells;
}

function textOf(value: ExcelJS.CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  // A workbook keeps numbers in binary; fifteen digits are what it shows, so 0.1 + 0.2 reads 0.3 again.
  if (typeof value === 'number') return plain(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Date) return dateText(value, format);
  if ('result' in value) return textOf(value.result, format);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return typeof value.text === 'string' ? value.text : textOf(value.text, format);
  if ('error' in value) return value.error;
  return '';
}

/** Beyond what plain digits can say, it stays as it is and is refused as no number of hours or money. */
function plain(value: number): string {
  return Number(value.toPrecision(15)).toString();
}

const ZERO = Date.UTC(1899, 11, 30);

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** A time of day or a duration is a date near Excel's zero; `[h]:mm` may run past a day. */
function dateText(value: Date, format: string | undefined): string {
  const seconds = Math.floor((value.getTime() - ZERO + 500) / 1000); // binary days miss the second by a little
  if (seconds >= 0 && (seconds < 86_400 || (format?.includes('[h') ?? false))) {
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
  return value.toISOString().slice(0, 10);
}
