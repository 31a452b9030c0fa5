import type { CellEditRequestEvent, ColDef, ColumnState, GridApi } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMemo, useRef } from 'react';
import { useEarlyKeys } from './early-keys.ts';
import { useKept } from '../frame/kept.ts';
import { nonce } from '../frame/nonce.ts';
import { gridTheme } from '../grid/theme.ts';
import { BillCell, BlockHead, CodeEditor, FlagsCell, ToggleCell, type ToggleContext, ValueCell } from './cells.tsx';
import { cellText } from './edit-cell.ts';
import { type DeskRow, type LineFlags, rowsOf } from './grid-rows.ts';
import { isOfText, NarrativeEditor } from './narrative-editor.tsx';
import type { CellField, Line, Sheet } from './operations.ts';
import { Waiting } from '../parts/page.tsx';
import { textOf } from '../parts/money.tsx';
import { flagsText } from '../parts/state.tsx';

export interface LinesGridProps {
  readonly sheet: Sheet;
  readonly flags: ReadonlyMap<string, LineFlags>;
  readonly context: ToggleContext;
  readonly onReady: (api: GridApi<DeskRow>) => void;
  readonly onSelect: (ids: string[]) => void;
  /** `begun` is the line as it was when the cell was opened */
  readonly onEdit: (line: Line, field: CellField, typed: string, begun: Line) => void;
}

/** The three blocks as one grid, so that the cursor goes through all of it; its columns are as this person left them. */
export function LinesGrid(props: LinesGridProps) {
  const kept = useKept('columns:desk');
  return kept.ready ? <Grid {...props} kept={kept} /> : <Waiting />;
}

interface GridProps extends LinesGridProps {
  readonly kept: ReturnType<typeof useKept>;
}

function Grid({ sheet, flags, context, onReady, onSelect, onEdit, kept }: GridProps) {
  const rows = useMemo(() => rowsOf(sheet, flags), [sheet, flags]);
  const together = sheet.matters.length > 1;
  const hasCosts = sheet.lines.some((line) => line.kind !== 'time');
  const defs = useMemo(
    () => columnsOf(sheet.currency, context.mayEdit, { costs: hasCosts, matters: together }),
    [sheet.currency, context.mayEdit, hasCosts, together],
  );
  const begun = useRef<Line | null>(null);
  useEarlyKeys();
  const requested = (event: CellEditRequestEvent<DeskRow>): void => {
    if (event.data.type !== 'line') return;
    const { line } = event.data;
    const seen = begun.current?.id === line.id ? begun.current : line;
    onEdit(line, event.colDef.colId as CellField, String(event.newValue ?? ''), seen);
  };
  return (
    <AgGridReact<DeskRow>
      theme={gridTheme}
      styleNonce={nonce()}
      rowData={rows}
      columnDefs={defs}
      defaultColDef={DEFAULTS}
      context={context}
      getRowId={({ data }) => data.id}
      domLayout={rows.length > 60 ? 'normal' : 'autoHeight'}
      isFullWidthRow={({ rowNode }) => rowNode.data?.type !== 'line'}
      fullWidthCellRenderer={BlockHead}
      getRowHeight={({ data }) => (data?.type === 'line' ? undefined : data?.type === 'matter' ? 28 : 34)}
      rowClassRules={ROW_CLASSES}
      rowSelection={SELECTION}
      selectionColumnDef={{ width: 38, pinned: null }}
      readOnlyEdit
      onCellEditRequest={requested}
      stopEditingWhenCellsLoseFocus
      onCellEditingStarted={({ data }) => (begun.current = data?.type === 'line' ? data.line : null)}
      // An editor in a popup leaves the focus nowhere; the cursor belongs back on its cell.
      onCellEditingStopped={({ api, rowIndex, column }) =>
        setTimeout(() => {
          if (rowIndex !== null && document.activeElement === document.body) api.setFocusedCell(rowIndex, column);
        }, 30)
      }
      enterNavigatesVerticallyAfterEdit={false}
      suppressScrollOnNewData
      rowBuffer={4}
      animateRows={false}
      tooltipShowDelay={400}
      onGridReady={({ api }) => {
        if (Array.isArray(kept.value)) api.applyColumnState({ state: kept.value as ColumnState[] });
        onReady(api);
      }}
      onColumnResized={({ api, finished, source }) => {
        if (finished && source === 'uiColumnResized') keepLayout(api, kept);
      }}
      onSelectionChanged={({ api }) => onSelect(api.getSelectedRows().map((row) => row.id))}
    />
  );
}

/** Widths and which columns are shown, for the next time. */
export function keepLayout(api: GridApi<DeskRow>, kept: Pick<ReturnType<typeof useKept>, 'keep'>): void {
  const state = api.getColumnState().map(({ colId, width, hide, flex }) => ({ colId, width, hide, flex }));
  kept.keep(JSON.parse(JSON.stringify(state)) as never);
}

const SELECTION = {
  mode: 'multiRow',
  headerCheckbox: true,
  checkboxes: ({ data }: { data: DeskRow | undefined }) => data?.type === 'line',
  enableClickSelection: false,
  isRowSelectable: (node: { data?: DeskRow | undefined }) => node.data?.type === 'line',
} as const;

const ROW_CLASSES = {
  'desk-row': ({ data }: { data: DeskRow | undefined }) => data?.type === 'line',
  'desk-row-off': ({ data }: { data: DeskRow | undefined }) =>
    data?.type === 'line' && (data.line.excluded || data.line.held !== null),
};

const DEFAULTS: ColDef<DeskRow> = {
  sortable: false,
  resizable: true,
  suppressMovable: true,
  suppressHeaderMenuButton: true,
  // Letters are operations here, so typing doesn't open a cell: Enter and F2 do.
  // Ctrl+Enter takes the next step, so it doesn't open one either.
  suppressKeyboardEvent: ({ editing, event }) => !editing && isOperation(event),
};

function isOperation(event: KeyboardEvent): boolean {
  return (event.key.length === 1 && event.key !== ' ') || (event.ctrlKey && event.key === 'Enter');
}

function value(
  colId: CellField,
  headerName: string,
  more: ColDef<DeskRow>,
  mayEdit: (line: Line) => boolean,
): ColDef<DeskRow> {
  return {
    colId,
    headerName,
    cellRenderer: ValueCell,
    valueGetter: ({ data }) => (data?.type === 'line' ? cellText(data.line, colId) : ''),
    // A cell is drawn again whenever anything of its line changed, not only its own text.
    equals: () => false,
    editable: ({ data }) => data?.type === 'line' && mayEdit(data.line),
    ...more,
  };
}

/** Which matter a line is of, where there are several. */
const MATTER: ColDef<DeskRow> = {
  colId: 'matter',
  headerName: 'Matter',
  width: 96,
  // the lines stand under their matters already
  hide: true,
  cellClass: 'quiet',
  valueGetter: ({ data }) => (data?.type === 'line' ? data.line.matter : ''),
};

function columnsOf(
  currency: string,
  mayEdit: boolean,
  has: { readonly costs: boolean; readonly matters: boolean },
): ColDef<DeskRow>[] {
  const any = () => mayEdit;
  const time = (line: Line) => mayEdit && line.kind === 'time';
  const cost = (line: Line) => mayEdit && line.kind !== 'time';
  const check = {
    width: 42,
    cellRenderer: ToggleCell,
    equals: () => false,
    valueGetter: () => null,
    resizable: false,
    cellStyle: { textAlign: 'center' },
  } as const;
  const code = { width: 58, cellEditor: CodeEditor };
  const figure = { cellClass: 'cell-num', headerClass: 'cell-num' };
  return [
    { colId: 'exclude', headerName: 'Excl', headerTooltip: 'Exclude (e)', ...check, width: 46 },
    { colId: 'no-charge', headerName: 'N/C', headerTooltip: 'No charge (n)', ...check },
    { colId: 'print', headerName: 'Print', headerTooltip: 'Print on the invoice (p)', ...check, width: 50 },
    {
      colId: 'flags',
      headerName: 'Flags',
      headerTooltip: 'Flags that stand on the line (f)',
      width: 56,
      cellRenderer: FlagsCell,
      equals: () => false,
      valueGetter: ({ data }) => (data?.type === 'line' && data.flags ? flagsText(data.flags) : ''),
      tooltipValueGetter: ({ data }) => (data?.type === 'line' ? data.flags?.titles.join(', ') : null),
    },
    ...(has.matters ? [MATTER] : []),
    value('workDate', 'Date', { width: 102 }, any),
    {
      colId: 'timekeeper',
      headerName: 'TK',
      headerTooltip: 'Timekeeper',
      width: 48,
      valueGetter: ({ data }) => (data?.type === 'line' ? data.line.timekeeper : ''),
      tooltipValueGetter: ({ data }) => (data?.type === 'line' ? data.line.timekeeperName : ''),
    },
    value('taskCode', 'Task', code, time),
    value('activityCode', 'Act.', code, time),
    ...(has.costs ? [value('expenseCode', 'Exp.', code, cost)] : []),
    value(
      'narrative',
      'Narrative',
      {
        flex: 1,
        minWidth: 210,
        wrapText: true,
        autoHeight: true,
        cellClass: 'cell-wrap',
        cellEditor: NarrativeEditor,
        cellEditorPopup: true,
        suppressKeyboardEvent: (pressed) => (pressed.editing ? isOfText(pressed.event) : isOperation(pressed.event)),
      },
      any,
    ),
    value('hours', 'Hours', { width: 60, ...figure }, time),
    value('rate', 'Rate', { width: 72, ...figure }, time),
    value('amount', 'Amount', { width: 82, ...figure }, any),
    {
      colId: 'bill',
      headerName: `Bill, ${currency}`,
      width: 92,
      cellRenderer: BillCell,
      equals: () => false,
      valueGetter: ({ data }) => (data?.type === 'line' ? data.line.bill.minor : ''),
      ...figure,
    },
    {
      colId: 'wip',
      headerName: 'WIP',
      width: 82,
      valueGetter: ({ data }) => (data?.type === 'line' ? textOf(data.line.wip) : ''),
      ...figure,
      cellClass: 'cell-num quiet',
    },
  ];
}
