import { Button, Checkbox } from '@mantine/core';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listReceipts } from '../../modules/receivables/contract/receipts.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { amountsText, isZero } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { shownText } from '../parts/shown.ts';
import { StateBadge, stateWord } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';

type Row = OutputOf<typeof listReceipts>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 76, text: (r) => r.number, href: (r) => `/receipts/${r.id}`, phone: true },
  { key: 'on', label: 'Received', width: 112, text: (r) => r.receivedOn },
  { key: 'payer', label: 'Payer', width: 140, grow: 1, text: (r) => r.payer || 'not known', phone: true },
  { key: 'client', label: 'Client', width: 160, text: (r) => r.client, hidden: true },
  { key: 'reference', label: 'Reference', width: 130, grow: 1, text: (r) => r.reference },
  { key: 'account', label: 'Bank account', width: 172, text: (r) => r.bankAccount || 'earlier books' },
  { key: 'method', label: 'Method', width: 78, text: (r) => stateWord(r.method) },
  { key: 'amount', label: 'Amount', width: 118, money: (r) => r.amount, sum: true },
  {
    key: 'unapplied',
    label: 'Unapplied',
    width: 118,
    money: (r) => (isZero(r.unapplied) ? null : r.unapplied),
    sum: true,
    phone: true,
  },
  {
    key: 'age',
    label: 'Age, days',
    width: 86,
    number: (r) => r.ageDays,
    show: (r) => (r.unapplied.minor === '0' ? <span className="quiet">–</span> : r.ageDays),
  },
  { key: 'state', label: 'State', width: 114, text: (r) => r.state, show: (r) => <StateBadge state={r.state} /> },
];

/** Money that came in, and what of it is on no invoice yet. */
export function Receipts() {
  const filters = useFilters();
  const may = useMay();
  const { today } = useMe();
  const input = given({
    words: filters.of('words'),
    clientId: filters.of('clientId'),
    depositId: filters.of('depositId'),
    unapplied: filters.of('unapplied'),
    from: filters.of('from'),
    to: filters.of('to'),
  });
  const answer = useAsk(listReceipts, input, { keep: true });
  const record = may('receive money') ? (
    <Button component={Link} to="/receipts/new">
      Record a receipt
    </Button>
  ) : null;
  return (
    <Page
      title="Receipts"
      aside={
        <>
          <Exports of={listReceipts} input={input} />
          {record}
        </>
      }
    >
      <div className="filters">
        <WordsFilter filters={filters} />
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <DayInput label="From" w={130} today={today} value={filters.of('from')} onDay={(v) => filters.set('from', v)} />
        <DayInput label="To" w={130} today={today} value={filters.of('to')} onDay={(v) => filters.set('to', v)} />
        <Checkbox
          label="Only unapplied"
          mb={7}
          checked={filters.of('unapplied') === 'true'}
          onChange={(e) => filters.set('unapplied', e.currentTarget.checked ? 'true' : '')}
        />
        {filters.of('depositId') === '' ? null : (
          <Button variant="default" onClick={() => filters.set('depositId', null)}>
            Of one deposit; show all
          </Button>
        )}
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No receipt is here."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'Money that comes in is recorded and put on invoices.'
              }
              action={record}
            />
          ) : (
            <Ledger
              name="receipts"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(row) => row.id}
              foot={
                <span>
                  {counted(data.total, 'receipt')}: {amountsText(data.amounts)}; unapplied {amountsText(data.unapplied)}
                  {shownText(data.total, data.rows.length, 'newest')}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
