import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { sendInvoices } from '../../modules/dispatch/contract.ts';
import { listInvoices } from '../../modules/invoices/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp, MatterLookUp } from '../parts/look-up.tsx';
import { Amounts, amountsText, sumsOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { shownText } from '../parts/shown.ts';
import { StateBadge } from '../parts/state.tsx';
import { momentText } from '../parts/day.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { TryAgain } from './sendings.tsx';
import { SentOtherwise } from './sent-otherwise.tsx';
import '../tracking/tracking.css';

type Row = OutputOf<typeof listInvoices>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 140, text: (r) => r.number, href: (r) => `/invoices/${r.id}`, phone: true },
  { key: 'date', label: 'Date', width: 98, text: (r) => r.invoiceDate, phone: true },
  { key: 'due', label: 'Due', width: 98, text: (r) => r.dueDate },
  { key: 'client', label: 'Client', width: 160, grow: 1, text: (r) => r.client },
  { key: 'payer', label: 'Payer', width: 160, grow: 1, text: (r) => r.payer, phone: true },
  { key: 'matter', label: 'Matter', width: 150, text: (r) => r.matter, phone: true },
  { key: 'net', label: 'Net', width: 112, money: (r) => r.net, sum: true },
  { key: 'tax', label: 'Tax', width: 104, money: (r) => r.tax, sum: true },
  { key: 'total', label: 'Total', width: 118, money: (r) => r.total, sum: true, phone: true },
  { key: 'open', label: 'Open', width: 118, money: (r) => r.open, sum: true, phone: true },
  {
    key: 'documents',
    label: 'Documents',
    width: 118,
    text: (r) => r.documents,
    show: (r) => <StateBadge state={r.documents} />,
  },
  {
    key: 'sent',
    label: 'Sent',
    width: 140,
    text: (r) => r.problem || (r.dispatched ?? ''),
    show: (r) => <Sent row={r} />,
  },
];

function Sent({ row }: { row: Row }) {
  if (row.problem !== '')
    return (
      <span title={row.problem}>
        <StateBadge state="failed" />
      </span>
    );
  return row.dispatched ? momentText(row.dispatched) : <span className="quiet">not sent</span>;
}

export function Invoices() {
  const filters = useFilters();
  const may = useMay();
  const [picked, setPicked] = useState<readonly Row[]>([]);
  const send = useDo(sendInvoices);
  const input = given({
    words: filters.of('words'),
    clientId: filters.of('clientId'),
    matterId: filters.of('matterId'),
    unsent: filters.of('unsent'),
    failed: filters.of('failed'),
    from: filters.of('from'),
    to: filters.of('to'),
  });
  const answer = useAsk(listInvoices, input, { keep: true, every: 15_000 });
  const sendPicked = (): void =>
    send.mutate(
      { input: { invoiceIds: picked.map((row) => row.id) } },
      { onSuccess: ({ queued }) => say(`${counted(queued, 'message')} on the way.`), onError: sayRefused },
    );
  return (
    <Page title="Invoices" aside={<Exports of={listInvoices} input={input} />}>
      <div className="filters">
        <WordsFilter filters={filters} />
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <MatterLookUp w={250} value={filters.of('matterId') || null} onPick={(id) => filters.set('matterId', id)} />
        <Checkbox
          label="Only those not sent"
          mb={7}
          checked={filters.of('unsent') === 'true'}
          onChange={(e) => filters.set('unsent', e.currentTarget.checked ? 'true' : '')}
        />
        <Checkbox
          label="Only those that failed"
          mb={7}
          checked={filters.of('failed') === 'true'}
          onChange={(e) => filters.set('failed', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      {picked.length > 0 && may('dispatch') ? (
        <div className="bulk" role="toolbar" aria-label="With the chosen invoices">
          <strong>{counted(picked.length, 'invoice')} chosen</strong>
          <Amounts of={sumsOf(picked.map((row) => row.total))} />
          <Button loading={send.isPending} onClick={sendPicked}>
            Send {counted(picked.length, 'invoice')}
          </Button>
          <SentOtherwise of="invoice" ids={picked.map((row) => row.id)} />
          {picked.every((row) => row.problem !== '') ? <TryAgain subjectIds={picked.map((row) => row.id)} /> : null}
        </div>
      ) : null}
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No invoice is here."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'Approved proformas become invoices when they are billed.'
              }
              action={<Link to="/proformas?state=approved">Approved proformas</Link>}
            />
          ) : (
            <Ledger
              name="invoices"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(row) => row.id}
              onSelect={setPicked}
              foot={
                <span>
                  {counted(data.total, 'invoice')}: {amountsText(data.amounts)}; open {amountsText(data.open)}
                  {shownText(data.total, data.rows.length, 'newest')}
                  {data.documentsWaiting > 0 ? `; ${counted(data.documentsWaiting, 'document')} being made` : ''}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
