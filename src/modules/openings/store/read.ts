import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { folded, listed } from '../../../kernel/text.ts';
import { dayOf, decimalFrom, orderOf, readFile, styleOf } from '../../cards/index.ts';
import { COLUMNS, type Column, type OpeningKind, type Reader, RowReader } from '../rows.ts';

export interface ReadFile {
  readonly rows: readonly { readonly row: number; readonly read: () => RowReader }[];
}

type DateOrder = Parameters<typeof dayOf>[1];

/** Reads a file into rows by its header; what dates and numbers mean is decided over the whole file, never guessed. */
export async function readOpening(
  bytes: Uint8Array,
  kind: OpeningKind,
  dates: DateOrder | undefined,
  pasted: boolean,
): Promise<Outcome<ReadFile>> {
  const file = await readFile(bytes, pasted);
  if (!file.ok) return file;
  if (file.value.format === 'ledes-1998b')
    return refuse('not-a-table', 'Opening balances come as CSV or XLSX with a header, not as LEDES.', {
      where: 'file',
    });
  const { table } = file.value;
  const header = table.header.map(folded);
  const missing = COLUMNS[kind].needs.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    return refuse(
      'missing-columns',
      `The header lacks ${listed(missing)}. It may also have ${listed(COLUMNS[kind].may)}.`,
      {
        where: 'header',
      },
    );
  }
  if (table.rows.length === 0) return refuse('empty-file', 'The file has a header but no rows.', { where: 'file' });
  const cell = (cells: readonly string[], column: Column): string => cells[header.indexOf(column)] ?? '';
  const reader = readerOf(
    table.rows.map((r) => r.cells),
    header,
    table.plainNumbers,
    dates,
  );
  if (!reader.ok) return reader;
  return done({
    rows: table.rows.map(({ row, cells }) => ({
      row,
      read: () => new RowReader(row, (column) => cell(cells, column), reader.value),
    })),
  });
}

const DAYS: readonly string[] = ['work date', 'invoice date', 'due date', 'received on'];
const NUMBERS: readonly string[] = ['amount', 'hours', 'fees', 'disbursements', 'charges', 'tax'];

function readerOf(
  rows: readonly (readonly string[])[],
  header: readonly string[],
  plainNumbers: boolean,
  dates: DateOrder | undefined,
): Outcome<Reader> {
  const cellsOf = (columns: readonly string[]): string[] =>
    header.flatMap((column, i) =>
      columns.includes(column) ? rows.map((cells) => cells[i] ?? '').filter((v) => v !== '') : [],
    );
  const order = dates ?? orderOf(cellsOf(DAYS)).order;
  if (order === null)
    return refuse('asks-dates', 'The dates may be day-month-year or month-day-year. Say which.', { where: 'dates' });
  const { style } = styleOf(cellsOf(NUMBERS), plainNumbers);
  if (style === null)
    return refuse(
      'asks-numbers',
      'Some numbers use a point and some a comma for decimals, or it can’t be told. Write them one way, such as 1234.50.',
      { where: 'file' },
    );
  return done({ day: (text) => dayOf(text, order), decimal: (text) => decimalFrom(text, style) });
}
