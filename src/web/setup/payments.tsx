import { Button } from '@mantine/core';
import { useState } from 'react';
import { setAllocationOrder, showAllocationOrder } from '../../modules/receivables/contract/receipts.ts';
import { useAsk, useDo } from '../api/use.ts';
import { type Me, useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Section } from '../parts/page.tsx';
import { KeptOfOverpayment } from './kept-of-overpayment.tsx';

type Entity = Me['firm']['entities'][number];
type Kinds = readonly ('time' | 'disbursement' | 'charge')[];

const KINDS = { time: 'fees', disbursement: 'disbursements', charge: 'charges' } as const;

const ORDERS: readonly { readonly label: string; readonly order: readonly Kinds[] }[] = [
  { label: 'Costs first, then fees', order: [['disbursement', 'charge'], ['time']] },
  { label: 'Disbursements, charges, fees', order: [['disbursement'], ['charge'], ['time']] },
  { label: 'Fees first, then costs', order: [['time'], ['disbursement', 'charge']] },
  { label: 'All together, pro rata', order: [['time', 'disbursement', 'charge']] },
];

function inWords(order: readonly Kinds[]): string {
  return order.map((group) => group.map((kind) => KINDS[kind]).join(' with ')).join(', then ');
}

/** Which lines of an invoice a payment that does not cover all of it pays first, and what is kept of one that is too much. */
export function Payments() {
  const { firm } = useMe();
  return (
    <Section title="Too little and too much">
      <table className="ruled">
        <thead>
          <tr>
            <th>Entity</th>
            <th>A part payment pays first</th>
            <th>Kept of an overpayment, up to</th>
          </tr>
        </thead>
        <tbody>
          {firm.entities.map((entity) => (
            <OrderOf key={entity.id} entity={entity} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function OrderOf({ entity }: { entity: Entity }) {
  const may = useMay()('set up firm');
  const [open, setOpen] = useState(false);
  const order = useAsk(showAllocationOrder, { entityId: entity.id });
  const save = useDo(setAllocationOrder);
  const now = order.data?.order ?? [];
  const known = ORDERS.findIndex((choice) => JSON.stringify(choice.order) === JSON.stringify(now));
  return (
    <tr>
      <td>{entity.name}</td>
      <td>
        <span className="row">
          {inWords(now)}
          {may && order.data ? (
            <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
              Change
            </Button>
          ) : null}
          {open ? (
            <FormDialog
              title={`What a part payment pays first, ${entity.name}`}
              action="Set"
              size="md"
              onClose={() => setOpen(false)}
              initial={{ order: known < 0 ? '0' : String(known), reason: '' }}
              fields={[
                {
                  name: 'order',
                  label: 'Order',
                  kind: 'choice',
                  needed: true,
                  wide: true,
                  options: ORDERS.map((choice, index) => ({ value: String(index), label: choice.label })),
                  help: 'Counts for money put on invoices from now on.',
                },
                { name: 'reason', label: 'Reason', wide: true, needed: true },
              ]}
              onSubmit={async (v) => {
                const choice = ORDERS[Number(v['order'])] ?? ORDERS[0];
                await save.mutateAsync({
                  input: {
                    entityId: entity.id,
                    order: (choice?.order ?? []).map((group) => [...group]),
                    reason: v['reason'] ?? '',
                  },
                });
                setOpen(false);
              }}
            />
          ) : null}
        </span>
      </td>
      <td>
        <KeptOfOverpayment entity={entity} />
      </td>
    </tr>
  );
}
