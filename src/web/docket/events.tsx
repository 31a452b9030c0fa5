import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { answerMissing, EVENT_STATES, listDocket } from '../../modules/docket/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { type Filters, given } from '../parts/filters.ts';
import { MatterLookUp } from '../parts/look-up.tsx';
import { Answer, Empty, Exports } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { shownText } from '../parts/shown.ts';
import { sentenceCase, Severity } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { EventForm } from './event-form.tsx';

export type DocketRow = OutputOf<typeof listDocket>['rows'][number];

const COLUMNS: readonly Column<DocketRow>[] = [
  { key: 'matter', label: 'Matter', width: 96, text: (r) => r.matter, phone: true },
  { key: 'client', label: 'Client', width: 150, text: (r) => r.client },
  {
    key: 'name',
    label: 'Event or task',
    width: 230,
    grow: 2,
    text: (r) => r.name,
    href: (r) => `/docket?tab=events&event=${r.id}`,
    phone: true,
  },
  { key: 'code', label: 'Code', width: 90, text: (r) => r.code },
  {
    key: 'state',
    label: 'State',
    width: 124,
    text: (r) => r.state,
    show: (r) => (r.missing ? <Severity of="warn" word="not in the list" /> : sentenceCase(r.state)),
    phone: true,
  },
  { key: 'eventDay', label: 'Happened', width: 106, text: (r) => r.eventDay },
  { key: 'dueDay', label: 'Due', width: 106, text: (r) => r.dueDay },
  { key: 'completedDay', label: 'Completed', width: 106, text: (r) => r.completedDay },
  { key: 'outcome', label: 'What followed', width: 120, text: (r) => r.outcome },
  { key: 'note', label: 'Note', width: 160, grow: 1, text: (r) => r.note, hidden: true },
  { key: 'source', label: 'From', width: 100, text: (r) => r.source, hidden: true },
];

/** Events and tasks of all cases. What a newer list no longer has stands first, to be answered. */
export function Events({ filters }: { filters: Filters }) {
  const may = useMay()('keep docket');
  const [chosen, setChosen] = useState<readonly DocketRow[]>([]);
  const [doing, setDoing] = useState<'stands' | 'gone' | 'add' | null>(null);
  const asked = given({ words: filters.of('words'), state: filters.of('state'), matterId: filters.of('matterId') }) as {
    state?: (typeof EVENT_STATES)[number];
  };
  const events = useAsk(listDocket, asked, { keep: true });
  const missing = chosen.filter((row) => row.missing);
  return (
    <>
      <div className="filters">
        <WordsFilter filters={filters} />
        <Select
          label="State"
          w={140}
          clearable
          placeholder="All"
          data={EVENT_STATES.map((value) => ({ value, label: sentenceCase(value) }))}
          value={filters.of('state') || null}
          onChange={(value) => filters.set('state', value)}
        />
        <MatterLookUp w={260} value={filters.of('matterId') || null} onPick={(id) => filters.set('matterId', id)} />
        <div className="grow" />
        <Exports of={listDocket} input={asked} />
        {may ? (
          <Button variant="default" onClick={() => setDoing('add')}>
            Write one
          </Button>
        ) : null}
      </div>
      <Answer of={events}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="The docket has no such event."
              how="Take a list of your docketing system, in any column layout, or write an event by hand."
            />
          ) : (
            <Ledger
              name="docket-events"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              tools={
                missing.length > 0 ? (
                  <>
                    <Button size="compact-sm" onClick={() => setDoing('stands')}>
                      {counted(missing.length, 'event')} stand
                    </Button>
                    <Button size="compact-sm" variant="default" ml={6} onClick={() => setDoing('gone')}>
                      Gone
                    </Button>
                  </>
                ) : null
              }
              foot={
                <span>
                  {counted(data.total, 'row')}
                  {shownText(data.total, data.rows.length, 'first')}
                </span>
              }
              {...(may && data.rows.some((row) => row.missing) ? { onSelect: setChosen } : {})}
            />
          )
        }
      </Answer>
      {doing === 'stands' || doing === 'gone' ? (
        <Missing rows={missing} answer={doing} onClose={() => setDoing(null)} />
      ) : null}
      {doing === 'add' ? (
        <EventForm event={null} matterId={filters.of('matterId')} onClose={() => setDoing(null)} />
      ) : null}
    </>
  );
}

interface MissingProps {
  readonly rows: readonly DocketRow[];
  readonly answer: 'stands' | 'gone';
  readonly onClose: () => void;
}

/** The newest list no longer has them: either the list is wrong, or they are gone. */
function Missing({ rows, answer, onClose }: MissingProps) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={
        answer === 'stands' ? `${counted(rows.length, 'event')} stand` : `${counted(rows.length, 'event')} are gone`
      }
      action={answer === 'stands' ? 'They stand' : 'They are gone'}
      endpoint={answerMissing}
      input={{ ids: rows.map((row) => row.id), answer, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        {answer === 'stands'
          ? 'They are kept as they are, though the newest list lacks them.'
          : 'They are left out of the docket; a list that has them brings them back.'}
      </p>
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}
