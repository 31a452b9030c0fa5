import type { Day } from '../../../kernel/day.ts';
import type { CardKind, CostKind } from '../value.ts';

/** What a column of a file can be. */
export const FIELDS = [
  'workDate',
  'matter',
  'timekeeper',
  'hours',
  'billableHours',
  'narrative',
  'amount',
  'quantity',
  'unitPrice',
  'rate',
  'currency',
  'kind',
  'costKind',
  'taskCode',
  'activityCode',
  'expenseCode',
  'externalId',
  'billable',
  'nonBillable',
  'client',
  'clientName',
  'matterName',
  'classification',
] as const;
export type Field = (typeof FIELDS)[number];

export const DATE_ORDERS = ['iso', 'day-month-year', 'month-day-year', 'excel-serial'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
export const NUMBER_STYLES = ['1,234.56', '1.234,56'] as const;
export type NumberStyle = (typeof NUMBER_STYLES)[number];
export const HOURS_AS = ['decimal', 'h:mm', 'minutes', 'seconds'] as const;
export type HoursAs = (typeof HOURS_AS)[number];

/** How a file's columns become fields. A column is named by its header; `First Name + Last Name` joins two. */
export interface Mapping {
  readonly columns: Partial<Record<Field, string>>;
  readonly defaultKind: CardKind;
  readonly dates?: DateOrder | undefined;
  readonly numbers?: NumberStyle | undefined;
  readonly hoursAs?: HoursAs | undefined;
  readonly aliases?:
    | {
        readonly matter: Readonly<Record<string, string>>;
        readonly timekeeper: Readonly<Record<string, string>>;
      }
    | undefined;
}

/** A file as rows of texts; `row` is what a spreadsheet program shows beside it. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** numbers are machine-made (a workbook's), so a point is always the decimal sign */
  readonly plainNumbers: boolean;
}

/** Why a row isn't taken; `column` as the file names it. */
export interface RefusedRow {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly reason: string;
}

/** A row, read: people and matters still in the file's own words, amounts in ten-thousandths of the currency's unit. */
export interface ReadRow {
  readonly row: number;
  readonly kind: CardKind;
  readonly costKind: CostKind | null;
  readonly workDate: Day;
  readonly client: string;
  readonly clientName: string;
  readonly matter: string;
  readonly matterName: string;
  /** what the client calls the matter, where the file tells both */
  readonly clientMatter: string;
  readonly timekeeper: string;
  readonly timekeeperName: string;
  readonly classification: string;
  readonly workedSeconds: bigint;
  readonly billableSeconds: bigint;
  /** the file's hours were no whole hundredths */
  readonly hoursRounded: boolean;
  readonly amountE4: bigint | null;
  /** a change of value the file already made */
  readonly adjustmentE4: bigint;
  readonly rateE4: bigint | null;
  readonly currency: string | null;
  readonly narrative: string;
  readonly taskCode: string | null;
  readonly activityCode: string | null;
  readonly expenseCode: string | null;
  /** the row's identity at its source when the source gives one */
  readonly externalId: string | null;
  /** what the row says, for rows without an identity of their own */
  readonly content: string;
  /** the file's words for a field, to show beside a refusal; asked when needed, since most rows of a large file never are */
  readonly shown: (field: string) => { readonly column: string; readonly value: string } | undefined;
}

export type RowResult =
  | { readonly ok: true; readonly read: ReadRow }
  | { readonly ok: false; readonly refused: RefusedRow };

/** Something the file leaves open: asked, never guessed in silence. */
export interface Question {
  readonly about: 'dates' | 'numbers' | 'hoursAs' | 'columns';
  /** of a question about columns: what the column is to be; any one of them answers it */
  readonly fields: Field[];
  readonly sentence: string;
  readonly choices: string[];
  readonly samples: string[];
}

const WORTH: readonly Field[] = ['hours', 'amount', 'unitPrice'];

/** The mapping with another column for a field, or none. A file without hours is one of costs. */
export function withColumn(mapping: Mapping, field: Field, header: string | null): Mapping {
  const columns = { ...mapping.columns };
  if (header === null) delete columns[field];
  else columns[field] = header;
  if (!WORTH.includes(field) || mapping.defaultKind === 'charge') return { ...mapping, columns };
  return { ...mapping, columns, defaultKind: kindBy(columns) };
}

/** What a row is when it doesn't say: time, or a disbursement where the file has amounts and no hours. */
export function kindBy({ hours, amount, unitPrice }: Mapping['columns']): CardKind {
  return hours === undefined && (amount !== undefined || unitPrice !== undefined) ? 'disbursement' : 'time';
}
