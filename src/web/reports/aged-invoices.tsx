import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listAged, RECEIVABLE_BUCKETS } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { agedInput, AgeingFilters } from './ageing.tsx';
import { Choice } from './narrow.tsx';

type Row = OutputOf<typeof listAged>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Document',
    width: 140,
    text: (r) => r.number,
    href: (r) => (r.invoiceId ? `/invoices/${r.invoiceId}` : null),
    phone: true,
  },
  { key: 'entity', label: 'Entity', width: 80, text: (r) => r.entity },
  { key: 'client', label: 'Client', width: 160, grow: 1, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'payer', label: 'Payer', width: 160, grow: 1, text: (r) => r.payer },
  { key: 'date', label: 'Date', width: 104, text: (r) => r.invoiceDate },
  { key: 'due', label: 'Due', width: 104, text: (r) => r.dueDate, phone: true },
  { key: 'bucket', label: 'Age', width: 90, text: (r) => r.bucket },
  { key: 'days', label: 'Days', width: 74, number: (r) => r.days },
  { key: 'amount', label: 'Amount', width: 124, money: (r) => r.amount, sum: true },
  { key: 'open', label: 'Open', width: 124, money: (r) => r.open, sum: true, phone: true },
  { key: 'disputed', label: 'Disputed', width: 114, money: (r) => r.disputed, sum: true },
];

export function AgedInvoices() {
  const filters = useFilters();
  const bucket = RECEIVABLE_BUCKETS.find((b) => b === filters.of('bucket'));
  const input = {
    ...agedInput(filters),
    ...given({ currency: filters.of('currency') }),
    ...(bucket ? { bucket } : {}),
  };
  const answer = useAsk(listAged, input, { keep: true });
  return (
    <Page
      title="Invoices by age"
      crumb={<Link to="/reports/ageing">Receivables ageing</Link>}
      aside={<Exports of={listAged} input={input} />}
    >
      <div className="filters">
        <AgeingFilters filters={filters} />
        <Choice
          label="Bucket"
          options={[{ value: '', label: 'All' }, ...RECEIVABLE_BUCKETS.map((value) => ({ value, label: value }))]}
          value={bucket ?? ''}
          onPick={(v) => filters.set('bucket', v)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="Nothing is open here." how="Take another day or bucket." />
          ) : (
            <Ledger
              name="aged-invoices"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              foot={
                <span>
                  {data.total} documents{data.total > data.rows.length ? `, the oldest ${data.rows.length} shown` : ''}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
