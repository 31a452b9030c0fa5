import type { z } from 'zod';
import { minorFromDecimal } from '../../../kernel/money.ts';
import { done, type Outcome, refuse } from '../../../kernel/outcome.ts';
import { folded, listed } from '../../../kernel/text.ts';
import { decimalFrom, readFile, styleOf } from '../../cards/index.ts';
import { AMOUNT_FOR, CONFIDENCES, type AmountFor, type Confidence } from '../book.ts';
import { scheduleFile } from '../contract/schedules.ts';

type File = z.output<typeof scheduleFile>;
type Item = Omit<File['items'][number], 'amounts'> & { readonly amounts: Partial<Record<AmountFor, bigint>> };

/** A version of a schedule as read from a file: amounts in minor units of its currency. */
export type Schedule = Omit<File, 'items'> & { readonly items: readonly Item[] };

interface Fault {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

const MAX_TOLD = 50;

/** A schedule from JSON; what doesn't fit is told with its place in the file. */
export function scheduleFromJson(text: string): Outcome<Schedule> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return refuse('not-json', `This is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`, {
      where: 'source',
    });
  }
  const parsed = scheduleFile.safeParse(raw);
  if (!parsed.success) {
    const told = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    return refuse('bad-schedule', `The schedule can’t be taken: ${told.slice(0, 5).join('; ')}.`, {
      where: 'source',
      details: told.slice(0, MAX_TOLD),
    });
  }
  return valued(parsed.data);
}

const NEEDED = ['key', 'name'] as const;

/** A schedule from a table, one item a row. */
export async function scheduleFromTable(
  head: Omit<File, 'items'>,
  bytes: Uint8Array,
  pasted: boolean,
): Promise<Outcome<Schedule>> {
  const file = await readFile(bytes, pasted);
  if (!file.ok) return file;
  if (file.value.format === 'ledes-1998b')
    return refuse('not-a-table', 'A schedule comes as CSV or XLSX with a header, or as JSON.', { where: 'source' });
  const { table } = file.value;
  const header = table.header.map((name) => folded(name.trim()));
  const missing = NEEDED.filter((column) => !header.includes(column));
  if (missing.length > 0 || !AMOUNT_FOR.some((column) => header.includes(column)))
    return refuse(
      'missing-columns',
      `The header needs key, name and one of ${listed([...AMOUNT_FOR])}. It may also have code, provision, confidence, source and alias.`,
      { where: 'source' },
    );
  const cell = (cells: readonly string[], column: string): string => (cells[header.indexOf(column)] ?? '').trim();
  const { style } = styleOf(
    table.rows.flatMap(({ cells }) => AMOUNT_FOR.map((column) => cell(cells, column))).filter((text) => text !== ''),
    table.plainNumbers,
  );
  if (style === null)
    return refuse('asks-numbers', 'Some amounts use a point and some a comma for decimals. Write them one way.', {
      where: 'source',
    });
  const items = table.rows.map(({ cells }) => ({
    key: cell(cells, 'key'),
    name: cell(cells, 'name'),
    code: cell(cells, 'code'),
    provision: cell(cells, 'provision'),
    amounts: Object.fromEntries(
      AMOUNT_FOR.map((column) => [column, decimalFrom(cell(cells, column), style) ?? cell(cells, column)]).filter(
        ([, text]) => text !== '',
      ),
    ),
    confidence: confidenceOf(cell(cells, 'confidence')),
    sources: [cell(cells, 'source') || head.authority],
    aliases: cell(cells, 'alias')
      .split(';')
      .map((alias) => alias.trim())
      .filter((alias) => alias !== ''),
  }));
  return scheduleFromJson(JSON.stringify({ ...head, items }));
}

/** A table that doesn't say how sure it is, is not sure. */
function confidenceOf(text: string): Confidence {
  return CONFIDENCES.find((confidence) => confidence === folded(text)) ?? 'unstated';
}

function valued(file: File): Outcome<Schedule> {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  const items = file.items.map((item, index): Item => {
    const fault = (column: string, value: string, reason: string): void => {
      faults.push({ row: index + 1, column, value, reason });
    };
    if (seen.has(item.key)) fault('key', item.key, 'stands twice in the file; keep one');
    seen.add(item.key);
    const amounts: Partial<Record<AmountFor, bigint>> = {};
    for (const status of AMOUNT_FOR) {
      const text = item.amounts[status];
      if (text === undefined) continue;
      const minor = minorFromDecimal(text, file.currency);
      if (minor === null || minor < 0n)
        fault(status, text, `is no amount in ${file.currency}; write it such as 1234.50`);
      else amounts[status] = minor;
    }
    if (Object.keys(item.amounts).length === 0) fault('any', '', 'has no amount; fill in one, or leave the item out');
    return { ...item, amounts };
  });
  if (file.to !== null && file.to < file.from)
    faults.push({ row: 0, column: 'to', value: file.to, reason: 'lies before the first day' });
  const [first] = faults;
  if (first)
    return refuse(
      'rows-refused',
      `Nothing was taken: item ${first.row}, ${first.column} “${first.value}” ${first.reason}.`,
      { where: 'source', details: faults.slice(0, MAX_TOLD) },
    );
  return done({ ...file, items });
}
