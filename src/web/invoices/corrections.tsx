import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { sendCorrections } from '../../modules/dispatch/contract.ts';
import { reverseCredit } from '../../modules/invoices/contract.ts';
import { useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amount } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import type { Invoice } from './invoice.tsx';
import { Sendings } from './sendings.tsx';
import { SentOtherwise } from './sent-otherwise.tsx';

/** Says at the top that the invoice no longer counts, why, and what stands in its place. */
export function Reversed({ invoice }: { invoice: Invoice }) {
  if (!invoice.reversed)
    return invoice.replaces.length === 0 ? null : (
      <div className="note">
        Replaces{' '}
        {invoice.replaces.map((other, index) => (
          <span key={other.id}>
            {index > 0 ? ', ' : ''}
            <Link to={`/invoices/${other.id}`}>{other.number}</Link>
          </span>
        ))}
        , which was reversed.
      </div>
    );
  const { on, reason, cancellation } = invoice.reversed;
  return (
    <div className="refusal" role="status">
      <strong>Reversed on {on}</strong>: {reason}.{' '}
      {cancellation
        ? `Cancelled by document ${cancellation}. `
        : 'It had not left the house, so no document cancels it. '}
      {invoice.replacedBy ? (
        <>
          Replaced by <Link to={`/invoices/${invoice.replacedBy.id}`}>invoice {invoice.replacedBy.number}</Link>.
        </>
      ) : invoice.proforma ? (
        <>
          Nothing replaces it yet:{' '}
          <Link to={`/proformas/${invoice.proforma.id}`}>proforma {invoice.proforma.number}</Link> is to be billed
          again.
        </>
      ) : null}
    </div>
  );
}

/** Credit notes and cancellations, each with its document and its sendings. */
export function Corrections({ of }: { of: Invoice['corrections'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Corrections">
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Corrections">
        <table className="ruled anywhere">
          <thead>
            <tr>
              <th>Document</th>
              <th>Day</th>
              <th className="num">Total, {of[0]?.total.currency}</th>
            </tr>
          </thead>
          <tbody>
            {of.map((note) => (
              <Correction key={note.id} note={note} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Correction({ note }: { note: Invoice['corrections'][number] }) {
  const may = useMay();
  const send = useDo(sendCorrections);
  const [reversing, setReversing] = useState(false);
  const sent = note.dispatches.some((d) => d.stands);
  const submit = (): void =>
    send.mutate(
      { input: { correctionIds: [note.id], again: sent } },
      {
        onSuccess: ({ dispatches }) => say(`On its way to ${dispatches.flatMap((d) => d.recipients).join(', ')}.`),
        onError: sayRefused,
      },
    );
  return (
    <tr>
      <td>
        {note.documentType === 'credit-note' ? 'Credit note' : 'Cancellation'}{' '}
        {note.documentLinkId ? (
          <a href={`/api/documents/${note.documentLinkId}`} target="_blank" rel="noreferrer">
            {note.number}
          </a>
        ) : (
          <>
            {note.number} <StateBadge state={note.documents} />
          </>
        )}
        {note.reversed ? <span className="quiet"> (reversed)</span> : null}
        <div className="small quiet">
          {note.reason}
          {note.documentType === 'credit-note' && note.restoresWip ? '; back to WIP' : ''}
        </div>
        <Sendings of={note.dispatches} settled={note.reversed} />
        {reversing ? <ReverseDialog note={note} onClose={() => setReversing(false)} /> : null}
        {note.reversed ? null : (
          <div className="cell-acts" style={{ marginTop: 4 }}>
            {!sent ? <span className="small quiet">Not sent yet. </span> : null}
            {may('dispatch') ? (
              <Button size="compact-xs" variant="default" loading={send.isPending} onClick={submit}>
                {sent ? 'Send it again' : 'Send it'}
              </Button>
            ) : null}
            {may('dispatch') && !sent ? <SentOtherwise of="correction" ids={[note.id]} size="compact-xs" /> : null}
            {may('correct invoices') && !sent && note.documentType === 'credit-note' ? (
              <Button size="compact-xs" variant="default" onClick={() => setReversing(true)}>
                Reverse it …
              </Button>
            ) : null}
          </div>
        )}
      </td>
      <td className="nowrap">{note.on}</td>
      <td className="num">
        <Amount of={note.total} bare />
      </td>
    </tr>
  );
}

/** Takes a credit note back that the payer doesn’t have yet. */
function ReverseDialog({ note, onClose }: { note: Invoice['corrections'][number]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Reverse credit note ${note.number}`}
      action="Reverse"
      endpoint={reverseCredit}
      input={{ correctionId: note.id, reason: reason.trim() === '' ? '…' : reason.trim() }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ number }) => say(`Credit note ${number} is reversed; its number stays used.`)}
      renderEffect={({ owedAgain }) => (
        <>
          <Amount of={owedAgain} /> is owed again.{' '}
          {note.restoresWip ? 'The work it gave back to WIP is billed again.' : ''}
        </>
      )}
    >
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}
