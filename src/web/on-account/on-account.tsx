import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listOnAccount } from '../../modules/invoices/contract/on-account.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { amountsText } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { shownText } from '../parts/shown.ts';
import { StateBadge } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { BillOnAccount } from './bill-on-account.tsx';

type Row = OutputOf<typeof listOnAccount>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Invoice', width: 140, text: (r) => r.number, href: (r) => `/invoices/${r.id}`, phone: true },
  { key: 'date', label: 'Date', width: 108, text: (r) => r.invoiceDate },
  { key: 'client', label: 'Client', width: 160, grow: 1, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'payer', label: 'Payer', width: 150, grow: 1, text: (r) => r.payer, phone: true },
  {
    key: 'matter',
    label: 'For',
    width: 130,
    text: (r) => (r.wholeClient ? 'all matters' : r.matter),
    href: (r) => `/matters/${r.matterId}`,
  },
  { key: 'words', label: 'Words', width: 180, text: (r) => r.words, hidden: true },
  { key: 'billed', label: 'Billed', width: 112, money: (r) => r.billed, sum: true },
  { key: 'credited', label: 'Credited', width: 104, money: (r) => r.credited, sum: true, hidden: true },
  { key: 'paid', label: 'Paid', width: 112, money: (r) => r.paid, sum: true },
  { key: 'applied', label: 'Taken up', width: 112, money: (r) => r.applied, sum: true },
  { key: 'left', label: 'Left', width: 112, money: (r) => r.left, sum: true, phone: true },
  { key: 'state', label: 'State', width: 104, text: (r) => r.state, show: (r) => <StateBadge state={r.state} /> },
];

/** What was billed before the work, and what is left of it; all before tax. */
export function OnAccount() {
  const filters = useFilters();
  const may = useMay();
  const [billing, setBilling] = useState(false);
  const input = given({
    words: filters.of('words'),
    clientId: filters.of('clientId'),
    matterId: filters.of('matterId'),
    clauseLineId: filters.of('clauseLineId'),
    all: filters.of('all'),
  });
  const answer = useAsk(listOnAccount, input, { keep: true });
  return (
    <Page
      title="On account"
      aside={
        <>
          <Link to="/on-account/retainers">Retainers</Link>
          <Exports of={listOnAccount} input={input} />
          {may('bill') ? <Button onClick={() => setBilling(true)}>Bill on account</Button> : null}
        </>
      }
    >
      <div className="filters">
        <WordsFilter filters={filters} />
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <Checkbox
          label="Also those of which nothing is left"
          mb={7}
          checked={filters.of('all') === 'true'}
          onChange={(e) => filters.set('all', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing is on account."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'An amount billed before the work stands here until later bills take it up.'
              }
              action={<Link to="/on-account/retainers">Agreed retainers</Link>}
            />
          ) : (
            <Ledger
              name="on-account"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(row) => row.id}
              foot={
                <span>
                  {counted(data.total, 'invoice')}: {amountsText(data.billed)} before tax; left {amountsText(data.left)}
                  {shownText(data.total, data.rows.length, 'newest')}
                </span>
              }
            />
          )
        }
      </Answer>
      {billing ? <BillOnAccount of={{}} onClose={() => setBilling(false)} /> : null}
    </Page>
  );
}
