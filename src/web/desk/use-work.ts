import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import { useMe } from '../frame/session.tsx';
import { cellText, readCell } from './edit-cell.ts';
import type { DeskRow } from './grid-rows.ts';
import { atOnce, type CellField, type Line, type OperationName, type Sheet } from './operations.ts';
import { useReasons } from './reason-field.tsx';
import type { Desk } from './use-desk.ts';

/** The line under the cursor: where the focus is, or where the grid's cursor was last. */
function cursorId(api: GridApi<DeskRow> | null): string {
  const focused = document.activeElement?.closest('[row-id]')?.getAttribute('row-id');
  return focused ?? api?.getDisplayedRowAtIndex(api.getFocusedCell()?.rowIndex ?? -1)?.data?.id ?? '';
}

const CHANGED = 'Somebody changed this cell while you typed. Nothing of yours is saved yet; choose which one stands.';

/** What the person is doing with lines: which are meant, which dialog is open. */
export function useWork(desk: Desk, sheet: Sheet) {
  const { today } = useMe();
  const [api, setApi] = useState<GridApi<DeskRow> | null>(null);
  const [selectedIds, setSelected] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState<{ name: OperationName; ids: readonly string[] } | null>(null);
  const [typedReason, setReason] = useState('');
  const reason = useReasons('write-down')[0] ?? '';
  const lineOf = (id: string): Line | undefined => sheet.lines.find((line) => line.id === id);
  const meant = (): Line[] => {
    const ids = selectedIds.length > 0 ? selectedIds : [cursorId(api)];
    return ids.map(lineOf).filter((line) => line !== undefined);
  };
  const start = (name: OperationName, lines: readonly Line[] = meant()): void => {
    // Words are replaced everywhere where no line is meant.
    if (lines.length === 0 && name === 'replace') return setDialog({ name, ids: sheet.lines.map((line) => line.id) });
    if (lines.length === 0) return;
    const ids = lines.map((line) => line.id);
    const now = atOnce(name, lines);
    if (now) void desk.operate(now, ids);
    else setDialog({ name, ids });
  };
  const edit = (line: Line, field: CellField, typed: string, begun: Line = line): void => {
    const read = readCell(begun, field, typed, typedReason || reason, today);
    if (read === null) return;
    const words = { lineId: line.id, field, typed };
    const again = (): void => {
      desk.dropUnsaved();
      edit(line, field, typed);
    };
    // The sheet may have been asked for again while the cell was open: what another wrote is never covered in silence.
    const now = cellText(line, field);
    if (now !== cellText(begun, field) && now !== typed.trim()) desk.refuse({ ...words, sentence: CHANGED, again });
    else if ('wrong' in read) desk.refuse({ ...words, sentence: read.wrong, again });
    else void desk.operate(read.operation, [line.id], words);
  };
  const selected = selectedIds.map(lineOf).filter((line) => line !== undefined);
  const cursor = (): Line | null => selected[0] ?? lineOf(cursorId(api)) ?? null;
  return {
    api,
    cursor,
    setApi,
    setSelected,
    selected,
    dialog,
    setDialog,
    start,
    edit,
    lineOf,
    reason: typedReason || reason,
    setReason,
  };
}
