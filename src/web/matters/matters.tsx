import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listMatters } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { shownText } from '../parts/shown.ts';
import { Severity } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { MatterForm } from './matter-form.tsx';

type Row = OutputOf<typeof listMatters>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Number', width: 130, text: (r) => r.number, href: (r) => `/matters/${r.id}`, phone: true },
  { key: 'name', label: 'Name', width: 220, grow: 1.4, text: (r) => r.name, phone: true },
  { key: 'client', label: 'Client', width: 160, grow: 1, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'case', label: 'Case', width: 120, text: (r) => `${r.caseType} ${r.jurisdiction}` },
  { key: 'application', label: 'Application', width: 130, text: (r) => r.applicationNumber },
  { key: 'reference', label: 'Client reference', width: 130, text: (r) => r.clientReference, hidden: true },
  { key: 'status', label: 'Status', width: 110, text: (r) => r.caseStatus },
  { key: 'billing', label: 'Billing timekeeper', width: 140, text: (r) => r.billingTimekeeper },
  { key: 'cards', label: 'Cards', width: 76, number: (r) => r.openCards, sum: true },
  { key: 'wip', label: 'WIP', width: 116, money: (r) => r.wip, sum: true, phone: true },
  {
    key: 'missing',
    label: 'Missing for billing',
    width: 170,
    text: (r) => r.missing.join(' '),
    show: (r) =>
      r.missing.length === 0 ? null : (
        <span title={r.missing.join(' ')}>
          <Severity of="fix" /> {r.missing[0]}
        </span>
      ),
  },
];

export function Matters() {
  const filters = useFilters();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const input = given({
    words: filters.of('words'),
    clientId: filters.of('clientId'),
    familyId: filters.of('familyId'),
    open: filters.of('open'),
  }) as Parameters<typeof useAsk<typeof listMatters>>[1];
  const answer = useAsk(listMatters, input, { keep: true });
  return (
    <Page
      title="Matters"
      aside={
        <>
          <Exports of={listMatters} input={input} />
          {may('set up matters') ? <Button onClick={() => setAdding(true)}>Open a matter</Button> : null}
        </>
      }
    >
      <div className="filters">
        <WordsFilter filters={filters} />
        <ClientLookUp w={220} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <Select
          label="Which"
          w={130}
          allowDeselect={false}
          data={[
            { value: '', label: 'All' },
            { value: 'true', label: 'Open ones' },
          ]}
          value={filters.of('open')}
          onChange={(v) => filters.set('open', v)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="No matter is here." how="Matters are opened by hand, or made by an import." />
          ) : (
            <Ledger
              name="matters"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              foot={
                <span>
                  {counted(data.total, 'matter')}
                  {shownText(data.total, data.rows.length, 'first')}
                </span>
              }
            />
          )
        }
      </Answer>
      {adding ? <MatterForm matter={null} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
