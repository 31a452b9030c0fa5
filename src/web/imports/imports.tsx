import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listImports } from '../../modules/cards/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import { isUnderWay } from './import-page.tsx';
import { NewImport } from './new-import.tsx';

type Row = OutputOf<typeof listImports>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'file',
    label: 'File',
    width: 240,
    grow: 1,
    text: (r) => r.fileName,
    href: (r) => `/imports/${r.id}`,
    phone: true,
  },
  {
    key: 'state',
    label: 'State',
    width: 120,
    text: (r) => r.state,
    show: (r) => <StateBadge state={r.state} />,
    phone: true,
  },
  { key: 'total', label: 'Rows', width: 90, number: (r) => r.total },
  { key: 'accepted', label: 'Taken', width: 90, number: (r) => r.accepted, phone: true },
  { key: 'duplicate', label: 'Taken before', width: 110, number: (r) => r.duplicate },
  { key: 'refused', label: 'Refused', width: 90, number: (r) => r.refused },
  { key: 'who', label: 'By', width: 150, text: (r) => r.who },
  { key: 'at', label: 'When', width: 150, text: (r) => momentText(r.recordedAt) },
];

export function Imports() {
  const [running, setRunning] = useState(false);
  const imports = useAsk(listImports, {}, { every: running ? 2_000 : false });
  const isRunning = imports.data?.rows.some((r) => isUnderWay(r.state)) ?? false;
  if (isRunning !== running) setRunning(isRunning);
  return (
    <Page title="Import" aside={<Exports of={listImports} />}>
      <NewImport />
      <Section title="Imports so far">
        <Answer of={imports}>
          {(data) =>
            data.rows.length === 0 ? (
              <Empty
                what="Nothing was imported yet."
                how="Each file comes here with its counts and can be taken back as one."
              />
            ) : (
              <Ledger name="imports" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
            )
          }
        </Answer>
      </Section>
    </Page>
  );
}
