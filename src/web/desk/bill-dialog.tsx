import { Button, Group, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { billProformas } from '../../modules/invoices/contract.ts';
import { perform } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { Amount, Amounts, sumsOf } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';

interface BillDialogProps {
  readonly proformas: readonly { readonly id: string; readonly version: number }[];
  readonly onClose: () => void;
  readonly onBilled: (invoices: readonly { id: string; number: string }[]) => void;
}

/** Makes approved proformas invoices, after showing which and for how much. */
export function BillDialog({ proformas, onClose, onBilled }: BillDialogProps) {
  const { today } = useMe();
  const [invoiceDate, setDate] = useState<string>(today);
  const bill = useDo(billProformas);
  const input = { proformas: proformas.map(({ id, version }) => ({ id, version })), invoiceDate };
  const preview = useQuery({
    queryKey: ['rehearsal', 'bill', input],
    queryFn: () => perform(billProformas, input, { dryRun: true }),
    enabled: invoiceDate !== '',
    retry: false,
    gcTime: 0,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    bill.mutate(
      { input },
      {
        onSuccess: ({ invoices }) => {
          onBilled(invoices);
          onClose();
        },
      },
    );
  };
  const invoices = preview.data?.invoices ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Bill ${counted(proformas.length, 'proforma')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <DayInput label="Invoice date" today={today} value={invoiceDate} onDay={setDate} />
        <Refusal error={bill.error ?? preview.error} />
        {preview.data ? (
          <div className="note" role="status">
            {counted(invoices.length, 'invoice')} will be made, all or none:
            <table className="ruled">
              <tbody>
                {invoices.slice(0, 12).map((invoice) => (
                  <tr key={`${invoice.proformaId} ${invoice.payer}`}>
                    <td>{invoice.payer}</td>
                    <td className="num">
                      <Amount of={invoice.total} />
                      {invoice.due.minor === invoice.total.minor ? null : (
                        <div className="small quiet">
                          less on account, <Amount of={invoice.due} bare /> due
                        </div>
                      )}
                    </td>
                  </tr>
                ))}
                <tr className="sum">
                  <td>{invoices.length > 12 ? `and ${invoices.length - 12} more; in all` : 'In all'}</td>
                  <td className="num">
                    <Amounts of={sumsOf(invoices.map((i) => i.total))} />
                  </td>
                </tr>
              </tbody>
            </table>
          </div>
        ) : preview.error ? null : (
          <p className="quiet small">Reckoning …</p>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!preview.isSuccess} loading={bill.isPending} data-autofocus>
            Bill
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
