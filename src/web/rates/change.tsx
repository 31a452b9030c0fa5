import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showChange } from '../../modules/rate-changes/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { Amount, Amounts, minus, percentText, rateReading, sumsOf } from '../parts/money.tsx';
import { Answer, Facts, Page, Section } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import { ChangeDialogs, type Open } from './change-dialogs.tsx';

type Change = OutputOf<typeof showChange>;

export function RateChangePage() {
  const id = useParams()['id'] ?? '';
  const change = useAsk(showChange, { id });
  return change.data ? (
    <Inside of={change.data} />
  ) : (
    <Page title="Change of rates">
      <Answer of={change}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ of }: { of: Change }) {
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <Page
      title={of.title}
      crumb={
        <>
          <Link to="/rates">Rates</Link>
          {of.clientId === null ? null : (
            <>
              {' '}
              · <Link to={`/clients/${of.clientId}`}>{of.client}</Link>
            </>
          )}
        </>
      }
      aside={<Actions of={of} onOpen={setOpen} />}
    >
      <p>
        <StateBadge state={of.state} />{' '}
        {of.waitsFor === '' ? null : <span className="quiet">waits for {of.waitsFor}</span>}
      </p>
      <div className="two">
        <Rates of={of} onOpen={setOpen} />
        <div>
          <Section title="Particulars">
            <Facts
              of={[
                ['Of', of.clientId === null ? 'the firm’s standard rates' : of.client],
                ['By', percentText(of.percentPpm)],
                ['Counts', `from ${of.from}`],
                ['Why', of.reason],
                ['Proposed', `${of.proposedBy}, ${momentText(of.proposedAt)}`],
                ['Decided', of.decidedBy],
                ['Client agreed', of.agreedOn === null ? '' : `${of.agreedOn}, ${of.agreedBy}`],
                ['Note', of.note],
              ]}
            />
          </Section>
          <Effects of={of} />
        </div>
      </div>
      <ChangeDialogs of={of} open={open} onClose={close} />
    </Page>
  );
}

function Actions({ of, onOpen }: { of: Change; onOpen: (open: Open) => void }) {
  const may = useMay()('set up matters');
  const pending = of.state === 'proposed' || of.state === 'approved';
  return (
    <>
      {may && (pending || of.state === 'in-force') ? (
        <Button variant="default" onClick={() => onOpen('withdraw')}>
          {pending ? 'Withdraw' : 'Take back'}
        </Button>
      ) : null}
      {may && pending && of.clientId !== null && of.agreedOn === null ? (
        <Button variant="default" onClick={() => onOpen('agree')}>
          The client agreed
        </Button>
      ) : null}
      {of.mayDecide ? (
        <>
          <Button variant="default" onClick={() => onOpen('reject')}>
            Reject
          </Button>
          <Button onClick={() => onOpen('approve')}>Approve</Button>
        </>
      ) : null}
      {may && of.state === 'approved' && (of.clientId === null || of.agreedOn !== null) ? (
        <Button onClick={() => onOpen('force')}>Put in force</Button>
      ) : null}
    </>
  );
}

function Rates({ of, onOpen }: { of: Change; onOpen: (open: Open) => void }) {
  const may = useMay()('set up matters') && of.state === 'proposed';
  return (
    <Section title={`${of.lines.length} ${of.lines.length === 1 ? 'rate' : 'rates'}, an hour`}>
      <div className="scroll-x">
        <table className="ruled">
          <thead>
            <tr>
              <th>Whose</th>
              <th>Rate</th>
              <th className="num">Was</th>
              <th className="num">Becomes</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {of.lines.map((line) => (
              <tr key={line.rateId}>
                <td>{line.whose}</td>
                <td className="quiet">{line.scope}</td>
                <td className="num">{rateReading(line.was, line.currency)}</td>
                <td className="num">
                  <span className="quiet small">{line.currency}</span> {rateReading(line.ratePerHour, line.currency)}
                </td>
                <td className="num">
                  {may ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Change the rate of ${line.whose}`}
                      onClick={() => onOpen(line)}
                    >
                      Change
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** What it makes of unbilled work of its days; while it is in force, what still carries the rates before. */
function Effects({ of }: { of: Change }) {
  const title = of.state === 'in-force' ? 'Unbilled work still at the rates before' : 'Unbilled work of those days';
  const cards = of.effects.reduce((n, effect) => n + effect.cards, 0);
  const change = sumsOf(of.effects.map((effect) => minus(effect.now, effect.was)));
  return (
    <Section
      title={title}
      aside={
        cards === 0 ? null : (
          <span className="small">
            {cards} {cards === 1 ? 'card' : 'cards'}, <Amounts of={change} /> in all
          </span>
        )
      }
    >
      {of.effects.length === 0 ? (
        <p className="quiet">None.</p>
      ) : (
        <table className="ruled">
          <thead>
            <tr>
              <th>Matter</th>
              <th className="num">Cards</th>
              <th className="num">Was</th>
              <th className="num">Would be</th>
            </tr>
          </thead>
          <tbody>
            {of.effects.map((effect) => (
              <tr key={effect.matterId}>
                <td>
                  <Link to={`/matters/${effect.matterId}`}>{effect.matter}</Link>
                  {effect.onProformas === 0 ? null : (
                    <div className="small quiet">{effect.onProformas} on a proforma: re-rate there</div>
                  )}
                </td>
                <td className="num">{effect.cards}</td>
                <td className="num">
                  <Amount of={effect.was} />
                </td>
                <td className="num">
                  <Amount of={effect.now} bare />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
