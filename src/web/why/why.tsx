import { Modal } from '@mantine/core';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { explainPrice } from '../../modules/reports/contract/price.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { Amount } from '../parts/money.tsx';
import { Answer } from '../parts/page.tsx';

type Step = OutputOf<typeof explainPrice>['steps'][number];
type Of = AskOf<typeof explainPrice>;

/** Why an amount is what it is: each step with what it made of it, and the clause it follows from. */
export function Why({ of }: { of: Of }) {
  const told = useAsk(explainPrice, of, { keep: true });
  return (
    <Answer of={told} rows={5}>
      {(data) => (
        <>
          <p className="quiet small" style={{ marginTop: 0 }}>
            <Link to={`/cards/${data.card.id}`}>Card {data.card.number}</Link>,{' '}
            <Link to={`/matters/${data.card.matterId}`}>{data.card.matter}</Link>
            {data.proforma ? (
              <>
                , <Link to={`/proformas/${data.proforma.id}`}>proforma {data.proforma.number}</Link>
              </>
            ) : null}
            {data.invoice ? (
              <>
                , <Link to={`/invoices/${data.invoice.id}`}>invoice {data.invoice.number}</Link>
                {data.invoice.reversed ? ', since reversed' : ''}
              </>
            ) : null}
          </p>
          <ol className="why" aria-label="Steps">
            {data.steps.map((step, at) => (
              <OneStep key={`${at} ${step.label}`} step={step} />
            ))}
          </ol>
          {data.also.length > 0 ? (
            <p className="small quiet">
              Other payers’ shares are on{' '}
              {data.also.map((one, at) => (
                <span key={one.id}>
                  {at > 0 ? ', ' : ''}
                  <Link to={`/invoices/${one.id}`}>{one.number}</Link>
                </span>
              ))}
              .
            </p>
          ) : null}
        </>
      )}
    </Answer>
  );
}

function OneStep({ step }: { step: Step }) {
  return (
    <li>
      <div className="row">
        <strong className="grow">{step.label}</strong>
        <Amount of={step.after} />
      </div>
      <div className="small">{step.sentence}</div>
      {step.clause ? (
        <blockquote className="small quiet">
          “{step.clause.words}”{' '}
          <Link to={`/engagements/${step.clause.engagementId}`}>
            {step.clause.engagement}, clause {step.clause.number}
          </Link>
          , from {step.clause.from}: {step.clause.said}.
        </blockquote>
      ) : null}
    </li>
  );
}

export function WhyDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Why this amount?" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Why of={of} />
    </Modal>
  );
}
