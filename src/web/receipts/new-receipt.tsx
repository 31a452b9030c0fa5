import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { listBankAccounts } from '../../modules/receivables/contract/deposits.ts';
import { openDispute } from '../../modules/receivables/contract/receivables.ts';
import { recordReceipt } from '../../modules/receivables/contract/receipts.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo, useDoOnce, useRehearse } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { minorTyped } from '../parts/amount-field.tsx';
import { moneyFrom, textOf } from '../parts/money.tsx';
import { Answer, Empty, Page, Refusal } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { allocationsOf, disputesOf } from './draft.ts';
import { type Account, type ReceiptDraft, ReceiptFields } from './receipt-fields.tsx';
import { SheetPart } from './sheet.tsx';
import { type Sheet, useRest, useSheet } from './use-sheet.ts';

/** Money that came in: what the statement says, then what it is for. */
export function NewReceipt() {
  const accounts = useAsk(listBankAccounts, {});
  return (
    <Page title="Record a receipt" crumb={<Link to="/receipts">Receipts</Link>}>
      <Answer of={accounts}>
        {(data) => {
          const usable = data.rows.filter((row) => row.active);
          return usable.length === 0 ? (
            <Empty
              what="There is no bank account."
              how="Money comes in on an account of an entity."
              action={<Link to="/setup?tab=bank">Add one in Setup</Link>}
            />
          ) : (
            <Form accounts={usable} />
          );
        }}
      </Answer>
    </Page>
  );
}

/** What a link to here says: an invoice's payer, currency and amount, or a deposit. */
function draftFrom(params: URLSearchParams, accounts: readonly Account[], today: string): ReceiptDraft {
  const wanted = (account: Account): boolean =>
    (params.get('entityId') ?? account.entityId) === account.entityId &&
    (params.get('currency') ?? account.currency) === account.currency;
  const account =
    accounts.find((row) => row.id === params.get('bankAccountId')) ?? accounts.find(wanted) ?? accounts[0];
  const amount = params.get('amount');
  return {
    bankAccountId: account?.id ?? '',
    depositId: params.get('depositId') ?? '',
    payerId: params.get('payerId'),
    method: params.has('depositId') ? 'cheque' : 'wire',
    receivedOn: today,
    reference: params.get('reference') ?? '',
    amount: amount && account ? textOf({ minor: amount, currency: account.currency }) : '',
  };
}

function inputFrom(
  draft: ReceiptDraft,
  sheet: Sheet,
  currency: string,
  keepRest: string | null,
): AskOf<typeof recordReceipt> | null {
  const minor = minorTyped(draft.amount, currency);
  if (minor === null || draft.receivedOn === '' || sheet.wrong || !sheet.settled) return null;
  return {
    bankAccountId: draft.bankAccountId,
    ...(draft.depositId === '' ? {} : { depositId: draft.depositId }),
    ...(draft.payerId === null ? {} : { payerId: draft.payerId }),
    method: draft.method,
    reference: draft.reference,
    receivedOn: draft.receivedOn,
    amount: minor,
    allocations: allocationsOf(sheet.rows, currency),
    ...(keepRest === null ? {} : { keepRest }),
  };
}

function Form({ accounts }: { accounts: readonly Account[] }) {
  const { today } = useMe();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => draftFrom(params, accounts, today));
  const [failed, setFailed] = useState<unknown>(null);
  const record = useDoOnce(recordReceipt);
  const dispute = useDo(openDispute);
  const account = accounts.find((row) => row.id === draft.bankAccountId);
  const currency = account?.currency ?? 'USD';
  const amount = moneyFrom(draft.amount === '' ? '0' : draft.amount, currency) ?? { minor: '0', currency };
  const sheet = useSheet({
    entityId: account?.entityId ?? '',
    payerId: draft.payerId,
    currency,
    amount: minorTyped(draft.amount, currency),
    reference: draft.reference,
  });
  const rest = useRest(sheet, account?.entityId ?? '', currency);
  const input = inputFrom(draft, sheet, currency, rest?.kept === true ? rest.left.minor : null);
  const rehearsal = useRehearse(recordReceipt, input);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (input === null || record.isPending) return;
    setFailed(null);
    try {
      const { id, number } = await record.once(input);
      for (const disputed of disputesOf(sheet.rows)) await dispute.mutateAsync({ input: disputed }).catch(sayRefused);
      say(`Receipt ${number} is recorded.`);
      // Back leads past the form: filled again it would record another.
      void navigate(`/receipts/${id}`, { replace: true });
    } catch (refused) {
      setFailed(refused);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate onChange={() => setFailed(null)}>
      <ReceiptFields
        draft={draft}
        accounts={accounts}
        currency={currency}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      <SheetPart sheet={sheet} amount={amount} unapplied={rehearsal.data?.unapplied ?? null} rest={rest} />
      <Refusal error={failed ?? rehearsal.error} />
      <div className="row" style={{ marginTop: 12 }}>
        <Button type="submit" loading={record.isPending} disabled={input === null || rehearsal.error !== null}>
          Record
        </Button>
        <span className="small quiet">
          <kbd>Enter</kbd> in any field records; <kbd>Tab</kbd> goes through the invoices
        </span>
      </div>
    </form>
  );
}
