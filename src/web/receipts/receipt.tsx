import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { keepOverpayment, showReceipt } from '../../modules/receivables/contract/receipts.ts';
import { useAsk, useRehearse } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { StateBadge, stateWord } from '../parts/state.tsx';
import {
  AskRefundDialog,
  KeepDialog,
  ReleaseDialog,
  ReverseReceiptDialog,
  ReverseRefundDialog,
} from './receipt-dialogs.tsx';
import { type Movement, Movements } from './receipt-movements.tsx';

export type Receipt = OutputOf<typeof showReceipt>;

/** One receipt: where every cent of it went. */
export function ReceiptPage() {
  const id = useParams()['id'] ?? '';
  const answer = useAsk(showReceipt, { id });
  return answer.data ? (
    <Inside receipt={answer.data} />
  ) : (
    <Page title="Receipt">
      <Answer of={answer}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ receipt }: { receipt: Receipt }) {
  const may = useMay()('receive money');
  const [open, setOpen] = useState<'reverse' | 'refund' | 'keep' | null>(null);
  const [releasing, setReleasing] = useState<Movement | null>(null);
  const close = (): void => setOpen(null);
  const unapplied = !isZero(receipt.unapplied);
  const wanted = { id: receipt.id, amount: receipt.unapplied.minor };
  const mayKeep = useRehearse(keepOverpayment, may && unapplied ? wanted : null).data !== undefined;
  return (
    <Page
      title={`Receipt ${receipt.number}`}
      crumb={
        <>
          <Link to="/receipts">Receipts</Link>
          {receipt.clientId ? (
            <>
              {' · '}
              <Link to={`/clients/${receipt.clientId}`}>{receipt.client}</Link>
            </>
          ) : null}
        </>
      }
      aside={
        may && receipt.state !== 'reversed' ? (
          <>
            <Button variant="default" onClick={() => setOpen('reverse')}>
              Reverse …
            </Button>
            {unapplied ? (
              <>
                {mayKeep ? (
                  <Button variant="default" onClick={() => setOpen('keep')}>
                    Keep the rest …
                  </Button>
                ) : null}
                <Button variant="default" onClick={() => setOpen('refund')}>
                  Refund …
                </Button>
                <Button component={Link} to={`/receipts/${receipt.id}/apply`}>
                  Put on invoices
                </Button>
              </>
            ) : null}
          </>
        ) : null
      }
    >
      <div className="strip">
        <Figure label="Amount" lead>
          <Amount of={receipt.amount} />
        </Figure>
        <Figure label="Unapplied">
          <Amount of={receipt.unapplied} bare />
        </Figure>
        {unapplied ? <Figure label="Unapplied for">{counted(receipt.ageDays, 'day')}</Figure> : null}
        <Figure label="State">
          <StateBadge state={receipt.state} />
        </Figure>
      </div>
      <div className="two">
        <Movements receipt={receipt} onRelease={may ? setReleasing : null} />
        <div>
          <Particulars receipt={receipt} />
          <Refunds receipt={receipt} />
        </div>
      </div>
      {open === 'reverse' ? <ReverseReceiptDialog receipt={receipt} onClose={close} /> : null}
      {open === 'refund' ? <AskRefundDialog receipt={receipt} onClose={close} /> : null}
      {open === 'keep' ? <KeepDialog receipt={receipt} onClose={close} /> : null}
      {releasing ? <ReleaseDialog movement={releasing} onClose={() => setReleasing(null)} /> : null}
    </Page>
  );
}

function Particulars({ receipt }: { receipt: Receipt }) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Payer', receipt.payer || 'not known yet'],
    ['Received on', receipt.receivedOn],
    ['Method', stateWord(receipt.method)],
    ['Reference', receipt.reference],
    ['Bank account', receipt.bankAccount || 'from the earlier books'],
    ['Entity', receipt.entity],
    [
      'Deposit',
      receipt.deposit ? (
        <Link key="d" to={`/receipts?depositId=${receipt.deposit.id}`}>
          {receipt.deposit.number}
        </Link>
      ) : (
        ''
      ),
    ],
    ['In the entity’s currency', receipt.rate === '' ? '' : <Amount key="e" of={receipt.entityAmount} />],
    ['Exchange rate', receipt.rate],
  ];
  return (
    <Section title="Particulars">
      <Facts of={facts} />
    </Section>
  );
}

function Refunds({ receipt }: { receipt: Receipt }) {
  const may = useMay()('decide money');
  const [reversing, setReversing] = useState<Receipt['refunds'][number] | null>(null);
  if (receipt.refunds.length === 0) return null;
  return (
    <Section title="Refunds">
      {receipt.refunds.map((refund) => (
        <div key={refund.id} style={{ padding: '4px 0', borderBottom: '1px solid var(--rule)' }}>
          {refund.number} <Amount of={refund.amount} /> <StateBadge state={refund.state} />{' '}
          {refund.state === 'requested' ? <Link to="/decisions">decide</Link> : null}
          {refund.state === 'paid' && may ? (
            <Button size="compact-xs" variant="default" ml={6} onClick={() => setReversing(refund)}>
              Reverse …
            </Button>
          ) : null}
          <div className="small quiet">
            {refund.reason}, asked by {refund.requestedBy}
          </div>
        </div>
      ))}
      {reversing ? <ReverseRefundDialog refund={reversing} onClose={() => setReversing(null)} /> : null}
    </Section>
  );
}
