import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { listEstimates, sendEstimate, withdrawEstimate } from '../../modules/budgets/contract/estimates.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { spanText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { CopyAddress } from '../review/copy-address.tsx';
import { type Estimate, EstimateForm } from './estimate-form.tsx';

type Act = 'change' | 'send' | 'withdraw';
interface Acting {
  readonly act: Act;
  readonly estimate: Estimate;
}

/** Estimates of a client, or of all: written, with the client, accepted, declined. */
export function Estimates({ clientId }: { clientId: string }) {
  const may = useMay()('set up matters');
  const [doing, setDoing] = useState<Acting | 'new' | null>(null);
  const input = clientId === '' ? {} : { clientId };
  const estimates = useAsk(listEstimates, input, { keep: true });
  const close = (): void => setDoing(null);
  return (
    <Section
      title="Estimates"
      aside={
        <>
          <Exports of={listEstimates} input={input} />
          {may ? (
            <Button size="compact-sm" variant="default" onClick={() => setDoing('new')}>
              Write an estimate
            </Button>
          ) : null}
        </>
      }
    >
      <Answer of={estimates} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">
              None yet. An estimate goes to the client by mail with a link to accept or decline it; accepted, it is a
              budget.
            </p>
          ) : (
            <div className="scroll-x">
              <table className="ruled stacks" aria-label="Estimates">
                <thead>
                  <tr>
                    <th>Estimate</th>
                    <th>Of</th>
                    <th className="num">Amount</th>
                    <th>State</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((estimate) => (
                    <Row key={estimate.id} estimate={estimate} may={may} onDo={(act) => setDoing({ act, estimate })} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
      {doing === null ? null : doing === 'new' || doing.act === 'change' ? (
        <EstimateForm estimate={doing === 'new' ? null : doing.estimate} onClose={close} />
      ) : doing.act === 'send' ? (
        <Send estimate={doing.estimate} onClose={close} />
      ) : (
        <Withdraw estimate={doing.estimate} onClose={close} />
      )}
    </Section>
  );
}

const WAYS: Readonly<Record<Estimate['state'], readonly { act: Act; label: string }[]>> = {
  draft: [
    { act: 'send', label: 'Send' },
    { act: 'change', label: 'Change' },
    { act: 'withdraw', label: 'Withdraw' },
  ],
  sent: [{ act: 'withdraw', label: 'Withdraw' }],
  accepted: [],
  declined: [],
  withdrawn: [],
};

function Row({ estimate, may, onDo }: { estimate: Estimate; may: boolean; onDo: (act: Act) => void }) {
  return (
    <tr>
      <td>
        {estimate.name}
        <div className="small quiet">{estimate.scope}</div>
      </td>
      <td>
        {estimate.matterId ? <Link to={`/matters/${estimate.matterId}`}>{estimate.of}</Link> : estimate.of}
        <div className="small quiet">
          <Link to={`/clients/${estimate.clientId}`}>{estimate.client}</Link>
        </div>
      </td>
      <td className="num" data-label="Amount">
        <Amount of={estimate.amount} />
        <div className="small quiet">
          {estimate.covers === 'fees' ? 'fees' : 'fees and costs'}
          {estimate.from === null ? '' : `, ${spanText({ from: estimate.from, to: estimate.to })}`}
        </div>
      </td>
      <td data-label="State">
        <StateOf estimate={estimate} />
      </td>
      <td className="num nowrap">
        {estimate.own && estimate.state === 'sent' ? <CopyAddress linkId={estimate.id} /> : null}
        {may
          ? WAYS[estimate.state].map(({ act, label }) => (
              <Button key={act} ml={4} size="compact-xs" variant="default" onClick={() => onDo(act)}>
                {label}
              </Button>
            ))
          : null}
      </td>
    </tr>
  );
}

function StateOf({ estimate }: { estimate: Estimate }) {
  const { today } = useMe();
  const over = (estimate.state === 'sent' || estimate.state === 'draft') && estimate.validUntil < today;
  return (
    <>
      {over ? 'ended' : estimate.state}
      <div className="small quiet">
        {estimate.answeredOn === null
          ? `${over ? 'held' : 'holds'} until ${estimate.validUntil}${estimate.sentOn === null ? '' : `, sent on ${estimate.sentOn} to ${estimate.recipient}`}`
          : `by ${estimate.answeredBy} on ${estimate.answeredOn}${estimate.answerNote === '' ? '' : `: “${estimate.answerNote}”`}`}
      </div>
    </>
  );
}

interface ActProps {
  readonly estimate: Estimate;
  readonly onClose: () => void;
}

function Send({ estimate, onClose }: ActProps) {
  return (
    <ActDialog
      title={`Send ${estimate.name}`}
      action="Send it"
      endpoint={sendEstimate}
      input={{ id: estimate.id, version: estimate.version }}
      ready
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        It goes to {estimate.recipient} with a link to accept or decline it, and stays as it is from then on. Accepted,
        it is a budget of <Amount of={estimate.amount} />.
      </p>
    </ActDialog>
  );
}

function Withdraw({ estimate, onClose }: ActProps) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Withdraw ${estimate.name}`}
      action="Withdraw it"
      endpoint={withdrawEstimate}
      input={{ id: estimate.id, version: estimate.version, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>{estimate.state === 'sent' ? 'Its link opens nothing any more.' : 'It can’t be sent any more.'}</p>
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}
