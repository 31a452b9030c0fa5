import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showCard } from '../../modules/cards/contract.ts';
import { useAsk } from '../api/use.ts';
import { MadeBy } from '../docket/made-by.tsx';
import { WhyFee } from '../fees/why-fee.tsx';
import { momentText } from '../parts/day.tsx';
import { Amount, rateReading } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { sentenceCase, StateBadge } from '../parts/state.tsx';
import { RateExplanation } from '../rates/rate-explanation.tsx';
import { Actions } from './card-actions.tsx';

export type Card = OutputOf<typeof showCard>;

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
