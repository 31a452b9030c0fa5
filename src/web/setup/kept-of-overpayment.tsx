import { Button } from '@mantine/core';
import { useState } from 'react';
import { setTolerance, showTolerance } from '../../modules/receivables/contract/receipts.ts';
import { useAsk, useDo } from '../api/use.ts';
import { type Me, useMay } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Amount, isZero, moneyFrom, textOf } from '../parts/money.tsx';

/** Up to how much too much an entity keeps, and the way to change it. */
export function KeptOfOverpayment({ entity }: { entity: Me['firm']['entities'][number] }) {
  const may = useMay()('set up firm');
  const [open, setOpen] = useState(false);
  const tolerance = useAsk(showTolerance, { entityId: entity.id });
  const save = useDo(setTolerance);
  if (!tolerance.data) return null;
  const { upTo } = tolerance.data;
  return (
    <span className="row">
      {isZero(upTo) ? 'nothing' : <Amount of={upTo} />}
      {may ? (
        <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
          Change
        </Button>
      ) : null}
      {open ? (
        <FormDialog
          title={`What may be kept of an overpayment, ${entity.name}`}
          action="Set"
          size="md"
          onClose={() => setOpen(false)}
          initial={{ upTo: textOf(upTo), reason: '' }}
          fields={[
            {
              name: 'upTo',
              label: `Up to, ${upTo.currency}`,
              needed: true,
              help: 'A rest of a receipt up to this may be kept as a small difference; 0 keeps nothing.',
            },
            { name: 'reason', label: 'Reason', wide: true, needed: true },
          ]}
          onSubmit={async (v) => {
            const typed = moneyFrom(v['upTo'] ?? '', upTo.currency);
            if (typed === null) throw new Error(`Write an amount in ${upTo.currency}, such as 5.00; 0 keeps nothing.`);
            await save.mutateAsync({
              input: { entityId: entity.id, upTo: typed.minor, reason: v['reason'] ?? '' },
            });
            setOpen(false);
          }}
        />
      ) : null}
    </span>
  );
}
