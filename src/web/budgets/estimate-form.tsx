import type { OutputOf } from '../../kernel/endpoint.ts';
import { listEstimates, saveEstimate } from '../../modules/budgets/contract/estimates.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { moneyFrom, textOf } from '../parts/money.tsx';
import { COVERS_FIELD } from './covers-field.ts';

export type Estimate = OutputOf<typeof listEstimates>['rows'][number];

/** An estimate to be written, or one that was not sent yet to be changed. */
export function EstimateForm({ estimate, onClose }: { estimate: Estimate | null; onClose: () => void }) {
  const { today } = useMe();
  const save = useDo(saveEstimate);
  const fixed = estimate !== null;
  return (
    <FormDialog
      title={estimate ? `Change ${estimate.name}` : 'Write an estimate'}
      action="Save"
      onClose={onClose}
      initial={{
        clientId: estimate?.clientId ?? '',
        matterId: estimate?.matterId ?? '',
        familyId: estimate?.familyId ?? '',
        name: estimate?.name ?? '',
        scope: estimate?.scope ?? '',
        amount: estimate ? textOf(estimate.amount) : '',
        currency: estimate?.amount.currency ?? 'USD',
        covers: estimate?.covers ?? 'fees',
        from: estimate ? (estimate.from ?? '') : today,
        to: estimate?.to ?? '',
        validUntil: estimate?.validUntil ?? '',
        recipient: estimate?.recipient ?? '',
      }}
      fields={[
        {
          name: 'clientId',
          label: 'Client',
          kind: 'client',
          needed: true,
          off: fixed,
          ...(estimate ? { known: estimate.client } : {}),
        },
        {
          name: 'matterId',
          label: 'Matter',
          kind: 'matter',
          help: 'Empty: the family, or the whole portfolio.',
          ...(estimate?.matterId ? { known: estimate.of } : {}),
        },
        {
          name: 'familyId',
          label: 'Family',
          kind: 'family',
          when: (v) => (v['matterId'] ?? '') === '',
          ...(estimate?.familyId ? { known: estimate.of } : {}),
        },
        { name: 'name', label: 'Name', needed: true, help: 'The client reads it; so will the budget be called.' },
        { name: 'scope', label: 'What it is for', kind: 'lines', needed: true, wide: true },
        { name: 'amount', label: 'Amount', needed: true, help: 'Before tax.' },
        { name: 'currency', label: 'Currency', needed: true },
        COVERS_FIELD,
        { name: 'from', label: 'Counts from', kind: 'day', help: 'Empty: all of the case’s life.' },
        { name: 'to', label: 'to', kind: 'day' },
        { name: 'validUntil', label: 'Holds until', kind: 'day', needed: true },
        {
          name: 'recipient',
          label: 'Sent to',
          needed: true,
          help: 'The address of whoever may accept it.',
          wide: true,
        },
      ]}
      onSubmit={async (v) => {
        const currency = (v['currency'] ?? '').toUpperCase();
        await save.mutateAsync({
          input: {
            ...(estimate ? { id: estimate.id, version: estimate.version } : {}),
            clientId: v['clientId'] ?? '',
            matterId: orNull(v['matterId']),
            familyId: (v['matterId'] ?? '') === '' ? orNull(v['familyId']) : null,
            name: v['name'] ?? '',
            scope: v['scope'] ?? '',
            amount: moneyFrom(v['amount'] ?? '', currency) ?? { minor: '0', currency },
            covers: v['covers'] as 'fees',
            from: orNull(v['from']),
            to: orNull(v['to']),
            validUntil: v['validUntil'] ?? '',
            recipient: v['recipient'] ?? '',
          },
        });
        onClose();
      }}
    />
  );
}
