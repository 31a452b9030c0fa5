import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import type { showRun } from '../../modules/proformas/contract/runs.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { amountsText, sumsOf } from '../parts/money.tsx';
import { Empty } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';

type Row = OutputOf<typeof showRun>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'outcome',
    label: 'Outcome',
    width: 124,
    text: (r) => r.outcome,
    show: (r) => <StateBadge state={r.outcome} />,
    phone: true,
  },
  {
    key: 'matter',
    label: 'Matter',
    width: 150,
    text: (r) => r.matter,
    href: (r) => `/matters/${r.matterId}`,
    phone: true,
  },
  { key: 'client', label: 'Client', width: 180, text: (r) => r.client },
  { key: 'reason', label: 'Reason', width: 260, grow: 1, text: (r) => r.reason, wrap: true },
  { key: 'cards', label: 'Cards', width: 80, number: (r) => r.cards, sum: true },
  { key: 'wip', label: 'WIP', width: 118, money: (r) => r.wip, sum: true, phone: true },
  {
    key: 'proforma',
    label: 'Proforma',
    width: 110,
    text: (r) => r.proforma ?? '',
    href: (r) => (r.proformaId ? `/proformas/${r.proformaId}` : null),
  },
];

/** Why each matter is in or out. */
export function Outcomes({ name, rows }: { name: string; rows: readonly Row[] }) {
  if (rows.length === 0)
    return <Empty what="No matter was considered." how="Widen what is asked for: a later day, or all clients." />;
  const generated = rows.filter((row) => row.outcome === 'generated');
  return (
    <Ledger
      name={name}
      rows={rows}
      columns={COLUMNS}
      idOf={(row) => `${row.matterId} ${row.outcome} ${row.proformaId ?? ''}`}
      height="min(60vh, 620px)"
      foot={
        <span>
          {counted(rows.length, 'matter')} considered; {generated.length} to bill
          {generated.length > 0 ? `, worth ${amountsText(sumsOf(generated.map((r) => r.wip)))}` : ''}
        </span>
      }
    />
  );
}
