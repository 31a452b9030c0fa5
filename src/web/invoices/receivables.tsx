import { Checkbox } from '@mantine/core';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listReceivables } from '../../modules/receivables/contract/receivables.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { amountsText, isZero } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { shownText } from '../parts/shown.ts';
import { WordsFilter } from '../parts/words-filter.tsx';

type Row = OutputOf<typeof listReceivables>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Invoice',
    width: 130,
    text: (r) => r.number,
    href: (r) => (r.invoiceId ? `/invoices/${r.invoiceId}` : `/receivables/${r.id}`),
    phone: true,
  },
  { key: 'payer', label: 'Payer', width: 180, grow: 1, text: (r) => r.payer, phone: true },
  { key: 'client', label: 'Client', width: 170, grow: 1, text: (r) => r.client },
  { key: 'entity', label: 'Entity', width: 80, text: (r) => r.entity },
  { key: 'date', label: 'Date', width: 104, text: (r) => r.invoiceDate },
  { key: 'due', label: 'Due', width: 104, text: (r) => r.dueDate },
  { key: 'overdue', label: 'Days overdue', width: 116, number: (r) => r.daysOverdue },
  { key: 'amount', label: 'Amount', width: 126, money: (r) => r.amount, sum: true },
  { key: 'open', label: 'Open', width: 126, money: (r) => r.open, sum: true, phone: true },
  {
    key: 'disputed',
    label: 'Disputed',
    width: 116,
    money: (r) => (isZero(r.disputed) ? null : r.disputed),
  },
];

/** What is owed, oldest due first. */
export function Receivables() {
  const filters = useFilters();
  const input = given({
    words: filters.of('words'),
    clientId: filters.of('clientId'),
    payerId: filters.of('payerId'),
    all: filters.of('all'),
  });
  const answer = useAsk(listReceivables, input, { keep: true });
  return (
    <Page title="Owed" aside={<Exports of={listReceivables} input={input} />}>
      <div className="filters">
        <WordsFilter filters={filters} />
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <Checkbox
          label="Also what is paid"
          mb={7}
          checked={filters.of('all') === 'true'}
          onChange={(e) => filters.set('all', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing is owed."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'An invoice is owed from the moment it is billed.'
              }
              action={<Link to="/invoices">Invoices</Link>}
            />
          ) : (
            <Ledger
              name="receivables"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(row) => row.id}
              foot={
                <span>
                  {counted(data.total, 'invoice')}; open {amountsText(data.open)}
                  {shownText(data.total, data.rows.length, 'first due')}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
