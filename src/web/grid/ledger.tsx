import type { CellKeyDownEvent, ColumnState, GridApi, ICellRendererParams } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useMediaQuery } from '@mantine/hooks';
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Link, useNavigate } from 'react-router';
import { useKept } from '../frame/kept.ts';
import { nonce } from '../frame/nonce.ts';
import { Waiting } from '../parts/page.tsx';
import { colDef, type Column, currencyOf, isNothing, plainText, sumText } from './column.ts';
import { ColumnChoice } from './column-choice.tsx';
import { PhoneList } from './phone-list.tsx';
import { gridTheme } from './theme.ts';

export interface LedgerProps<Row> {
  /** the list's name, for what is kept of its layout and for screen readers */
  readonly name: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  readonly onSelect?: (rows: Row[]) => void;
  readonly tools?: ReactNode;
  /** said beneath: counts and sums over all pages */
  readonly foot?: ReactNode;
  readonly height?: string;
}

const AUTO_ROWS = 25;
const SCROLLBAR = 16;
const LINE = 18;
const AROUND = 14;
/** the line of counts and the page's own edge */
const BENEATH = 52;

/** A row of sums is as high as its column with the most currencies. */
function heightOf(sums: readonly string[]): number {
  return AROUND + LINE * Math.max(1, ...sums.map((text) => text.split('\n').length));
}

/** A ruled list: sorting, keyboard cursor, columns kept per person, a row of sums, a count. */
export function Ledger<Row extends object>(props: LedgerProps<Row>) {
  const kept = useKept(`columns:${props.name}`);
  const phone = useMediaQuery('(max-width: 760px)', window.innerWidth <= 760) ?? false;
  if (!kept.ready) return <Waiting />;
  return (
    <div data-list={props.name}>
      {phone ? (
        <>
          {props.tools}
          <PhoneList {...props} sums={hasSums(props.columns, props.rows)} />
        </>
      ) : (
        <Grid {...props} kept={kept} />
      )}
      <div className="grid-foot" aria-live="polite">
        {props.foot ?? <span>{props.rows.length === 1 ? '1 row' : `${props.rows.length} rows`}</span>}
      </div>
    </div>
  );
}

/** What stands above the list, and its count beneath: with that taken off the window's height its last row is seen whole. */
function useRoomAround(place: RefObject<HTMLDivElement | null>): number {
  const [taken, setTaken] = useState(290);
  useLayoutEffect(() => {
    const look = (): void => {
      if (place.current) setTaken(Math.ceil(place.current.getBoundingClientRect().top + window.scrollY) + BENEATH);
    };
    look();
    // What is above may come later: filters with their choices, what is chosen.
    const watch = new ResizeObserver(look);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, [place]);
  return taken;
}

function hasSums<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): boolean {
  return columns.some((column) => column.sum) && rows.length > 1;
}

function Grid<Row extends object>(props: LedgerProps<Row> & { kept: ReturnType<typeof useKept> }) {
  const { rows, columns, kept } = props;
  const [api, setApi] = useState<GridApi<Row> | null>(null);
  const navigate = useNavigate();
  // What was picked goes with the list, where a filter leaves nothing of it.
  const dropPicked = useEffectEvent(() => props.onSelect?.([]));
  useEffect(() => () => dropPicked(), []);
  const defs = useMemo(() => columns.map((column) => colDef(column, rows)), [columns, rows]);
  const sums = hasSums(columns, rows);
  const pinned = useMemo(
    () => (sums ? [{ sums: columns.map((c) => sumText(c, rows, currencyOf(c, rows))) }] : []),
    [columns, rows, sums],
  );
  const lead = columns.find((column) => column.href);
  const follow = (event: CellKeyDownEvent<Row>): void => {
    const key = event.event instanceof KeyboardEvent ? event.event.key : '';
    const href = key === 'Enter' && event.data ? lead?.href?.(event.data) : null;
    if (href) void navigate(href);
  };
  const keepLayout = (): void => {
    if (api) kept.keep(JSON.parse(JSON.stringify(api.getColumnState())) as never);
  };
  const auto = rows.length <= AUTO_ROWS;
  const place = useRef<HTMLDivElement>(null);
  const below = useRoomAround(place);
  return (
    <>
      <div className="row" style={{ minHeight: 28 }}>
        {props.tools}
        <div className="grid-tools">
          {api ? <ColumnChoice columns={columns} api={api} onChange={keepLayout} /> : null}
        </div>
      </div>
      <div ref={place} style={auto ? {} : { height: props.height ?? `max(380px, calc(100dvh - ${below}px))` }}>
        <AgGridReact<Row>
          theme={gridTheme}
          styleNonce={nonce()}
          rowData={rows as Row[]}
          columnDefs={defs}
          defaultColDef={{
            sortable: true,
            resizable: true,
            cellRenderer: Cell,
            suppressHeaderMenuButton: true,
          }}
          context={{ columns }}
          // Other sums are another row: a row that stays the same row isn't drawn again.
          getRowId={({ data }) => ('sums' in data ? `sums ${String(data.sums)}` : props.idOf(data))}
          pinnedBottomRowData={pinned}
          getRowHeight={({ node, data }) =>
            node.rowPinned ? heightOf((data as unknown as { sums: string[] }).sums) : undefined
          }
          domLayout={auto ? 'autoHeight' : 'normal'}
          // Where the system lays its bars over the page, the grid would reckon with no room for one and cover the last column.
          scrollbarWidth={SCROLLBAR}
          onGridReady={({ api: ready }) => {
            if (Array.isArray(kept.value))
              ready.applyColumnState({ state: kept.value as ColumnState[], applyOrder: true });
            setApi(ready);
          }}
          onCellKeyDown={(event) => follow(event as CellKeyDownEvent<Row>)}
          onDragStopped={keepLayout}
          onSortChanged={keepLayout}
          enableCellTextSelection
          animateRows={false}
          {...(props.onSelect
            ? {
                rowSelection: {
                  mode: 'multiRow',
                  headerCheckbox: true,
                  checkboxes: true,
                  enableClickSelection: false,
                } as const,
                onSelectionChanged: ({ api: from }) => props.onSelect?.(from.getSelectedRows()),
              }
            : {})}
        />
      </div>
    </>
  );
}

function Cell<Row>(params: ICellRendererParams<Row>) {
  const told = params.colDef?.cellRendererParams as { column: Column<Row>; currency: string | null } | undefined;
  if (!told) return null;
  const { column, currency } = told;
  if (params.node.rowPinned) {
    const all = (params.context as { columns: Column<Row>[] }).columns;
    const index = all.findIndex((c) => c.key === column.key);
    return <span className="sums">{(params.data as { sums?: string[] } | undefined)?.sums?.[index] ?? ''}</span>;
  }
  const row = params.data;
  if (row === undefined) return null;
  const href = column.href?.(row);
  const shown = column.show ? column.show(row) : plainText(column, row, currency);
  if (href) return <Link to={href}>{shown}</Link>;
  return isNothing(column, row) ? <span className="quiet">{shown}</span> : <>{shown}</>;
}
