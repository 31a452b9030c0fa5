import type { OutputOf } from '../../kernel/endpoint.ts';
import type { editProforma } from '../../modules/proformas/contract.ts';
import type { showProforma } from '../../modules/proformas/contract/sheet.ts';
import type { AskOf } from '../api/client.ts';

export type Sheet = OutputOf<typeof showProforma>;
export type Line = Sheet['lines'][number];
export type Operation = AskOf<typeof editProforma>['operation'];

/** An operation before it names its lines: their versions are put in when it is sent. */
type Bare<T> = T extends { lines: unknown } ? Omit<T, 'lines'> : never;
export type OnLines = Bare<Operation>;

export type OperationName =
  | 'exclude'
  | 'hold'
  | 'no-charge'
  | 'print'
  | 'transfer'
  | 'divide'
  | 'combine'
  | 'replace'
  | 'write'
  | 'purge'
  | 're-rate'
  | 'split'
  | 'restore';

interface Described {
  readonly name: OperationName;
  readonly key: string;
  readonly word: string;
  readonly hint: string;
}

/** What can be done to lines, with the key of each. */
export const OPERATIONS: readonly Described[] = [
  { name: 'exclude', key: 'e', word: 'Exclude', hint: 'Leave off this proforma, or take back on; stays WIP' },
  { name: 'hold', key: 'h', word: 'Hold', hint: 'Stays WIP until released' },
  { name: 'no-charge', key: 'n', word: 'No charge', hint: 'Billed at zero, or charged again' },
  { name: 'print', key: 'p', word: 'Print', hint: 'Shown on the invoice or hidden; the value counts' },
  { name: 'write', key: 'w', word: 'Write down', hint: 'Change hours, rate or amount to be billed' },
  { name: 'transfer', key: 't', word: 'Transfer', hint: 'Move to another matter' },
  { name: 'divide', key: 'd', word: 'Divide', hint: 'Make several lines of one, each with its own narrative' },
  { name: 'combine', key: 'm', word: 'Combine', hint: 'Make one line of several of the same person and rate' },
  { name: 'replace', key: 'Ctrl+h', word: 'Replace', hint: 'Find and replace words in narratives' },
  { name: 'split', key: 's', word: 'Split', hint: 'Share a line among the payers otherwise than the matter' },
  { name: 're-rate', key: 'r', word: 'Re-rate', hint: 'Apply the rate tables again' },
  { name: 'purge', key: 'x', word: 'Purge', hint: 'Remove from WIP for good, with a reason' },
  { name: 'restore', key: 'o', word: 'Restore', hint: 'Give up the edits: as it was recorded' },
];

/** The operations that make sense on this proforma: there is nothing to split for one payer. */
export function operationsOn(sheet: Sheet): readonly Described[] {
  return OPERATIONS.filter(({ name }) => name !== 'split' || sheet.payers.length > 1);
}

/** What goes without asking; the others need a reason and are rehearsed first. */
export function atOnce(name: OperationName, lines: readonly Line[]): OnLines | null {
  const first = lines[0];
  if (!first) return null;
  if (name === 'exclude') return { do: lines.every((line) => line.excluded) ? 'include' : 'exclude' };
  if (name === 'print') return { do: 'print', on: !first.printed };
  if (name === 'hold' && lines.every((line) => line.held)) return { do: 'release' };
  if (name === 'restore') return { do: 'restore', reason: '' };
  return null;
}

export function withLines(operation: OnLines, sheet: Sheet, ids: readonly string[]): Operation {
  const wanted = new Set(ids);
  const lines = sheet.lines.filter((line) => wanted.has(line.id)).map(({ id, version }) => ({ id, version }));
  return { ...operation, lines };
}

/** Fields that can be changed in their cell. */
export type CellField =
  | 'workDate'
  | 'taskCode'
  | 'activityCode'
  | 'expenseCode'
  | 'narrative'
  | 'hours'
  | 'rate'
  | 'amount';

export function isEdited(line: Line): boolean {
  return line.original !== null || line.shares !== null;
}
