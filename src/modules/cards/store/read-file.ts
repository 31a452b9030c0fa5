import { parse } from 'csv-parse/sync';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import type { Table } from '../reading/fields.ts';
import { ledesKind } from '../reading/ledes.ts';
import { readWorkbook } from './read-workbook.ts';

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_ROWS = 200_000;

export type FileRead =
  | {
      readonly format: 'csv' | 'xlsx' | 'paste';
      readonly encoding: string;
      readonly separator: string;
      readonly table: Table;
    }
  | {
      readonly format: 'ledes-1998b';
      readonly encoding: string;
      readonly separator: '|';
      readonly text: string;
    };

/** Said before anything is kept of it: what is kept stays for good. */
export function tooBig(bytes: Uint8Array): ReturnType<typeof refuse> | null {
  if (bytes.byteLength <= MAX_BYTES) return null;
  return refuse('file-too-big', 'The file is larger than 64 MB. Divide it into parts.', { where: 'file' });
}

/** Reads a file's bytes into rows of texts, or into LEDES text; what it is, is told by its content, not by its name. */
export async function readFile(bytes: Uint8Array, pasted = false): Promise<Outcome<FileRead>> {
  if (bytes.byteLength === 0) return refuse('empty-file', 'The file is empty.');
  const big = tooBig(bytes);
  if (big) return big;
  const magic = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (magic.startsWith('504b0304')) {
    const table = await readWorkbook(bytes, MAX_ROWS);
    return table.ok ? done({ format: 'xlsx', encoding: 'XLSX', separator: '', table: table.value }) : table;
  }
  if (magic === 'd0cf11e0a1b11ae1') {
    return refuse(
      'file-locked',
      'The workbook is protected by a password, or of the old .xls kind. Save it as .xlsx without a password, or as CSV.',
    );
  }
  if (magic.startsWith('25504446')) return refuse('not-a-table', 'This is a PDF. Save the list as CSV or XLSX.');
  const { text, encoding } = decode(bytes);
  const ledes = ledesKind(text);
  if (ledes === 'other-ledes')
    return refuse('other-ledes', 'This is another LEDES format. Engross takes LEDES 1998B; export the file as that.');
  if (ledes === '1998b') {
    if (text.split('[]').length - 2 > MAX_ROWS) return tooMany();
    return done({ format: 'ledes-1998b', encoding, separator: '|', text });
  }
  return readSeparated(text, encoding, pasted);
}

function tooMany() {
  return refuse('too-many-rows', 'The file has more than 200,000 rows. Divide it into parts.');
}

/** By its byte order mark, else by where the zeros are, else UTF-8 if it is valid, else what Windows writes. */
export function decode(bytes: Uint8Array): { text: string; encoding: string } {
  const [a, b, c] = bytes;
  const as = (label: string, encoding: string) => ({ text: new TextDecoder(label).decode(bytes), encoding });
  if (a === 0xef && b === 0xbb && c === 0xbf) return as('utf-8', 'UTF-8');
  if (a === 0xff && b === 0xfe) return as('utf-16le', 'UTF-16LE');
  if (a === 0xfe && b === 0xff) return as('utf-16be', 'UTF-16BE');
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  // Latin text in UTF-16 has a zero in every second byte.
  if ((zeros[1] ?? 0) > sample.length / 5) return as('utf-16le', 'UTF-16LE');
  if ((zeros[0] ?? 0) > sample.length / 5) return as('utf-16be', 'UTF-16BE');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return as('windows-1252', 'Windows-1252'); // not valid UTF-8: every byte means something in 1252
  }
}

/** Lines that are cut as often as the first, then how often. */
function evenness(cuts: readonly number[]): number {
  const first = cuts[0] ?? 0;
  return first === 0 ? 0 : cuts.filter((n) => n === first).length * 1000 + first;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;

/** The sign that cuts the first lines into equally many parts; the one that cuts most often wins a tie. */
export function separatorOf(text: string): string {
  const counts = new Map<string, number[]>(SEPARATORS.map((s) => [s, [0]]));
  let quoted = false;
  let lines = 1;
  for (const sign of text.slice(0, 64 * 1024)) {
    if (sign === '"') quoted = !quoted;
    else if (sign === '\n' && !quoted) {
      lines += 1;
      if (lines > 30) break;
      for (const of of counts.values()) of.push(0);
    } else if (!quoted) {
      const of = counts.get(sign);
      if (of) of[of.length - 1] = (of.at(-1) ?? 0) + 1;
    }
  }
  return [...counts].reduce((best, [sign, of]) => (evenness(of) > best.score ? { sign, score: evenness(of) } : best), {
    sign: ',',
    score: 0,
  }).sign;
}

function readSeparated(whole: string, encoding: string, pasted: boolean): Outcome<FileRead> {
  if (whole.slice(0, 4096).includes('\0'))
    return refuse('not-a-table', 'This is no file of rows. Save the list as CSV or XLSX.');
  const hint = /^\uFEFF?sep=(.)\r?\n/i.exec(whole); // Excel's own first line
  const text = hint ? whole.slice(hint[0].length) : whole;
  const separator = hint?.[1] ?? separatorOf(text);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: separator,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      to: MAX_ROWS + 2,
      max_record_size: 1_000_000,
    });
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? ` near line ${String(error.lines)}` : '';
    return refuse(
      'file-broken',
      `The file can’t be read${line}: a quotation mark is opened and not closed, or a row has no end. Mend it there and try again.`,
    );
  }
  const table = tableOf(
    records.map((cells, i) => ({ row: i + 1 + (hint ? 1 : 0), cells })),
    false,
  );
  if (!table.ok) return table;
  return done({ format: pasted ? 'paste' : 'csv', encoding, separator, table: table.value });
}

/** The first row with two or more filled cells is the header; titles above it and empty rows are passed over. */
export function tableOf(
  all: readonly { row: number; cells: readonly string[] }[],
  plainNumbers: boolean,
): Outcome<Table> {
  const filled = all.filter((r) => r.cells.some((cell) => cell.trim() !== ''));
  const at = Math.max(
    0,
    filled.findIndex((r) => r.cells.filter((cell) => cell.trim() !== '').length >= 2),
  );
  const header = filled[at];
  if (!header) return refuse('empty-file', 'The file has no rows.');
  const rows = filled.slice(at + 1);
  if (rows.length === 0) return refuse('empty-file', 'The file has a header but no rows below it.');
  if (rows.length > MAX_ROWS) return tooMany();
  return done({ header: namesOf(header.cells), rows, plainNumbers });
}

/** Header names, each different, so that a mapping can tell columns apart. */
function namesOf(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell.trim().slice(0, 150) || `Column ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
