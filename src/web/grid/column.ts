import type { ColDef, ValueGetterParams } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { sumsOf } from '../parts/money.tsx';
import { amountText, type MoneyWire, scaledFromDecimal, scaledText } from '../../kernel/money.ts';

/** One column of a list, said in the words of its rows. */
export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** what the label stands for, where that isn't plain */
  readonly hint?: string;
  readonly text?: (row: Row) => string | null;
  readonly number?: (row: Row) => number;
  readonly hours?: (row: Row) => string;
  readonly money?: (row: Row) => MoneyWire | null;
  readonly show?: (row: Row) => ReactNode;
  /** where the cell leads; the first such column is where Enter leads */
  readonly href?: (row: Row) => string | null;
  readonly width?: number;
  readonly grow?: number;
  readonly wrap?: boolean;
  /** shown on a phone too */
  readonly phone?: boolean;
  readonly hidden?: boolean;
  /** another column names the currency */
  readonly bare?: boolean;
  /** summed in the last row */
  readonly sum?: boolean;
}

/** Whether a column is of amounts, counts or hours. */
export function isNumeric<Row>(column: Column<Row>): boolean {
  return Boolean(column.money ?? column.number ?? column.hours);
}

/** The currency of a whole column, when it is one: then the header names it once. */
export function currencyOf<Row>(column: Column<Row>, rows: readonly Row[]): string | null {
  if (!column.money) return null;
  let found: string | null = null;
  for (const row of rows) {
    const currency: string | null = column.money(row)?.currency ?? found;
    if (found !== null && currency !== found) return null;
    found = currency;
  }
  return found;
}

function sortable<Row>(column: Column<Row>, row: Row): bigint | number | string {
  if (column.money) return BigInt(column.money(row)?.minor ?? '0');
  if (column.number) return column.number(row);
  if (column.hours) return scaledFromDecimal(column.hours(row), 2) ?? 0n;
  return column.text?.(row) ?? '';
}

function compare(a: bigint | number | string, b: bigint | number | string): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true });
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An amount, a count or hours of nothing: it stands back, so that the others are seen. */
export function isNothing<Row>(column: Column<Row>, row: Row): boolean {
  const value = sortable(column, row);
  return isNumeric(column) && (value === 0n || value === 0);
}

/** Rows by one column: texts from A, amounts and counts from the highest. */
export function compareRows<Row>(column: Column<Row>, a: Row, b: Row): number {
  const order = compare(sortable(column, a), sortable(column, b));
  return isNumeric(column) ? -order : order;
}

/** What a cell says when nothing particular is shown. */
export function plainText<Row>(column: Column<Row>, row: Row, currency: string | null): string {
  if (column.money) {
    const money = column.money(row);
    if (!money) return '';
    const text = amountText(BigInt(money.minor), money.currency);
    return currency === null && !column.bare ? `${money.currency} ${text}` : text;
  }
  if (column.number) return String(column.number(row));
  if (column.hours) return column.hours(row);
  return column.text?.(row) ?? '';
}

/** The sum of a column, one for each currency; where the header names the only one, without it. */
export function sumText<Row>(column: Column<Row>, rows: readonly Row[], named: string | null = null): string {
  if (!column.sum) return '';
  if (column.money) {
    const sums = sumsOf(rows.flatMap((row) => column.money?.(row) ?? []));
    const [first] = sums;
    if (first && sums.every((sum) => sum.minor === '0')) return amountText(0n, first.currency);
    return sums
      .map((sum) => `${sum.currency === named ? '' : `${sum.currency} `}${amountText(BigInt(sum.minor), sum.currency)}`)
      .join('\n');
  }
  if (column.hours) {
    return scaledText(
      rows.reduce((sum, row) => sum + (scaledFromDecimal(column.hours?.(row) ?? '0', 2) ?? 0n), 0n),
      2,
    );
  }
  if (column.number) return String(rows.reduce((sum, row) => sum + (column.number?.(row) ?? 0), 0));
  return '';
}

/** The grid's own description of our column. */
export function colDef<Row>(column: Column<Row>, rows: readonly Row[]): ColDef<Row> {
  const currency = currencyOf(column, rows);
  const numeric = isNumeric(column);
  return {
    colId: column.key,
    headerName: currency === null || column.bare ? column.label : `${column.label}, ${currency}`,
    ...(column.hint === undefined ? {} : { headerTooltip: column.hint }),
    valueGetter: (params: ValueGetterParams<Row>) =>
      params.data === undefined || params.node?.rowPinned ? '' : sortable(column, params.data),
    comparator: compare,
    cellRendererParams: { column, currency },
    cellClass: [...(numeric ? ['cell-num'] : []), ...(column.wrap ? ['cell-wrap'] : [])],
    headerClass: numeric ? 'cell-num' : '',
    ...(column.wrap ? { wrapText: true, autoHeight: true } : {}),
    ...(column.grow
      ? { flex: column.grow, minWidth: column.width ?? 120 }
      : { width: column.width ?? (numeric ? 118 : 130) }),
    initialHide: column.hidden ?? false,
  };
}
