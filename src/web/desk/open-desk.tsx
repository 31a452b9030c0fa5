import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../frame/session.tsx';
import { Amount } from '../parts/money.tsx';
import { ReviewStrip } from '../review/review-strip.tsx';
import { Empty, Page } from '../parts/page.tsx';
import { AdjustDialog, Adjustments } from './adjust-dialog.tsx';
import { DeskLinks, deskCrumb, DeskTitle } from './desk-head.tsx';
import { cellText, readCell } from './edit-cell.ts';
import type { DeskRow } from './grid-rows.ts';
import { History } from './history.tsx';
import { LinesGrid } from './lines-grid.tsx';
import { NewWip, NotSaved, Problems } from './notices.tsx';
import { OperationDialog } from './operation-dialog.tsx';
import { atOnce, type CellField, type Line, type OperationName, OPERATIONS, type Sheet } from './operations.ts';
import { PhoneLines } from './phone-lines.tsx';
import { useReasons } from './reason-field.tsx';
import { StepButtons, StepDialog, useSteps } from './steps.tsx';
import { Tools } from './tools.tsx';
import { Totals } from './totals.tsx';
import type { Desk } from './use-desk.ts';
import { useKeys } from './use-keys.ts';

/** The line under the cursor: where the focus is, or where the grid's cursor was last. */
function cursorId(api: GridApi<DeskRow> | null): string {
  const focused = document.activeElement?.closest('[row-id]')?.getAttribute('row-id');
  return focused ?? api?.getDisplayedRowAtIndex(api.getFocusedCell()?.rowIndex ?? -1)?.data?.id ?? '';
}

const CHANGED = 'Somebody changed this cell while you typed. Nothing of yours is saved yet; choose which one stands.';

/** What the person is doing with lines: which are meant, which dialog is open. */
function useWork(desk: Desk, sheet: Sheet) {
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
  return {
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

export function OpenDesk({ desk, sheet }: { desk: Desk; sheet: Sheet }) {
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 760px)', window.innerWidth <= 760) ?? false;
  const [history, historyIs] = useDisclosure(false);
  const [adjusting, adjust] = useDisclosure(false);
  const work = useWork(desk, sheet);
  const steps = useSteps(sheet);
  const mayEdit = sheet.may.includes('edit');
  const first = steps.steps[0];
  useKeys({
    ...(mayEdit ? Object.fromEntries(OPERATIONS.map(({ name, key }) => [key, () => work.start(name)])) : {}),
    ...(mayEdit
      ? {
          a: adjust.open,
          g: desk.gather,
          'Ctrl+z': desk.undo,
          'Ctrl+Shift+z': desk.redo,
          'Ctrl+y': desk.redo,
        }
      : {}),
    '[': () => sheet.previousId && void navigate(`/proformas/${sheet.previousId}`),
    ']': () => sheet.nextId && void navigate(`/proformas/${sheet.nextId}`),
    'Ctrl+Enter': () => first && steps.take(first),
  });
  const dialogLines = (work.dialog?.ids ?? []).map(work.lineOf).filter((line) => line !== undefined);
  const buttons = <StepButtons {...steps} />;
  return (
    <Page
      title={<DeskTitle sheet={sheet} save={desk.save} />}
      tab={`Proforma ${sheet.number}`}
      crumb={deskCrumb(sheet)}
      aside={
        <DeskLinks sheet={sheet} onHistory={historyIs.open}>
          {phone ? null : buttons}
        </DeskLinks>
      }
    >
      <Totals sheet={sheet} />
      <ReviewStrip sheet={sheet} />
      <NotSaved sheet={sheet} unsaved={desk.unsaved} onDrop={desk.dropUnsaved} />
      {sheet.stateNote === '' ? null : <div className="note">{sheet.stateNote}</div>}
      <Problems sheet={sheet} />
      <NewWip sheet={sheet} onGather={mayEdit ? desk.gather : null} />
      <Adjustments sheet={sheet} {...(mayEdit ? { onDo: (operation) => void desk.send(operation) } : {})} />
      {mayEdit && !phone ? (
        <Tools
          sheet={sheet}
          selected={work.selected}
          reason={work.reason}
          onReason={work.setReason}
          onOperation={work.start}
          onAdjust={adjust.open}
          onUndo={desk.undo}
          onRedo={desk.redo}
        />
      ) : null}
      <Lines sheet={sheet} phone={phone} mayEdit={mayEdit} work={work} />
      <div className="grid-foot" aria-live="polite">
        {desk.said}
      </div>
      {phone && first ? (
        <div className="phone-bar">
          <strong>
            <Amount of={sheet.amounts.total} />
          </strong>
          {buttons}
        </div>
      ) : null}
      {work.dialog && dialogLines.length > 0 ? (
        <OperationDialog
          sheet={sheet}
          name={work.dialog.name}
          lines={dialogLines}
          onDo={(operation, ids) => void desk.operate(operation, ids)}
          onClose={() => work.setDialog(null)}
        />
      ) : null}
      {adjusting ? (
        <AdjustDialog sheet={sheet} onDo={(operation) => void desk.send(operation)} onClose={adjust.close} />
      ) : null}
      {steps.asking ? <StepDialog sheet={sheet} step={steps.asking} onClose={steps.close} /> : null}
      <History
        sheet={sheet}
        opened={history}
        onClose={historyIs.close}
        onUndo={mayEdit && sheet.canUndo ? desk.undo : null}
        onRedo={mayEdit && sheet.canRedo ? desk.redo : null}
      />
    </Page>
  );
}

interface LinesProps {
  readonly sheet: Sheet;
  readonly phone: boolean;
  readonly mayEdit: boolean;
  readonly work: ReturnType<typeof useWork>;
}

function Lines({ sheet, phone, mayEdit, work }: LinesProps) {
  if (sheet.lines.length === 0)
    return (
      <Empty what="Nothing is on this proforma." how="Its cards were moved or purged. Gather new cards, or close it." />
    );
  if (phone)
    return (
      <PhoneLines
        sheet={sheet}
        mayEdit={mayEdit}
        onEdit={work.edit}
        onOperation={(name, line) => work.start(name, [line])}
      />
    );
  return (
    <div data-testid="lines" style={sheet.lines.length > 57 ? { height: 'calc(100dvh - 200px)', minHeight: 420 } : {}}>
      <LinesGrid
        sheet={sheet}
        context={{ mayEdit, toggle: (name, line) => work.start(name, [line]) }}
        onReady={work.setApi}
        onSelect={work.setSelected}
        onEdit={work.edit}
      />
    </div>
  );
}
