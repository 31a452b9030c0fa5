import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { allocateReceipt, showReceipt } from '../../modules/receivables/contract/receipts.ts';
import { openDispute } from '../../modules/receivables/contract/receivables.ts';
import { useAsk, useDo, useDoOnce, useRehearse } from '../api/use.ts';
import { Answer, Page, Refusal } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { allocationsOf, disputesOf } from './draft.ts';
import { PayerLookUp } from './payer-look-up.tsx';
import { SheetPart } from './sheet.tsx';
import { useRest, useSheet } from './use-sheet.ts';

/** Puts what is unapplied of a receipt on invoices. */
export function ApplyReceipt() {
  const id = useParams()['id'] ?? '';
  const receipt = useAsk(showReceipt, { id });
  const number = receipt.data?.number ?? '';
  return (
    <Page
      title={`Put receipt ${number} on invoices`}
      crumb={
        <>
          <Link to="/receipts">Receipts</Link> · <Link to={`/receipts/${id}`}>Receipt {number}</Link>
        </>
      }
    >
      <Answer of={receipt}>{(data) => <Form receipt={data} />}</Answer>
    </Page>
  );
}

function Form({ receipt }: { receipt: OutputOf<typeof showReceipt> }) {
  const navigate = useNavigate();
  const [payerId, setPayer] = useState(receipt.payerId);
  const [failed, setFailed] = useState<unknown>(null);
  const allocate = useDoOnce(allocateReceipt);
  const dispute = useDo(openDispute);
  const { currency } = receipt.unapplied;
  const sheet = useSheet({
    entityId: receipt.entityId,
    payerId,
    currency,
    amount: receipt.unapplied.minor,
    reference: receipt.reference,
  });
  const rest = useRest(sheet, receipt.entityId, currency);
  const allocations = allocationsOf(sheet.rows, currency);
  const input =
    allocations.length === 0 || sheet.wrong || !sheet.settled
      ? null
      : {
          id: receipt.id,
          ...(payerId === null || receipt.payerId !== null ? {} : { payerId }),
          allocations,
          ...(rest?.kept === true ? { keepRest: rest.left.minor } : {}),
        };
  const rehearsal = useRehearse(allocateReceipt, input);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (input === null || allocate.isPending) return;
    setFailed(null);
    try {
      await allocate.once(input);
      for (const disputed of disputesOf(sheet.rows)) await dispute.mutateAsync({ input: disputed }).catch(sayRefused);
      say(`Receipt ${receipt.number} is put on invoices.`);
      void navigate(`/receipts/${receipt.id}`, { replace: true });
    } catch (refused) {
      setFailed(refused);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate onChange={() => setFailed(null)}>
      <div className="filters">
        <PayerLookUp
          w={330}
          value={payerId}
          onPick={setPayer}
          disabled={receipt.payerId !== null}
          description={receipt.payerId === null ? 'Named with the receipt from now on.' : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
      </div>
      <SheetPart sheet={sheet} amount={receipt.unapplied} unapplied={rehearsal.data?.unapplied ?? null} rest={rest} />
      <Refusal error={failed ?? rehearsal.error} />
      <div className="row" style={{ marginTop: 12 }}>
        <Button type="submit" loading={allocate.isPending} disabled={input === null || rehearsal.error !== null}>
          Put on invoices
        </Button>
      </div>
    </form>
  );
}
