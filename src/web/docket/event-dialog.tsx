import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showDocketEvent } from '../../modules/docket/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Facts, Section } from '../parts/page.tsx';
import { sentenceCase, Severity, StateBadge } from '../parts/state.tsx';
import { EventForm } from './event-form.tsx';

type Event = OutputOf<typeof showDocketEvent>;

/** One event: what is known of it, what followed from it, and all that was ever changed. */
export function EventDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const event = useAsk(showDocketEvent, { id });
  const may = useMay()('keep docket');
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Modal
        opened={!changing}
        onClose={onClose}
        title={event.data ? event.data.name : 'Event'}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Answer of={event}>
          {(data) => (
            <>
              <Known event={data} />
              {may ? (
                <Button variant="default" size="compact-sm" mt="xs" onClick={() => setChanging(true)}>
                  Change
                </Button>
              ) : null}
              <Followed event={data} />
              <Changes event={data} />
            </>
          )}
        </Answer>
      </Modal>
      {changing && event.data ? <EventForm event={event.data} onClose={() => setChanging(false)} /> : null}
    </>
  );
}

function Known({ event }: { event: Event }) {
  return (
    <Facts
      of={[
        [
          'Matter',
          <Link key="m" to={`/matters/${event.matterId}`}>
            {event.matter}
          </Link>,
        ],
        ['Client', event.client],
        ['Code', event.code],
        [
          'State',
          event.missing ? <Severity key="s" of="warn" word="not in the newest list" /> : sentenceCase(event.state),
        ],
        ['Happened', event.eventDay],
        ['Due', event.dueDay],
        ['Completed', event.completedDay],
        ['Note', event.note],
        ['From', event.source],
      ]}
    />
  );
}

function Followed({ event }: { event: Event }) {
  return (
    <Section title="What followed">
      {event.outcomes.length === 0 ? (
        <p className="quiet">Nothing: no billing rule was set off by it.</p>
      ) : (
        <table className="ruled">
          <tbody>
            {event.outcomes.map((outcome) => (
              <tr key={outcome.id}>
                <td>
                  {outcome.sentence}
                  <div className="small quiet">
                    {outcome.rule}: {outcome.clause}
                  </div>
                  {outcome.problem === '' ? null : (
                    <div className="small">
                      <Severity of="fix" word="Can’t be done yet" /> {outcome.problem}
                    </div>
                  )}
                  {outcome.cards.map((card) => (
                    <Link key={card.id} className="small" to={`/cards/${card.id}`}>
                      card {card.number}{' '}
                    </Link>
                  ))}
                </td>
                <td>
                  <StateBadge state={outcome.state} />
                </td>
                <td className="num">{outcome.amount ? <Amount of={outcome.amount} /> : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Changes({ event }: { event: Event }) {
  return (
    <Section title="What was changed of it">
      <table className="ruled">
        <tbody>
          {event.changes.map((change) => (
            <tr key={change.recordedAt + change.what}>
              <td className="nowrap quiet">{momentText(change.recordedAt)}</td>
              <td>
                {sentenceCase(change.what.replaceAll('-', ' '))}
                {change.fields.map((field) => (
                  <div key={field.field} className="small">
                    {field.field}: <del>{field.before || '–'}</del> <ins>{field.after || '–'}</ins>
                  </div>
                ))}
              </td>
              <td className="quiet">
                {change.who}
                <div className="small">{change.file}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
