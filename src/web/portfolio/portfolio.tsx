import { Button, CopyButton, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { showPortfolio } from '../../modules/reports/contract/portfolio.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { amountsText, Amounts } from '../parts/money.tsx';
import { Answer, Exports, Figure, Page } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';

type Row = OutputOf<typeof showPortfolio>['rows'][number];

/** An office writes its letters before some numbers itself. */
const applicationOf = (r: Row): string =>
  r.applicationNumber.startsWith(r.jurisdiction)
    ? r.applicationNumber
    : `${r.jurisdiction} ${r.applicationNumber}`.trim();

const COLUMNS: readonly Column<Row>[] = [
  { key: 'family', label: 'Family', width: 84, text: (r) => r.family },
  {
    key: 'matter',
    label: 'Matter',
    width: 92,
    text: (r) => r.matter,
    href: (r) => `/matters/${r.matterId}`,
    phone: true,
  },
  { key: 'name', label: 'Case', width: 128, grow: 1, text: (r) => r.name, phone: true },
  {
    key: 'application',
    label: 'Application',
    width: 118,
    text: applicationOf,
  },
  { key: 'reference', label: 'Client ref', width: 104, text: (r) => r.clientReference, hidden: true },
  {
    key: 'lastEvent',
    label: 'Last event',
    width: 128,
    grow: 1,
    text: (r) => (r.lastEventOn ? `${r.lastEventOn} ${r.lastEvent}` : ''),
  },
  { key: 'next', label: 'Due next', width: 128, grow: 1, text: (r) => (r.nextDue ? `${r.nextDue} ${r.nextTask}` : '') },
  { key: 'lastInvoice', label: 'Last bill', width: 110, text: (r) => r.lastInvoiceOn },
  { key: 'lastBilled', label: 'Billed', width: 110, money: (r) => r.lastBilled, hidden: true },
  {
    key: 'proforma',
    label: 'Proforma',
    width: 122,
    text: (r) => r.proforma,
    show: (r) =>
      r.proformaId ? (
        <Link to={`/proformas/${r.proformaId}`}>
          {r.proforma} <StateBadge state={r.proformaState} />
        </Link>
      ) : null,
  },
  { key: 'wip', label: 'WIP', width: 106, money: (r) => r.wip, sum: true, phone: true },
  {
    key: 'open',
    label: 'Open',
    width: 112,
    text: (r) => amountsText(r.open),
    show: (r) => <Amounts of={r.open} none="" />,
  },
];

/** How every case of a client, a family or one matter stands, and the same in words for whoever asks. */
export function Portfolio() {
  const filters = useFilters();
  const [telling, setTelling] = useState(false);
  const asked = given({
    clientId: filters.of('clientId'),
    familyId: filters.of('familyId'),
    matterId: filters.of('matterId'),
  });
  const portfolio = useAsk(showPortfolio, asked);
  const { data } = portfolio;
  return (
    <Page
      title={data ? `Portfolio of ${data.of}` : 'Portfolio'}
      crumb={
        filters.of('clientId') === '' ? (
          <Link to="/matters">Matters</Link>
        ) : (
          <Link to={`/clients/${filters.of('clientId')}`}>{data?.of ?? 'Client'}</Link>
        )
      }
      aside={
        <>
          <Exports of={showPortfolio} input={asked} />
          <Button disabled={!data} onClick={() => setTelling(true)}>
            Status in words
          </Button>
        </>
      }
    >
      <Answer of={portfolio}>
        {(of) => (
          <>
            <div className="strip">
              <Figure label="Cases">{of.rows.length}</Figure>
              <Figure label="WIP">
                <Amounts of={of.wip} none="none" stacked />
              </Figure>
              <Figure label="Open on invoices">
                <Amounts of={of.open} none="nothing" stacked />
              </Figure>
            </div>
            <Ledger
              name="portfolio"
              rows={of.rows}
              columns={COLUMNS}
              idOf={(r) => r.matterId}
              foot={<span>{counted(of.rows.length, 'case')}</span>}
            />
          </>
        )}
      </Answer>
      {telling && data ? <InWords text={data.text} onClose={() => setTelling(false)} /> : null}
    </Page>
  );
}

function InWords({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Status in words" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Textarea aria-label="Status in words" autosize minRows={10} maxRows={24} readOnly value={text} data-autofocus />
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button mt="sm" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Modal>
  );
}
