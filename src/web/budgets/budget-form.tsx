import type { OutputOf } from '../../kernel/endpoint.ts';
import { listBudgets, setBudget } from '../../modules/budgets/contract/budgets.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { moneyFrom, textOf } from '../parts/money.tsx';
import { COVERS_FIELD } from './covers-field.ts';

export type Budget = OutputOf<typeof listBudgets>['rows'][number];

interface BudgetFormProps {
  /** null: a new one */
  readonly budget: Budget | null;
  readonly clientId?: string;
  readonly matterId?: string;
  readonly onClose: () => void;
}

/** A budget, or another amount of one from a day on. */
export function BudgetForm({ budget, clientId = '', matterId = '', onClose }: BudgetFormProps) {
  const { today } = useMe();
  const save = useDo(setBudget);
  return (
    <FormDialog
      title={budget ? `Amend ${budget.name}` : 'Set a budget'}
      action={budget ? 'Amend' : 'Set'}
      onClose={onClose}
      initial={{
        clientId: budget?.clientId ?? clientId,
        matterId: budget?.matterId ?? matterId,
        familyId: budget?.familyId ?? '',
        name: budget?.name ?? '',
        amount: budget ? textOf(budget.amount) : '',
        currency: budget?.amount.currency ?? 'USD',
        covers: budget?.covers ?? 'fees',
        taskCodes: budget?.taskCodes.join(', ') ?? '',
        from: budget?.from ?? '',
        to: budget?.to ?? '',
        since: today,
        source: '',
      }}
      fields={[
        {
          name: 'clientId',
          label: 'Client',
          kind: 'client',
          needed: true,
          off: budget !== null,
          ...(budget ? { known: budget.client } : {}),
        },
        {
          name: 'matterId',
          label: 'Matter',
          kind: 'matter',
          help: 'Empty: the family, or the whole portfolio.',
          off: budget !== null,
          ...(budget?.matter ? { known: budget.matter } : {}),
        },
        {
          name: 'familyId',
          label: 'Family',
          kind: 'family',
          off: budget !== null,
          when: (v) => (v['matterId'] ?? '') === '',
          ...(budget?.family ? { known: budget.family } : {}),
        },
        { name: 'name', label: 'Name', needed: true },
        { name: 'amount', label: 'Amount', needed: true },
        { name: 'currency', label: 'Currency', needed: true, off: budget !== null },
        COVERS_FIELD,
        { name: 'taskCodes', label: 'Task codes', help: 'Such as PA110, PA120. Empty: all work.' },
        { name: 'from', label: 'Counts from', kind: 'day', help: 'Empty: for the life of the case.' },
        { name: 'to', label: 'to', kind: 'day' },
        { name: 'since', label: 'Agreed on', kind: 'day', needed: true },
        { name: 'source', label: 'Where it is agreed', needed: true, wide: true },
      ]}
      onSubmit={async (v) => {
        const currency = (v['currency'] ?? '').toUpperCase();
        await save.mutateAsync({
          input: {
            ...(budget ? { lineId: budget.lineId } : {}),
            clientId: v['clientId'] ?? '',
            matterId: orNull(v['matterId']),
            familyId: (v['matterId'] ?? '') === '' ? orNull(v['familyId']) : null,
            name: v['name'] ?? '',
            amount: moneyFrom(v['amount'] ?? '', currency) ?? { minor: '0', currency },
            covers: v['covers'] as 'fees',
            taskCodes: (v['taskCodes'] ?? '').split(/[\s,;]+/u).filter(Boolean),
            from: orNull(v['from']),
            to: orNull(v['to']),
            since: v['since'] ?? '',
            source: v['source'] ?? '',
          },
        });
        onClose();
      }}
    />
  );
}
