import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listClients } from '../../modules/clients/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Amounts, amountsText } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { ClientForm } from './client-forms.tsx';

type Row = OutputOf<typeof listClients>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 110, text: (r) => r.number, href: (r) => `/clients/${r.id}`, phone: true },
  {
    key: 'name',
    label: 'Name',
    width: 220,
    grow: 1,
    text: (r) => r.name,
    href: (r) => `/clients/${r.id}`,
    phone: true,
  },
  { key: 'country', label: 'Country', width: 86, text: (r) => r.country },
  { key: 'group', label: 'Group', width: 140, text: (r) => r.group },
  { key: 'ebilled', label: 'E-billed', width: 86, text: (r) => (r.ebilled ? 'yes' : '') },
  { key: 'matters', label: 'Matters', width: 90, number: (r) => r.matters, sum: true },
  { key: 'wip', label: 'WIP', width: 190, text: (r) => amountsText(r.wip), show: (r) => <Amounts of={r.wip} /> },
  {
    key: 'receivable',
    label: 'Receivable',
    width: 190,
    text: (r) => amountsText(r.receivable),
    href: (r) => `/reports/ageing/invoices?clientId=${r.id}`,
    show: (r) => <Amounts of={r.receivable} />,
  },
];

export function Clients() {
  const filters = useFilters();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const input = given({ words: filters.of('words') });
  const answer = useAsk(listClients, input, { keep: true });
  return (
    <Page
      title="Clients"
      aside={
        <>
          <Exports of={listClients} input={input} />
          {may('set up matters') ? <Button onClick={() => setAdding(true)}>Add a client</Button> : null}
        </>
      }
    >
      <div className="filters">
        <WordsFilter filters={filters} />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="No client is here." how="Clients are added by hand, or made by an import." />
          ) : (
            <Ledger name="clients" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
          )
        }
      </Answer>
      {adding ? <ClientForm client={null} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
