import type { GridApi } from 'ag-grid-community';
import { useMemo } from 'react';
import { listFlags } from '../../modules/flags/contract.ts';
import { useAsk } from '../api/use.ts';
import { useKept } from '../frame/kept.ts';
import { ColumnChoice } from '../grid/column-choice.tsx';
import { Empty } from '../parts/page.tsx';
import { type DeskRow, flagsByLine } from './grid-rows.ts';
import { keepLayout, LinesGrid } from './lines-grid.tsx';
import type { Sheet } from './operations.ts';
import { PhoneLines } from './phone-lines.tsx';
import type { useWork } from './use-work.ts';

interface LinesProps {
  readonly sheet: Sheet;
  /** the matter whose lines alone are shown */
  readonly only: string | null;
  readonly phone: boolean;
  readonly mayEdit: boolean;
  readonly proposing: boolean;
  readonly work: ReturnType<typeof useWork>;
  readonly onFlags: () => void;
}

const CHOICE = [
  ['matter', 'Matter'],
  ['workDate', 'Date'],
  ['timekeeper', 'Timekeeper'],
  ['taskCode', 'Task'],
  ['activityCode', 'Activity'],
  ['expenseCode', 'Expense'],
  ['hours', 'Hours'],
  ['rate', 'Rate'],
  ['amount', 'Amount'],
  ['wip', 'WIP'],
  ['flags', 'Flags'],
] as const;

/** Which columns of the lines are shown. */
function Columns({ api }: { api: GridApi<DeskRow> }) {
  const kept = useKept('columns:desk');
  const columns = CHOICE.filter(([key]) => api.getColumn(key)).map(([key, label]) => ({ key, label }));
  return (
    <div style={{ textAlign: 'right' }}>
      <ColumnChoice columns={columns} api={api} onChange={() => keepLayout(api, kept)} />
    </div>
  );
}

/** The sheet with the lines of one matter alone; its matters and totals stay whole. */
function shownOf(sheet: Sheet, only: string | null): Sheet {
  return only === null ? sheet : { ...sheet, lines: sheet.lines.filter((line) => line.matterId === only) };
}

/** The lines: a grid, or a list on a phone. */
export function Lines({ sheet: whole, only, phone, mayEdit, proposing, work, onFlags }: LinesProps) {
  const sheet = useMemo(() => shownOf(whole, only), [whole, only]);
  // The lines come first: all rules over a long proforma would keep the server while the grid is drawn.
  const asked = useAsk(listFlags, { proformaId: sheet.id }, { keep: true, enabled: phone || work.api !== null });
  const flags = useMemo(() => flagsByLine(asked.data?.flags ?? []), [asked.data]);
  if (whole.lines.length === 0)
    return (
      <Empty what="Nothing is on this proforma." how="Its cards were moved or purged. Gather new cards, or close it." />
    );
  if (phone)
    return (
      <PhoneLines
        sheet={sheet}
        flags={flags}
        mayEdit={mayEdit}
        proposing={proposing}
        onEdit={work.edit}
        onOperation={(name, line) => work.start(name, [line])}
      />
    );
  return (
    <>
      {work.api ? <Columns api={work.api} /> : null}
      <div
        data-testid="lines"
        style={sheet.lines.length > 57 ? { height: 'calc(100dvh - 200px)', minHeight: 420 } : {}}
      >
        <LinesGrid
          sheet={sheet}
          flags={flags}
          context={{ mayEdit, onFlags, toggle: (name, line) => work.start(name, [line]) }}
          onReady={work.setApi}
          onSelect={work.setSelected}
          onEdit={work.edit}
        />
      </div>
    </>
  );
}
