import { Select } from '@mantine/core';
import { useState } from 'react';
import { askRefund, reverseRefund } from '../../modules/receivables/contract/refunds.ts';
import { listBankAccounts } from '../../modules/receivables/contract/deposits.ts';
import { keepOverpayment, releaseAllocation, reverseReceipt } from '../../modules/receivables/contract/receipts.ts';
import { listed } from '../../kernel/text.ts';
import { useAsk } from '../api/use.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { Amount, textOf } from '../parts/money.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';
import type { Receipt } from './receipt.tsx';
import type { Movement } from './receipt-movements.tsx';

interface OfReceipt {
  readonly receipt: Receipt;
  readonly onClose: () => void;
}

export function ReverseReceiptDialog({ receipt, onClose }: OfReceipt) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Reverse receipt ${receipt.number}`}
      action="Reverse"
      endpoint={reverseReceipt}
      input={{ id: receipt.id, reason: reason.trim() || '…' }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say(`Receipt ${receipt.number} is reversed.`)}
      renderEffect={({ reopened }) =>
        reopened.length === 0
          ? 'None of it is on an invoice; the bank and unapplied go back.'
          : `Owed again, exactly as before: ${listed(reopened)}.`
      }
    >
      <ReasonInput value={reason} onValue={setReason} placeholder="It bounced; recorded wrongly …" data-autofocus />
    </ActDialog>
  );
}

export function AskRefundDialog({ receipt, onClose }: OfReceipt) {
  const { currency } = receipt.unapplied;
  const [amount, setAmount] = useState(textOf(receipt.unapplied));
  const [account, setAccount] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const accounts = useAsk(listBankAccounts, {});
  const usable = (accounts.data?.rows ?? []).filter(
    (row) => row.active && row.entityId === receipt.entityId && row.currency === currency,
  );
  const minor = minorTyped(amount, currency);
  return (
    <ActDialog
      title={`Refund of receipt ${receipt.number}`}
      action="Ask for the refund"
      endpoint={askRefund}
      input={
        minor
          ? {
              receiptId: receipt.id,
              amount: minor,
              ...(account ? { bankAccountId: account } : {}),
              reason: reason.trim() || '…',
            }
          : null
      }
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ number }) => say(`Refund ${number} waits for another person’s decision.`)}
      renderEffect={() => 'Another person decides. Until it is paid the money stays unapplied.'}
    >
      <div className="form-grid">
        <AmountField
          label={`Amount, ${currency}`}
          currency={currency}
          value={amount}
          onValue={setAmount}
          data-autofocus
        />
        <Select
          label="Paid from"
          placeholder="The account it came in on"
          clearable
          data={usable.map((row) => ({ value: row.id, label: row.name }))}
          value={account}
          onChange={setAccount}
        />
        <ReasonInput className="wide" value={reason} onValue={setReason} />
      </div>
    </ActDialog>
  );
}

export function KeepDialog({ receipt, onClose }: OfReceipt) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Keep the rest of receipt ${receipt.number}`}
      action="Keep it"
      endpoint={keepOverpayment}
      input={{ id: receipt.id, amount: receipt.unapplied.minor, reason: reason.trim() }}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ kept }) => say(`${textOf(kept)} ${kept.currency} is kept as a small difference.`)}
      renderEffect={({ kept }) => (
        <>
          <Amount of={kept} /> goes to small payment differences. It can be released again.
        </>
      )}
    >
      <ReasonInput value={reason} onValue={setReason} label="Note" required={false} data-autofocus />
    </ActDialog>
  );
}

export function ReleaseDialog({ movement, onClose }: { movement: Movement; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const from = movement.invoice === '' ? 'small differences' : movement.invoice;
  return (
    <ActDialog
      title={`Take back from ${from}`}
      action="Release"
      endpoint={releaseAllocation}
      input={{ movementId: movement.movementId ?? '', reason: reason.trim() || '…' }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say(`Taken back from ${from}.`)}
      renderEffect={({ unapplied }) => (
        <>
          {movement.settled ? (
            <>
              <Amount of={movement.settled} /> of {movement.invoice} is owed again;{' '}
            </>
          ) : null}
          <Amount of={unapplied} /> of the receipt is then unapplied.
        </>
      )}
    >
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}

export function ReverseRefundDialog({ refund, onClose }: { refund: Receipt['refunds'][number]; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Reverse refund ${refund.number}`}
      action="Reverse"
      endpoint={reverseRefund}
      input={{ id: refund.id, reason: reason.trim() || '…' }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say(`Refund ${refund.number} is reversed.`)}
      renderEffect={() => (
        <>
          <Amount of={refund.amount} /> is unapplied again.
        </>
      )}
    >
      <ReasonInput value={reason} onValue={setReason} data-autofocus />
    </ActDialog>
  );
}
