import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { addGuideline, listGuidelines } from '../../modules/flags/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { GuidelineForm } from './guideline-form.tsx';

type Row = OutputOf<typeof listGuidelines>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'client', label: 'Client', width: 180, grow: 1, text: (r) => r.client, phone: true },
  {
    key: 'title',
    label: 'Guideline',
    width: 220,
    grow: 1,
    text: (r) => r.title,
    href: (r) => `/guidelines/${r.id}`,
    phone: true,
  },
  {
    key: 'version',
    label: 'In force',
    width: 100,
    text: (r) => (r.version === null ? 'not adopted' : `version ${r.version}`),
  },
  { key: 'from', label: 'Since', width: 104, text: (r) => r.from ?? '' },
  { key: 'clauses', label: 'Clauses', width: 84, number: (r) => r.clauses },
  { key: 'rules', label: 'Rules', width: 76, number: (r) => r.rules },
  { key: 'read', label: 'Read by', width: 100, text: (r) => `${r.read} of ${r.toRead}` },
  { key: 'mine', label: 'By me', width: 80, text: (r) => (r.readByMe ? 'yes' : 'not yet') },
];

/** Clients' billing guidelines: which holds, what it checks, who has read it. */
export function Guidelines() {
  const may = useMay();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const guidelines = useAsk(listGuidelines, {});
  return (
    <Page
      title="Guidelines"
      aside={
        <>
          <Exports of={listGuidelines} />
          {may('set flag rules') ? <Button onClick={() => setAdding(true)}>Add a guideline</Button> : null}
        </>
      }
    >
      <Answer of={guidelines}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No client’s guideline is kept yet."
              how="Add one clause by clause; published clauses with their sources are there to begin from. A clause can have rules, which the pre-review then runs and cites."
            />
          ) : (
            <Ledger name="guidelines" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
          )
        }
      </Answer>
      {adding ? (
        <GuidelineForm
          title="A client’s guideline"
          endpoint={addGuideline}
          onDone={(answer) => void navigate(`/guidelines/${answer.id}`)}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Page>
  );
}
