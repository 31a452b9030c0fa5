import { Select, TextInput } from '@mantine/core';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listBankAccounts, listDeposits } from '../../modules/receivables/contract/deposits.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { DayInput } from '../parts/day.tsx';
import { PayerLookUp } from './payer-look-up.tsx';

export type Account = OutputOf<typeof listBankAccounts>['rows'][number];

export interface ReceiptDraft {
  readonly bankAccountId: string;
  readonly depositId: string;
  readonly payerId: string | null;
  readonly method: 'wire' | 'cheque' | 'card' | 'cash';
  readonly receivedOn: string;
  readonly reference: string;
  readonly amount: string;
}

const METHODS = [
  { value: 'wire', label: 'Wire' },
  { value: 'cheque', label: 'Cheque' },
  { value: 'card', label: 'Card' },
  { value: 'cash', label: 'Cash' },
];

interface ReceiptFieldsProps {
  readonly draft: ReceiptDraft;
  readonly accounts: readonly Account[];
  readonly currency: string;
  readonly onChange: (part: Partial<ReceiptDraft>) => void;
}

/** What the bank statement says about the money. */
export function ReceiptFields({ draft, accounts, currency, onChange }: ReceiptFieldsProps) {
  const { today } = useMe();
  const deposits = useAsk(listDeposits, { open: 'true' });
  const ofAccount = (deposits.data?.rows ?? []).filter((row) => row.bankAccountId === draft.bankAccountId);
  return (
    <div className="filters">
      <Select
        label="Bank account"
        w={230}
        searchable
        allowDeselect={false}
        data={accounts.map((account) => ({ value: account.id, label: account.name }))}
        value={draft.bankAccountId === '' ? null : draft.bankAccountId}
        onChange={(id) => onChange({ bankAccountId: id ?? '', depositId: '' })}
      />
      <PayerLookUp w={300} value={draft.payerId} onPick={(payerId) => onChange({ payerId })} data-autofocus />
      <AmountField
        label={`Amount, ${currency}`}
        w={140}
        currency={currency}
        value={draft.amount}
        onValue={(amount) => onChange({ amount })}
      />
      <DayInput
        label="Received on"
        w={130}
        today={today}
        value={draft.receivedOn}
        onDay={(receivedOn) => onChange({ receivedOn })}
      />
      <Select
        label="Method"
        w={110}
        allowDeselect={false}
        data={METHODS}
        value={draft.method}
        onChange={(method) => onChange({ method: (method ?? 'wire') as 'wire' })}
      />
      <TextInput
        label="Reference"
        w={200}
        placeholder="As on the statement"
        maxLength={100}
        autoComplete="off"
        value={draft.reference}
        onChange={(event) => onChange({ reference: event.currentTarget.value })}
      />
      {ofAccount.length > 0 ? (
        <Select
          label="Deposit"
          w={170}
          clearable
          placeholder="None"
          data={ofAccount.map((row) => ({ value: row.id, label: `${row.number}, ${row.day}` }))}
          value={draft.depositId === '' ? null : draft.depositId}
          onChange={(id) => onChange({ depositId: id ?? '' })}
        />
      ) : null}
    </div>
  );
}
