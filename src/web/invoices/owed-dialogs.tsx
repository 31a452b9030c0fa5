import { Select } from '@mantine/core';
import { useState } from 'react';
import { closeDispute, openDispute } from '../../modules/receivables/contract/receivables.ts';
import { reverseWriteOff, writeOff } from '../../modules/receivables/contract/write-offs.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { Amount, minus, textOf } from '../parts/money.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';
import type { Receivable } from './owed.tsx';

const WRITE_OFF_REASONS = [
  { value: 'uncollectable', label: 'Can’t be collected' },
  { value: 'insolvency', label: 'Insolvency' },
  { value: 'goodwill', label: 'Goodwill' },
  { value: 'statute-barred', label: 'Barred by time' },
  { value: 'small-balance', label: 'Small balance' },
];

interface OwedDialogProps {
  readonly owed: Receivable;
  readonly onClose: () => void;
}

const BENEATH = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[];

/** Within one's limit it is posted; above, it is a request that another person decides. */
export function WriteOffDialog({ owed, onClose }: OwedDialogProps) {
  const { currency } = owed.open;
  const [amount, setAmount] = useState(textOf(owed.open));
  const [kind, setKind] = useState('uncollectable');
  const [reason, setReason] = useState('');
  const minor = minorTyped(amount, currency);
  const input = minor && {
    receivableId: owed.id,
    amount: minor,
    reasonKind: kind as 'goodwill',
    reason: reason.trim() || '…',
  };
  return (
    <ActDialog
      title={`Write off of invoice ${owed.number}`}
      action="Write off"
      endpoint={writeOff}
      input={input || null}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ number, state }) =>
        say(state === 'posted' ? `Write-off ${number} is posted.` : `Write-off ${number} waits for a decision.`)
      }
      renderEffect={({ state }) =>
        state === 'posted' ? (
          <>
            Within your limit: posted at once. <Amount of={minus(owed.open, { minor: minor ?? '0', currency })} /> stays
            open.
          </>
        ) : (
          'Above your limit: it becomes a request, and another person decides. Until then all of it is owed.'
        )
      }
    >
      <div className="form-grid">
        <AmountField
          label={`Amount, ${currency}`}
          currency={currency}
          value={amount}
          onValue={setAmount}
          description={`${textOf(owed.open)} is open.`}
          inputWrapperOrder={BENEATH}
          data-autofocus
        />
        <Select
          label="Kind"
          data={WRITE_OFF_REASONS}
          value={kind}
          onChange={(value) => setKind(value ?? 'uncollectable')}
          allowDeselect={false}
        />
        <ReasonInput className="wide" value={reason} onValue={setReason} />
      </div>
    </ActDialog>
  );
}

export function DisputeDialog({ owed, onClose }: OwedDialogProps) {
  const { currency } = owed.open;
  const [amount, setAmount] = useState(textOf(owed.open));
  const [reason, setReason] = useState('');
  const minor = minorTyped(amount, currency);
  return (
    <ActDialog
      title={`Invoice ${owed.number} is disputed`}
      action="Mark as disputed"
      endpoint={openDispute}
      input={minor ? { receivableId: owed.id, amount: minor, reason: reason.trim() || '…' } : null}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say('Marked as disputed.')}
      renderEffect={() => 'It stays owed, stands apart in the ageing, and receipts are not proposed for it.'}
    >
      <div className="form-grid">
        <AmountField
          label={`Disputed, ${currency}`}
          currency={currency}
          value={amount}
          onValue={setAmount}
          data-autofocus
        />
        <ReasonInput className="wide" label="What the payer says" value={reason} onValue={setReason} />
      </div>
    </ActDialog>
  );
}

export function EndDisputeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [outcome, setOutcome] = useState('');
  return (
    <ActDialog
      title="Close the dispute"
      action="Close it"
      endpoint={closeDispute}
      input={{ id, outcome: outcome.trim() || '…' }}
      ready={outcome.trim() !== ''}
      dirty={outcome !== ''}
      onClose={onClose}
      onDone={() => say('The dispute is closed.')}
    >
      <ReasonInput label="Outcome" value={outcome} onValue={setOutcome} />
    </ActDialog>
  );
}

export function ReverseWriteOffDialog({ of, onClose }: { of: Receivable['writeOffs'][number]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Reverse write-off ${of.number}`}
      action="Reverse"
      endpoint={reverseWriteOff}
      input={{ id: of.id, reason: reason.trim() || '…' }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say(`Write-off ${of.number} is reversed.`)}
      renderEffect={() => (
        <>
          <Amount of={of.amount} /> is owed again.
        </>
      )}
    >
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}
