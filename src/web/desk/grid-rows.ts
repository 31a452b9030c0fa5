import { amountText } from '../../kernel/money.ts';
import { hoursText, secondsFromHours } from '../../kernel/hours.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import type { listFlags } from '../../modules/flags/contract.ts';
import type { Standing } from '../parts/state.tsx';
import type { Line, Sheet } from './operations.ts';

type Flag = OutputOf<typeof listFlags>['flags'][number];

/** The head of one of the three blocks, with its count and sums. */
interface BlockRow {
  readonly type: 'block';
  readonly id: string;
  readonly name: string;
  readonly words: string;
  readonly bill: string;
}

/** One of several matters within a block, with its sub-total. */
interface MatterRow {
  readonly type: 'matter';
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly words: string;
  readonly bill: string;
}

interface LineRow {
  readonly type: 'line';
  readonly id: string;
  readonly line: Line;
  readonly flags: LineFlags | null;
}

/** The flags that stand on one line: how many of each severity, and their titles. */
export interface LineFlags extends Standing {
  readonly titles: readonly string[];
}

/** The standing flags by line; what isn't about a line, or is waived or only told, marks none. */
export function flagsByLine(flags: readonly Flag[]): ReadonlyMap<string, LineFlags> {
  const found = new Map<string, LineFlags>();
  for (const { severity, title, lineIds, waiver } of flags) {
    if (severity === 'info' || waiver !== null) continue;
    for (const id of lineIds) {
      const before = found.get(id) ?? { block: 0, fix: 0, warn: 0, titles: [] };
      found.set(id, { ...before, [severity]: before[severity] + 1, titles: [...before.titles, title] });
    }
  }
  return found;
}

export type DeskRow = BlockRow | MatterRow | LineRow;

const BLOCKS = [
  { kind: 'time', name: 'Fees' },
  { kind: 'disbursement', name: 'Disbursements' },
  { kind: 'charge', name: 'Charges' },
] as const;

export interface Block {
  readonly head: BlockRow;
  readonly lines: readonly Line[];
  /** its lines by matter; one part without a head where there is one matter */
  readonly parts: readonly { readonly head: MatterRow | null; readonly lines: readonly Line[] }[];
}

/** How many lines there are, and what those that count come to. */
function summed(lines: readonly Line[], kind: string, currency: string): { words: string; bill: string } {
  const on = lines.filter((line) => !line.excluded && !line.held);
  const seconds = on.reduce((sum, line) => sum + (secondsFromHours(line.hours) ?? 0n), 0n);
  const bill = on.reduce((sum, line) => sum + BigInt(line.bill.minor), 0n);
  const off = lines.length - on.length;
  const words = [
    counted(lines.length, 'line'),
    ...(kind === 'time' ? [`${hoursText(seconds)} h`] : []),
    ...(off > 0 ? [`${off} off this proforma`] : []),
  ].join(', ');
  return { words, bill: amountText(bill, currency) };
}

function partsOf(sheet: Sheet, kind: string, lines: readonly Line[]): Block['parts'] {
  if (sheet.matters.length < 2) return [{ head: null, lines }];
  return sheet.matters.flatMap(({ id, number, name }) => {
    const own = lines.filter((line) => line.matterId === id);
    if (own.length === 0) return [];
    const head = { type: 'matter', id: `matter ${kind} ${id}`, number, name, ...summed(own, kind, sheet.currency) };
    return [{ head: head as MatterRow, lines: own }];
  });
}

export function blocksOf(sheet: Sheet): Block[] {
  return BLOCKS.map(({ kind, name }) => {
    const lines = sheet.lines.filter((line) => line.kind === kind);
    return {
      head: { type: 'block' as const, id: `block ${kind}`, name, ...summed(lines, kind, sheet.currency) },
      lines,
      parts: partsOf(sheet, kind, lines),
    };
  }).filter((block) => block.lines.length > 0);
}

export function rowsOf(sheet: Sheet, flags: ReadonlyMap<string, LineFlags>): DeskRow[] {
  return blocksOf(sheet).flatMap(({ head, parts }) => [
    head,
    ...parts.flatMap((part): DeskRow[] => [
      ...(part.head === null ? [] : [part.head]),
      ...part.lines.map((line) => ({ type: 'line' as const, id: line.id, line, flags: flags.get(line.id) ?? null })),
    ]),
  ]);
}
