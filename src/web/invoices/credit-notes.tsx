import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { sendCorrections } from '../../modules/dispatch/contract.ts';
import { listCorrections } from '../../modules/invoices/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Amounts, amountsText, sumsOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { shownText } from '../parts/shown.ts';
import { StateBadge } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { TryAgain } from './sendings.tsx';
import { SentOtherwise } from './sent-otherwise.tsx';
import '../tracking/tracking.css';

type Row = OutputOf<typeof listCorrections>['rows'][number];

/** Where the document stands: with its invoice, or with what is owed on an invoice of the earlier books. */
const homeOf = (r: Row): string => (r.invoiceId ? `/invoices/${r.invoiceId}` : `/receivables/${r.receivableId}`);

const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 168, text: (r) => r.number, href: homeOf, phone: true },
  {
    key: 'type',
    label: 'Document',
    width: 110,
    text: (r) => (r.documentType === 'credit-note' ? 'Credit note' : 'Cancellation'),
  },
  { key: 'date', label: 'Date', width: 108, text: (r) => r.on },
  { key: 'of', label: 'Of invoice', width: 142, text: (r) => r.invoiceNumber },
  { key: 'client', label: 'Client', width: 150, grow: 1, text: (r) => r.client },
  { key: 'payer', label: 'Payer', width: 150, grow: 1, text: (r) => r.payer },
  { key: 'total', label: 'Total', width: 118, money: (r) => r.total, sum: true, phone: true },
  { key: 'reason', label: 'Reason', width: 170, grow: 1, text: (r) => r.reason },
  {
    key: 'sent',
    label: 'Sent',
    width: 140,
    text: (r) => r.problem || (r.sent ?? r.state),
    show: (r) => <Sent row={r} />,
  },
];

function Sent({ row }: { row: Row }) {
  if (row.reversed) return <span className="quiet">reversed</span>;
  if (row.state === 'not sent') return <span className="quiet">not sent</span>;
  if (row.state === 'sent') return row.sent === null ? null : momentText(row.sent);
  return (
    <span title={row.problem}>
      <StateBadge state={row.state} />
    </span>
  );
}

/** Every document that corrects an invoice, and whether its payer has it. */
export function CreditNotes() {
  const filters = useFilters();
  const [picked, setPicked] = useState<readonly Row[]>([]);
  const input = given({
    words: filters.of('words'),
    unsent: filters.of('unsent'),
    failed: filters.of('failed'),
  });
  const answer = useAsk(listCorrections, input, { keep: true, every: 15_000 });
  return (
    <Page title="Credit notes" aside={<Exports of={listCorrections} input={input} />}>
      <div className="filters">
        <WordsFilter filters={filters} />
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
      <Bulk picked={picked} />
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No credit note or cancellation is here."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'They are made on an invoice’s page, by a credit note or by unbilling.'
              }
              action={<Link to="/invoices">Invoices</Link>}
            />
          ) : (
            <Ledger
              name="credit-notes"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(row) => row.id}
              onSelect={setPicked}
              foot={
                <span>
                  {counted(data.total, 'document')}: {amountsText(data.amounts)}
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

function Bulk({ picked }: { picked: readonly Row[] }) {
  const may = useMay();
  const send = useDo(sendCorrections);
  if (picked.length === 0 || !may('dispatch')) return null;
  const ids = picked.map((row) => row.id);
  const submit = (): void =>
    send.mutate(
      { input: { correctionIds: ids } },
      { onSuccess: ({ queued }) => say(`${counted(queued, 'message')} on the way.`), onError: sayRefused },
    );
  return (
    <div className="bulk" role="toolbar" aria-label="With the chosen documents">
      <strong>{counted(picked.length, 'document')} chosen</strong>
      <Amounts of={sumsOf(picked.map((row) => row.total))} />
      {picked.every((row) => row.state === 'failed') ? (
        <TryAgain subjectIds={ids} />
      ) : (
        <Button loading={send.isPending} onClick={submit}>
          Send {counted(picked.length, 'document')}
        </Button>
      )}
      <SentOtherwise of="correction" ids={ids} />
    </div>
  );
}
