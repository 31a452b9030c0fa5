import { Autocomplete, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { unbill } from '../../modules/invoices/contract.ts';
import { Refused } from '../api/client.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { say } from '../parts/say.ts';
import type { Invoice } from './invoice.tsx';

const REASONS = ['Wrong payer', 'Wrong rate', 'Wrong narrative', 'Wrong matter', 'Work not agreed', 'Billed too early'];

/** Takes billing back: a mistake on an invoice, also a sent and paid one, is put right in one action. */
export function UnbillDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [alsoLater, setAlsoLater] = useState(false);
  // Asked with a reason of its own before one is typed, so that the effect is seen at once.
  const input = { invoiceId: invoice.id, reason: reason.trim() === '' ? '…' : reason.trim(), alsoLater };
  return (
    <ActDialog
      title={`Unbill invoice ${invoice.number}`}
      action="Unbill"
      endpoint={unbill}
      input={input}
      ready={reason.trim() !== ''}
      dirty={reason !== ''}
      onClose={onClose}
      onDone={({ proformaId, proforma }) => {
        say(`Unbilled. Proforma ${proforma} is open again: correct it, have it approved, bill it.`);
        void navigate(`/proformas/${proformaId}`);
      }}
      renderRemedy={(error) =>
        error instanceof Refused && error.refusal.code === 'later-corrections' ? (
          <Checkbox
            mt={8}
            label={`Reverse ${laterNames(error)} too`}
            checked={alsoLater}
            onChange={(event) => setAlsoLater(event.currentTarget.checked)}
          />
        ) : null
      }
      renderEffect={(answer) => <Effect answer={answer} />}
    >
      <Autocomplete
        label="Reason"
        description="Stands in the audit record and on a cancellation document."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="Choose or write one"
        data={REASONS}
        openOnFocus={false}
        filter={({ options }) => options}
        value={reason}
        onChange={setReason}
        required
        data-autofocus
      />
      {alsoLater ? (
        <Checkbox
          mt={10}
          label="Later credit notes and write-offs are reversed too"
          checked
          onChange={() => setAlsoLater(false)}
        />
      ) : null}
    </ActDialog>
  );
}

function laterNames(error: Refused): string {
  const { details } = error.refusal;
  return Array.isArray(details) ? details.map(String).join(' and ') : 'them';
}

interface EffectProps {
  readonly answer: {
    readonly proforma: string;
    readonly reversed: readonly { readonly id: string; readonly number: string }[];
    readonly cancellations: readonly { readonly number: string }[];
    readonly cards: number;
    readonly toUnapplied: { readonly minor: string; readonly currency: string };
  };
}

function Effect({ answer }: EffectProps) {
  return (
    <>
      What happens, all or nothing:
      <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
        <li>
          {counted(answer.reversed.length, 'invoice')} reversed: {answer.reversed.map((i) => i.number).join(', ')}. The
          numbers stay used.
        </li>
        <li>
          {answer.cancellations.length === 0
            ? 'No cancellation document: nothing had left the house.'
            : `${counted(answer.cancellations.length, 'cancellation document')} for what was sent: ${answer.cancellations
                .map((c) => c.number)
                .join(', ')}.`}
        </li>
        <li>
          {counted(answer.cards, 'card')} back in WIP; proforma {answer.proforma} open again, in pre-review, with every
          edit.
        </li>
        <li>
          {isZero(answer.toUnapplied) ? (
            'No cash was on them.'
          ) : (
            <>
              <Amount of={answer.toUnapplied} /> of cash becomes unapplied, and goes on the new invoice by itself, with
              what explained a short payment, when the proforma is billed again.
            </>
          )}
        </li>
      </ul>
    </>
  );
}
