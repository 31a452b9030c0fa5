import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { takeBackOnAccount } from '../../modules/invoices/contract/on-account.ts';
import { Refused } from '../api/client.ts';
import type { Invoice } from '../invoices/invoice.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';

/** Reverses an invoice on account of which nothing is taken up, in one action. */
export function TakeBack({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [alsoLater, setAlsoLater] = useState(false);
  return (
    <ActDialog
      title={`Take back invoice ${invoice.number} on account`}
      action="Take back"
      endpoint={takeBackOnAccount}
      input={{ invoiceId: invoice.id, reason: reason.trim() === '' ? '…' : reason.trim(), alsoLater }}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ number }) => say(`Invoice ${number} is taken back.`)}
      renderRemedy={(error) =>
        error instanceof Refused && error.refusal.code === 'later-corrections' ? (
          <Checkbox
            mt={8}
            label="Reverse them too"
            checked={alsoLater}
            onChange={(event) => setAlsoLater(event.currentTarget.checked)}
          />
        ) : null
      }
      renderEffect={({ number, cancellation, toUnapplied }) => (
        <>
          Invoice {number} is reversed; its number stays used.{' '}
          {cancellation
            ? `Cancellation ${cancellation.number} tells the payer.`
            : 'It had not left the house, so no document cancels it.'}{' '}
          {isZero(toUnapplied) ? (
            'No cash was on it.'
          ) : (
            <>
              <Amount of={toUnapplied} /> of cash becomes unapplied: put it on another invoice or refund it.
            </>
          )}
        </>
      )}
    >
      <ReasonInput label="Reason" value={reason} onValue={setReason} />
    </ActDialog>
  );
}
