import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listInformation } from '../../modules/invoices/contract/information.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp, MatterLookUp } from '../parts/look-up.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';

type Row = OutputOf<typeof listInformation>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'number',
    label: 'Copy',
    width: 90,
    text: (r) => r.number,
    show: (r) => <CopyLink of={r} />,
    phone: true,
  },
  { key: 'made', label: 'Made', width: 150, text: (r) => momentText(r.madeAt) },
  { key: 'for', label: 'For', width: 180, grow: 1, text: (r) => r.forWhom, phone: true },
  { key: 'client', label: 'Client', width: 190, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'matters', label: 'Matters', width: 190, grow: 1, text: (r) => r.matters },
  { key: 'through', label: 'Work through', width: 116, text: (r) => r.throughDay },
  { key: 'cards', label: 'Cards', width: 76, number: (r) => r.cards },
  { key: 'net', label: 'Not billed yet', width: 128, money: (r) => r.net, phone: true },
  {
    key: 'proforma',
    label: 'Copy of',
    width: 110,
    text: (r) => r.proforma?.number ?? 'the work',
    href: (r) => (r.proforma ? `/proformas/${r.proforma.id}` : null),
  },
  { key: 'who', label: 'By', width: 140, text: (r) => r.who },
];

/** Leads to the copy as a PDF. */
export function CopyLink({ of }: { of: Pick<Row, 'id' | 'number'> }) {
  return (
    <a href={`/api/information-proformas/${of.id}/copy.pdf`} target="_blank" rel="noreferrer">
      {of.number}
    </a>
  );
}

/** What was shown to clients and partners and isn't billed by it. */
export function Information() {
  const filters = useFilters();
  const input = given({
    clientId: filters.of('clientId'),
    matterId: filters.of('matterId'),
    cardId: filters.of('cardId'),
  });
  const answer = useAsk(listInformation, input, { keep: true });
  return (
    <Page
      title="For information"
      crumb={<Link to="/proformas">Proformas</Link>}
      aside={<Exports of={listInformation} input={input} />}
    >
      <div className="filters">
        <ClientLookUp w={220} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <MatterLookUp w={260} value={filters.of('matterId') || null} onPick={(id) => filters.set('matterId', id)} />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing was shown for information."
              how="On a proforma press “For information”, or on the page of a client or matter “Show open work”: the copy comes here. It is never billed."
            />
          ) : (
            <Ledger name="information" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
          )
        }
      </Answer>
    </Page>
  );
}
