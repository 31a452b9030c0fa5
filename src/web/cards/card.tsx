import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { correctCard, holdCards, releaseCards, showCard, takeBackCard } from '../../modules/cards/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { MadeBy } from '../docket/made-by.tsx';
import { WhyFee } from '../fees/why-fee.tsx';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { Amount, rateReading } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { sayRefused } from '../parts/say.ts';
import { sentenceCase, StateBadge } from '../parts/state.tsx';
import { RateExplanation } from '../rates/rate-explanation.tsx';

type Card = OutputOf<typeof showCard>;

export function CardPage() {
  const id = useParams()['id'] ?? '';
  const card = useAsk(showCard, { id });
  return card.data ? (
    <Inside card={card.data} />
  ) : (
    <Page title="Card">
      <Answer of={card}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ card }: { card: Card }) {
  const currency = card.work.currency;
  return (
    <Page
      title={`Card ${card.number}`}
      crumb={
        <>
          <Link to="/work/cards">Cards</Link> · <Link to={`/clients/${card.clientId}`}>{card.client}</Link> ·{' '}
          <Link to={`/matters/${card.matterId}`}>{card.matter}</Link>
        </>
      }
      aside={<Actions card={card} />}
    >
      <div className="note">
        <StateBadge state={card.where.state} /> {card.where.sentence}{' '}
        {card.where.href ? <Link to={card.where.href}>Go there</Link> : null}
        {card.information.length > 0 ? (
          <>
            {' '}
            Shown for information on{' '}
            <Link to={`/proformas/information?cardId=${card.id}`}>{card.information.join(', ')}</Link>.
          </>
        ) : null}
      </div>
      <div className="strip">
        <Figure label="Standard">
          <Amount of={card.standard} bare />
        </Figure>
        <Figure label="Work">
          <Amount of={card.work} bare />
        </Figure>
        <Figure label="WIP" lead>
          <Amount of={card.wip} />
        </Figure>
        {card.kind === 'time' ? (
          <Figure label="Worked / billable hours">
            {card.workedHours} / {card.billableHours}
          </Figure>
        ) : null}
        {card.ratePerHour === null ? null : (
          <Figure label="Rate">
            {rateReading(card.ratePerHour, currency)}{' '}
            <span className="small quiet">standard {rateReading(card.standardRatePerHour, currency)}</span>
          </Figure>
        )}
      </div>
      <div className="two">
        <div>
          <Section title="Narrative">
            <p style={{ maxWidth: '70ch' }}>{card.narrative}</p>
          </Section>
          <Events card={card} />
        </div>
        <div>
          <Section title="Particulars">
            <Facts
              of={[
                ['Kind', card.costKind ? `${card.kind}, ${card.costKind}` : card.kind],
                ['Work date', card.workDate],
                ['Post date', card.postDate],
                ['Timekeeper', card.timekeeper],
                ['Task', card.taskCode ?? ''],
                ['Activity', card.activityCode ?? ''],
                ['Expense', card.expenseCode ?? ''],
                ['Source', card.source],
              ]}
            />
          </Section>
          {card.kind === 'disbursement' ? <WhyFee cardId={card.id} /> : null}
          {card.kind === 'time' ? null : <MadeBy cardId={card.id} />}
          {card.explanation ? (
            <Section title="Why this rate">
              <RateExplanation of={card.explanation} />
            </Section>
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function Events({ card }: { card: Card }) {
  return (
    <Section title="What happened to it">
      <table className="ruled">
        <thead>
          <tr>
            <th>When</th>
            <th>What</th>
            <th>By</th>
            <th className="num">Hours</th>
            <th className="num">WIP</th>
          </tr>
        </thead>
        <tbody>
          {card.events.map((event) => (
            <tr key={event.id}>
              <td style={{ whiteSpace: 'nowrap' }}>
                {event.on}
                <div className="small quiet">{momentText(event.recordedAt)}</div>
              </td>
              <td>
                {sentenceCase(event.kind.replaceAll('-', ' '))} <span className="small quiet">{event.reason}</span>{' '}
                {event.journalId ? (
                  <Link className="small" to={`/journals/${event.journalId}`}>
                    journal
                  </Link>
                ) : null}{' '}
                {event.invoiceId ? (
                  <Link className="small" to={`/invoices/${event.invoiceId}`}>
                    invoice
                  </Link>
                ) : null}
              </td>
              <td>{event.who}</td>
              <td className="num">{event.hours}</td>
              <td className="num">
                <Amount of={event.wip} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Actions({ card }: { card: Card }) {
  const may = useMay();
  const [open, setOpen] = useState<'correct' | 'take-back' | 'hold' | null>(null);
  const correct = useDo(correctCard);
  const takeBack = useDo(takeBackCard);
  const hold = useDo(holdCards);
  const release = useDo(releaseCards);
  const close = (): void => setOpen(null);
  const { id, version } = card;
  const state = card.where.state;
  const unbilled = state === 'unbilled' || state === 'held' || state === 'on-proforma';
  return (
    <>
      {may('record work') && unbilled ? (
        <Button variant="default" onClick={() => setOpen('correct')}>
          Correct
        </Button>
      ) : null}
      {may('edit proformas') && state === 'unbilled' ? (
        <Button variant="default" onClick={() => setOpen('hold')}>
          Hold
        </Button>
      ) : null}
      {may('edit proformas') && state === 'held' ? (
        <Button variant="default" onClick={() => release.mutate({ input: { cardIds: [id] } }, { onError: sayRefused })}>
          Release
        </Button>
      ) : null}
      {may('record work') && unbilled ? (
        <Button variant="default" onClick={() => setOpen('take-back')}>
          Take back
        </Button>
      ) : null}
      {open === 'correct' ? (
        <FormDialog
          title={`Correct card ${card.number}`}
          action="Save"
          onClose={close}
          initial={{
            narrative: card.narrative,
            workDate: card.workDate,
            taskCode: card.taskCode ?? '',
            activityCode: card.activityCode ?? '',
            expenseCode: card.expenseCode ?? '',
            reason: '',
          }}
          fields={[
            { name: 'narrative', label: 'Narrative', kind: 'lines', wide: true },
            { name: 'workDate', label: 'Work date', kind: 'day' },
            { name: 'taskCode', label: 'Task code' },
            { name: 'activityCode', label: 'Activity code' },
            { name: 'expenseCode', label: 'Expense code' },
            { name: 'reason', label: 'Reason', wide: true, needed: true },
          ]}
          onSubmit={async (v) => {
            await correct.mutateAsync({
              input: {
                id,
                version,
                narrative: v['narrative'] ?? '',
                workDate: v['workDate'] ?? '',
                taskCode: orNull(v['taskCode']),
                activityCode: orNull(v['activityCode']),
                expenseCode: orNull(v['expenseCode']),
                reason: v['reason'] ?? '',
              },
            });
            close();
          }}
        />
      ) : null}
      {open === 'take-back' || open === 'hold' ? (
        <FormDialog
          title={open === 'hold' ? 'Hold' : 'Take back'}
          action={open === 'hold' ? 'Hold' : 'Take back'}
          onClose={close}
          initial={{ reason: '', untilDay: '' }}
          size="md"
          fields={[
            { name: 'reason', label: 'Reason', wide: true, needed: true },
            ...(open === 'hold'
              ? [{ name: 'untilDay', label: 'Until', kind: 'day' as const, help: 'Empty: until released by hand.' }]
              : []),
          ]}
          onSubmit={async (v) => {
            if (open === 'hold')
              await hold.mutateAsync({
                input: { cardIds: [id], reason: v['reason'] ?? '', untilDay: orNull(v['untilDay']) },
              });
            else await takeBack.mutateAsync({ input: { id, version, reason: v['reason'] ?? '' } });
            close();
          }}
        />
      ) : null}
    </>
  );
}
