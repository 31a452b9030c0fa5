import type { RefusedRow, Table } from './fields.ts';

/** Heads the column that is added to rows given back to be mended; a file with it is read as if it weren't there. */
export const WHY = 'Engross: why refused';

const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/;
const NUMBER = /^[+-]?[\d.,]+$/;

/** A cell that a spreadsheet can't take for a formula; `asGiven` undoes it. */
function harmless(text: string): string {
  return LIKE_A_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function asGiven(text: string): string {
  return text.startsWith("'") && LIKE_A_FORMULA.test(text) ? text.slice(1) : text;
}

function reasonsByRow(refused: readonly RefusedRow[]): Map<number, string> {
  const said = Map.groupBy(refused, (r) => r.row);
  return new Map([...said].map(([row, why]) => [row, why.map((r) => `${r.column}: ${r.reason}`).join(' ')]));
}

/** The refused rows of a table as they stand in it, under its own header, with the reason as last column. */
export function tableToMend(table: Table, refused: readonly RefusedRow[], separator: string): string {
  const why = reasonsByRow(refused);
  const cut = separator === ';' ? ';' : ',';
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(cut);
  const { length } = table.header;
  const rows = table.rows.flatMap(({ row, cells }) => {
    const reason = why.get(row);
    if (reason === undefined) return [];
    const own = Array.from({ length }, (_, i) => cells[i] ?? '');
    // What stands beyond the header has no column; it stays beyond it.
    return [line([...own, reason, ...cells.slice(length)])];
  });
  return `\uFEFF${[line([...table.header, WHY]), ...rows].join('\r\n')}\r\n`;
}

/** The table as it was before reasons were added to it. */
export function withoutReasons(table: Table): Table {
  const at = table.header.indexOf(WHY);
  if (at < 0) return table;
  return {
    ...table,
    header: table.header.slice(0, at).map(asGiven),
    rows: table.rows.map(({ row, cells }) => ({ row, cells: cells.filter((_, i) => i !== at).map(asGiven) })),
  };
}

interface LedesRows {
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** The same of a LEDES file, as LEDES with one field more. */
export function ledesToMend({ header, rows }: LedesRows, refused: readonly RefusedRow[]): string {
  const why = reasonsByRow(refused);
  const line = (cells: readonly string[], last: string): string =>
    `${[...cells, last.replaceAll('|', '/').replaceAll('[]', '()')].join('|')}[]`;
  const given = rows.flatMap(({ row, cells }) => {
    const reason = why.get(row);
    return reason === undefined ? [] : [line(cells, reason)];
  });
  return `${['LEDES1998B[]', line(header, WHY), ...given].join('\r\n')}\r\n`;
}
