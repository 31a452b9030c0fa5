import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { creditInvoice } from '../../modules/invoices/contract.ts';
import type { AskOf } from '../api/client.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { AmountField, minorTyped } from '../parts/amount-field.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { say } from '../parts/say.ts';
import { type Creditable, CreditLines, type Picked } from './credit-lines.tsx';

type How = 'to-wip' | 'lines' | 'amount';

const HOWS = [
  { value: 'to-wip', label: 'Lines, to WIP' },
  { value: 'lines', label: 'Lines only' },
  { value: 'amount', label: 'An amount' },
];

type Input = AskOf<typeof creditInvoice>;

function inputFrom(invoice: Creditable, how: How, picked: Picked, amount: string): Input | null {
  const shared = { invoiceId: invoice.id, reason: '…', toWip: how === 'to-wip' };
  if (how === 'amount') {
    const minor = minorTyped(amount, invoice.currency);
    return minor === null ? null : { ...shared, amount: minor };
  }
  if (picked.size === 0) return null;
  const lines = [...picked].map(([lineNo, typed]) => {
    if (how === 'to-wip' || typed === '') return { lineNo };
    return { lineNo, amount: minorTyped(typed, invoice.currency) ?? 'wrong' };
  });
  return lines.some((line) => line.amount === 'wrong') ? null : { ...shared, lines };
}

/** A credit note: lines or an amount taken off an invoice that otherwise stands. */
export function CreditDialog({ invoice, onClose }: { invoice: Creditable; onClose: () => void }) {
  const [how, setHow] = useState<How>(invoice.hasWip ? 'to-wip' : 'lines');
  const [picked, setPicked] = useState<Picked>(new Map());
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const plain = inputFrom(invoice, how, picked, amount);
  return (
    <ActDialog
      title={`Credit note for invoice ${invoice.number}`}
      action="Issue the credit note"
      size="xl"
      endpoint={creditInvoice}
      input={plain && { ...plain, reason: reason.trim() === '' ? '…' : reason.trim() }}
      ready={reason.trim() !== ''}
      dirty={reason !== '' || picked.size > 0 || amount !== ''}
      onClose={onClose}
      onDone={({ number }) => say(`Credit note ${number} is issued.`)}
      renderEffect={({ total, cards, toUnapplied }) => (
        <>
          The credit note comes to <Amount of={total} /> with tax{invoice.hasWip ? '' : ' as that invoice carried it'}.{' '}
          {cards > 0
            ? `${counted(cards, 'card')} go back to WIP, to be billed another time.`
            : 'The work stays billed; what is credited is given up.'}{' '}
          {isZero(toUnapplied) ? (
            'No cash has to move.'
          ) : (
            <>
              Paid already, so <Amount of={toUnapplied} /> becomes unapplied: put it on another invoice or refund it.
            </>
          )}
        </>
      )}
    >
      <SegmentedControl
        aria-label="What is credited"
        data={invoice.hasWip ? HOWS : HOWS.filter((choice) => choice.value !== 'to-wip')}
        value={how}
        onChange={(value) => setHow(value as How)}
        fullWidth
        mb={8}
      />
      {how === 'amount' ? (
        <AmountField
          label={`Amount before tax, ${invoice.currency}`}
          w={220}
          currency={invoice.currency}
          value={amount}
          onValue={setAmount}
          data-autofocus
        />
      ) : (
        <CreditLines invoice={invoice} whole={how === 'to-wip'} picked={picked} onPick={setPicked} />
      )}
      <TextInput
        mt={10}
        label="Reason"
        description="Printed on the credit note."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
        autoComplete="off"
      />
    </ActDialog>
  );
}
