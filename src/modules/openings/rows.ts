import type { Day } from '../../kernel/day.ts';
import { secondsFromHours } from '../../kernel/hours.ts';
import { minorFromDecimal } from '../../kernel/money.ts';

export type OpeningKind = 'wip' | 'invoices' | 'unapplied';

const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** The columns of each file: required ones first, then those that may be missing or empty. */
export const COLUMNS = {
  wip: {
    needs: ['matter', 'kind', 'work date', 'amount', 'narrative'],
    may: ['timekeeper', 'hours', 'task code', 'activity code', 'expense code', 'cost kind'],
  },
  invoices: {
    needs: ['number', 'payer', 'invoice date', 'due date', 'currency'],
    may: ['client', 'matter', 'timekeeper', 'fees', 'disbursements', 'charges', 'tax'],
  },
  unapplied: {
    needs: ['payer', 'received on', 'currency', 'amount'],
    may: ['client', 'reference'],
  },
} as const satisfies Record<OpeningKind, { needs: readonly string[]; may: readonly string[] }>;

export type Column = (typeof COLUMNS)[OpeningKind]['needs' | 'may'][number];

export interface RefusedCell {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** How texts of this file read; decided by the caller from all of its cells. */
export interface Reader {
  readonly day: (text: string) => Day | null;
  readonly decimal: (text: string) => string | null;
}

export type CellsOf = (column: Column) => string;

/** Reads cells of one row and collects what is wrong with them, so that a row tells all its faults at once. */
export class RowReader {
  readonly faults: RefusedCell[] = [];
  readonly #row: number;
  readonly #cells: CellsOf;
  readonly #reader: Reader;

  constructor(row: number, cells: CellsOf, reader: Reader) {
    this.#row = row;
    this.#cells = cells;
    this.#reader = reader;
  }

  fault(column: Column, reason: string): void {
    this.faults.push({ row: this.#row, column, value: this.#cells(column), reason });
  }

  text(column: Column, needed = true): string {
    const text = this.#cells(column).trim();
    if (text === '' && needed) this.fault(column, 'is empty; fill it in');
    return text;
  }

  day(column: Column): Day {
    const text = this.text(column);
    const day = text === '' ? null : this.#reader.day(text);
    if (text !== '' && day === null) this.fault(column, 'is no date; write it as YYYY-MM-DD');
    return day ?? ('0001-01-01' as Day);
  }

  currency(column: Column): string {
    const text = this.text(column).toUpperCase();
    if (text !== '' && !isCurrency(text)) this.fault(column, 'is no currency; write three letters such as USD');
    return text;
  }

  /** Minor units of `currency`; zero for an empty cell that needn't be filled. */
  amount(column: Column, currency: string, needed = true): bigint {
    const text = this.text(column, needed);
    if (text === '') return 0n;
    const decimal = this.#reader.decimal(text);
    const minor = decimal === null || !isCurrency(currency) ? null : minorFromDecimal(decimal, currency);
    if (minor === null) this.fault(column, `is no amount in ${currency}; write it such as 1234.50`);
    else if (minor < 0n) this.fault(column, 'is below zero; opening balances are what is open');
    return minor ?? 0n;
  }

  seconds(column: Column): bigint {
    const text = this.text(column);
    const decimal = text === '' ? null : this.#reader.decimal(text);
    const seconds = decimal === null ? null : secondsFromHours(decimal);
    if (text !== '' && seconds === null) this.fault(column, 'is no number of hours; write it such as 1.25');
    return seconds ?? 0n;
  }
}

/** Per currency: what the file sums to against what the earlier books say. Null when they tie. */
export function untied(
  sums: ReadonlyMap<string, bigint>,
  control: ReadonlyMap<string, bigint>,
): { currency: string; file: bigint; control: bigint } | null {
  for (const currency of new Set([...sums.keys(), ...control.keys()])) {
    const file = sums.get(currency) ?? 0n;
    const wanted = control.get(currency) ?? 0n;
    if (file !== wanted) return { currency, file, control: wanted };
  }
  return null;
}
