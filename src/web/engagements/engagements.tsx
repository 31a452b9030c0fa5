import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listEngagements } from '../../modules/terms/contract/engagements.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { spanText } from '../parts/day.tsx';
import { given } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { AddEngagement } from './add-engagement.tsx';
import { DueCharges } from './charges.tsx';
import { HeldBack } from './held-back.tsx';

type Row = OutputOf<typeof listEngagements>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'client', label: 'Client', width: 190, text: (r) => r.client, phone: true },
  {
    key: 'title',
    label: 'Engagement',
    width: 230,
    grow: 1,
    text: (r) => r.title,
    href: (r) => `/engagements/${r.id}`,
    phone: true,
  },
  {
    key: 'for',
    label: 'For',
    width: 150,
    text: (r) => (r.matters.length === 0 ? 'all matters' : r.matters.map((m) => m.number).join(', ')),
  },
  { key: 'said', label: 'Counts today', width: 380, grow: 2, text: (r) => r.said.join('; '), phone: true },
  { key: 'signed', label: 'Signed', width: 104, text: (r) => r.signedOn ?? '' },
  { key: 'span', label: 'Counts', width: 170, text: (r) => spanText(r) },
];

export function Engagements() {
  const may = useMay()('set up matters');
  const [params] = useSearchParams();
  const input = given({ clientId: params.get('clientId') ?? '' });
  const found = useAsk(listEngagements, input);
  const [adding, setAdding] = useState(false);
  const add = may ? <Button onClick={() => setAdding(true)}>Add an engagement</Button> : null;
  return (
    <Page
      title="Engagements"
      aside={
        <>
          <Exports of={listEngagements} input={input} />
          {add}
        </>
      }
    >
      <DueCharges />
      <HeldBack />
      <Answer of={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              what="No engagement yet."
              how="An engagement keeps what a letter agrees: rates, fixed prices, subscriptions, discounts, limits. Its clauses are applied to every proforma, and cited."
            />
          ) : (
            <Ledger name="engagements" rows={rows} columns={COLUMNS} idOf={(r) => r.id} />
          )
        }
      </Answer>
      {adding ? <AddEngagement clientId={params.get('clientId')} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
