import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { decideOutcomes, listOutcomes, undoOutcomes } from '../../modules/docket/contract/rules.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amounts } from '../parts/money.tsx';
import { Answer, Empty, Exports } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { Severity } from '../parts/state.tsx';

type Row = OutputOf<typeof listOutcomes>['rows'][number];
type State = 'proposed' | 'done' | 'dismissed';

const COLUMNS: readonly Column<Row>[] = [
  { key: 'day', label: 'Day', width: 104, text: (r) => r.day ?? '' },
  { key: 'matter', label: 'Matter', width: 96, text: (r) => r.matter, phone: true },
  { key: 'client', label: 'Client', width: 150, text: (r) => r.client, hidden: true },
  {
    key: 'event',
    label: 'Event',
    width: 180,
    grow: 1,
    text: (r) => r.event,
    href: (r) => `/docket?tab=${r.state}&event=${r.eventId}`,
  },
  {
    key: 'sentence',
    label: 'What follows',
    width: 330,
    grow: 2,
    wrap: true,
    phone: true,
    text: (r) => r.sentence,
    show: (r) => (
      <>
        {r.sentence}
        {r.problem === '' ? null : (
          <div>
            <Severity of="fix" word="Can’t be done yet" /> <span className="quiet">{r.problem}</span>
          </div>
        )}
        {r.reason === '' ? null : <div className="small quiet">{r.reason}</div>}
      </>
    ),
  },
  { key: 'rule', label: 'Rule and clause', width: 190, grow: 1, text: (r) => `${r.rule}: ${r.clause}` },
  { key: 'amount', label: 'Amount', width: 120, money: (r) => r.amount, sum: true, phone: true },
];

const NONE: Readonly<Record<State, { what: string; how: string }>> = {
  proposed: {
    what: 'Nothing waits for a decision.',
    how: 'When an event of the docket sets a billing rule off, what follows is proposed here before it is done.',
  },
  done: {
    what: 'Nothing was made yet.',
    how: 'What billing rules made of events is listed here and can be taken back.',
  },
  dismissed: {
    what: 'Nothing was dismissed.',
    how: 'A dismissed proposal stays here with its reason and can be proposed again.',
  },
};

/** What billing rules propose, or made of events; many at once. */
export function Outcomes({ state }: { state: State }) {
  const may = useMay()('keep docket');
  const outcomes = useAsk(listOutcomes, { state }, { keep: true });
  const [chosen, setChosen] = useState<readonly Row[]>([]);
  const [doing, setDoing] = useState<'do' | 'dismiss' | 'undo' | null>(null);
  const tools = (
    <Group gap="xs">
      <Exports of={listOutcomes} input={{ state }} />
      {may ? (
        <>
          {state === 'proposed' ? (
            <>
              <Button size="compact-sm" disabled={chosen.length === 0} onClick={() => setDoing('do')}>
                Do {chosen.length > 0 ? counted(chosen.length, 'proposal') : 'what is chosen'}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                disabled={chosen.length === 0}
                onClick={() => setDoing('dismiss')}
              >
                Dismiss
              </Button>
            </>
          ) : (
            <Button size="compact-sm" variant="default" disabled={chosen.length === 0} onClick={() => setDoing('undo')}>
              {state === 'done' ? 'Take back' : 'Propose again'}
            </Button>
          )}
        </>
      ) : null}
    </Group>
  );
  return (
    <Answer of={outcomes}>
      {(data) =>
        data.rows.length === 0 ? (
          <Empty {...NONE[state]} />
        ) : (
          <>
            <Ledger
              name={`docket-${state}`}
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              tools={tools}
              foot={
                <span>
                  {counted(data.total, 'row')}, <Amounts of={data.amounts} none="no money" />
                </span>
              }
              {...(may ? { onSelect: setChosen } : {})}
            />
            {doing === null ? null : <Decide doing={doing} rows={chosen} onClose={() => setDoing(null)} />}
          </>
        )
      }
    </Answer>
  );
}

interface DecideProps {
  readonly doing: 'do' | 'dismiss' | 'undo';
  readonly rows: readonly Row[];
  readonly onClose: () => void;
}

function Decide({ doing, rows, onClose }: DecideProps) {
  const [reason, setReason] = useState('');
  const ids = rows.map((row) => row.id);
  if (doing === 'undo')
    return (
      <ActDialog
        title={`Propose ${counted(rows.length, 'outcome')} again`}
        action="Take back"
        endpoint={undoOutcomes}
        input={{ ids, reason }}
        ready={reason.trim() !== ''}
        renderEffect={({ undone }) => (
          <>{counted(undone, 'outcome')} would be proposed again; cards that were made are taken back.</>
        )}
        onDone={() => undefined}
        onClose={onClose}
      >
        <ReasonInput value={reason} onValue={setReason} data-autofocus />
      </ActDialog>
    );
  return (
    <ActDialog
      title={doing === 'do' ? `Do ${counted(rows.length, 'proposal')}` : `Dismiss ${counted(rows.length, 'proposal')}`}
      action={doing === 'do' ? 'Do' : 'Dismiss'}
      endpoint={decideOutcomes}
      input={{ ids, answer: doing, reason: doing === 'do' ? '' : reason }}
      ready={doing === 'do' || reason.trim() !== ''}
      renderEffect={(answer) =>
        doing === 'dismiss' ? (
          <>{counted(answer.dismissed, 'proposal')} would be dismissed; each can be proposed again.</>
        ) : (
          <>
            {counted(answer.done, 'proposal')} would be done, <Amounts of={answer.amounts} none="no money" />.
            {answer.problems.map((problem) => (
              <div key={problem.id}>
                <Severity of="fix" word="Not" /> {problem.sentence}
              </div>
            ))}
          </>
        )
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      {doing === 'dismiss' ? <ReasonInput value={reason} onValue={setReason} data-autofocus /> : null}
    </ActDialog>
  );
}
