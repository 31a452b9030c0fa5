import './ageing.css';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { answerAgeing, listAgeing, listAttorneys } from '../../modules/ageing/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { useFilters } from '../parts/filters.ts';
import { Amount, Amounts } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { Severity } from '../parts/state.tsx';
import { PlainTable } from '../setup/plain-table.tsx';
import { AnswerDialog, DecideDialog, SendDialog } from './dialogs.tsx';

export type Item = OutputOf<typeof listAgeing>['rows'][number];

const ANSWER_WORDS = { bill: 'Bill in the next run', hold: 'Hold', purge: 'Purge asked for' } as const;

/** Old work: what I am asked about, who has not answered yet, and which purges wait for a decision. */
export function AgeingLists() {
  const may = useMay();
  const [sending, setSending] = useState(false);
  return (
    <Page
      title="Old work"
      aside={may('run proformas') ? <Button onClick={() => setSending(true)}>Send the lists …</Button> : null}
    >
      <Mine />
      <ToDecide />
      <Attorneys />
      {sending ? <SendDialog onClose={() => setSending(false)} /> : null}
    </Page>
  );
}

function Mine() {
  const answer = useAsk(listAgeing, { mine: 'true' });
  return (
    <Section title="Mine to answer">
      <Answer of={answer} rows={4}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nobody asks you about old work."
              how="When the lists are sent, the matters you bill with old unbilled work come here."
            />
          ) : (
            <Items items={data.rows} />
          )
        }
      </Answer>
    </Section>
  );
}

function Items({ items }: { items: readonly Item[] }) {
  const [asking, setAsking] = useState<{ item: Item; answer: 'hold' | 'purge' } | null>(null);
  const act = useDo(answerAgeing);
  const left = items.filter((i) => i.answer === null).length;
  const bill = (item: Item): void =>
    act.mutate(
      {
        input: {
          items: [{ listId: item.listId, matterId: item.matterId, seen: item.answer }],
          answer: 'bill',
        },
      },
      { onSuccess: () => say(`${item.matter}: the next run takes it.`), onError: sayRefused },
    );
  return (
    <>
      <p className="quiet" role="status">
        {left === 0 ? 'All are answered. Thank you.' : `${counted(left, 'matter')} to answer.`}
      </p>
      <ul className="old-work" aria-label="Matters with old work">
        {items.map((item) => (
          <li key={item.listId + item.matterId} data-answered={item.answer !== null}>
            <div className="old-matter">
              <Link to={`/matters/${item.matterId}`}>{item.matter}</Link>
              <div className="small quiet">
                {item.client} · {counted(item.cards, 'card')}, the oldest {counted(item.days, 'day')} old
                {item.standIn ? ` · for ${item.attorney}` : ''}
              </div>
            </div>
            <strong className="num">
              <Amount of={item.wip} />
            </strong>
            <Standing item={item} />
            {item.mayAnswer ? (
              <div className="old-acts">
                <Button
                  variant={item.answer === null ? 'filled' : 'default'}
                  disabled={item.answer === 'bill'}
                  loading={act.isPending && act.variables?.input.items[0]?.matterId === item.matterId}
                  onClick={() => bill(item)}
                >
                  Bill
                </Button>
                <Button variant="default" onClick={() => setAsking({ item, answer: 'hold' })}>
                  Hold …
                </Button>
                <Button
                  variant="default"
                  disabled={item.answer === 'purge'}
                  onClick={() => setAsking({ item, answer: 'purge' })}
                >
                  Ask for a purge …
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {asking ? <AnswerDialog {...asking} onClose={() => setAsking(null)} /> : null}
    </>
  );
}

function Standing({ item }: { item: Item }) {
  if (item.answer === null) return null;
  const until = item.untilDay === null ? '' : ` until ${item.untilDay}`;
  const decided = item.decision === null ? '' : `, ${item.decision} by ${item.decidedBy}: ${item.decisionNote}`;
  return (
    <div className="old-standing small">
      {ANSWER_WORDS[item.answer]}
      {until}
      {item.reason === '' ? '' : `: ${item.reason}`} <span className="quiet">({item.answeredBy})</span>
      {decided}
    </div>
  );
}

function ToDecide() {
  const may = useMay()('purge work');
  const [deciding, setDeciding] = useState<{ item: Item; yes: boolean } | null>(null);
  const answer = useAsk(listAgeing, { toDecide: 'true' }, { enabled: may });
  if (!may || (answer.data && answer.data.rows.length === 0)) return null;
  return (
    <Section title="Purges to decide">
      <Answer of={answer} rows={2}>
        {(data) => (
          <PlainTable
            heads={['Matter', 'Client', 'Asked by', 'Reason', 'Oldest', 'Old WIP']}
            empty=""
            rows={data.rows.map((item) => ({
              key: item.listId + item.matterId,
              cells: [
                <Link key="m" to={`/matters/${item.matterId}`}>
                  {item.matter}
                </Link>,
                item.client,
                item.answeredBy,
                item.reason,
                item.oldestDay,
                <Amount key="a" of={item.wip} />,
              ],
              more: (
                <>
                  <Button size="compact-xs" onClick={() => setDeciding({ item, yes: true })}>
                    Purge …
                  </Button>
                  <Button size="compact-xs" variant="default" onClick={() => setDeciding({ item, yes: false })}>
                    Refuse …
                  </Button>
                </>
              ),
            }))}
          />
        )}
      </Answer>
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </Section>
  );
}

function Attorneys() {
  const filters = useFilters();
  const may = useMay()('run proformas');
  const open = filters.of('open') === 'true';
  const answer = useAsk(listAttorneys, {});
  return (
    <Section
      title="Who was asked"
      aside={
        <>
          <Checkbox
            label="Not answered yet"
            checked={open}
            onChange={(e) => filters.set('open', e.currentTarget.checked ? 'true' : '')}
          />
          <Exports of={listAgeing} />
        </>
      }
    >
      <Answer of={answer} rows={3}>
        {(data) => (
          <PlainTable
            heads={['Attorney', 'Sent', 'Older than', 'Answered', 'Old WIP not answered']}
            empty={may ? 'No list was sent yet. Send them above.' : 'No list was sent yet.'}
            rows={data.rows
              .filter((r) => !open || r.answered < r.matters)
              .map((r) => ({
                key: r.listId,
                cells: [
                  r.attorney,
                  r.urgent ? (
                    <span key="s" title="Longer than the policy says">
                      <Severity of="warn" /> {r.asOf}
                    </span>
                  ) : (
                    r.asOf
                  ),
                  counted(r.olderThanDays, 'day'),
                  r.answered === r.matters ? 'all' : `${r.answered} of ${r.matters}`,
                  <Amounts key="w" of={r.wip} none="" />,
                ],
              }))}
          />
        )}
      </Answer>
    </Section>
  );
}
