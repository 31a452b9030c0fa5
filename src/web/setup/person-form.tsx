import { ROLES, type Role } from '../../kernel/permission.ts';
import { savePerson } from '../../modules/firm/contract.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { moneyFrom, textOf } from '../parts/money.tsx';
import type { Person } from './people-tab.tsx';

export const LIMITS = [
  ['approve-total', 'Approves totals up to'],
  ['approve-reduction', 'Approves reductions up to'],
  ['approve-by-mail', 'Approves from a message up to'],
  ['purge', 'Purges up to'],
] as const;

export function PersonForm({ person, onClose }: { person: Person | undefined; onClose: () => void }) {
  const { firm } = useMe();
  const save = useDo(savePerson);
  const currencies = [...new Set(firm.entities.map((e) => e.currency))];
  const fields = LIMITS.flatMap(([kind, label]) =>
    currencies.map((currency) => ({ kind, currency, name: `${kind} ${currency}`, label: `${label}, ${currency}` })),
  );
  const known = (kind: string, currency: string): string => {
    const limit = person?.limits.find((l) => l.kind === kind && l.amount.currency === currency);
    return limit ? textOf(limit.amount) : '';
  };
  return (
    <FormDialog
      title={person ? `Change ${person.name}` : 'Add a person'}
      action="Save"
      onClose={onClose}
      initial={{
        name: person?.name ?? '',
        email: person?.email ?? '',
        roles: person?.roles.join(',') ?? '',
        active: person?.active === false ? '' : YES,
        ...Object.fromEntries(fields.map((f) => [f.name, known(f.kind, f.currency)])),
      }}
      fields={[
        { name: 'name', label: 'Name', needed: true },
        { name: 'email', label: 'E-mail', needed: true },
        {
          name: 'roles',
          label: 'Roles',
          kind: 'choices',
          wide: true,
          options: ROLES.map((r) => ({ value: r, label: r.replaceAll('-', ' ') })),
        },
        ...fields.map(({ name, label }) => ({ name, label, help: 'Empty: may not.' })),
        { name: 'active', label: 'Active', kind: 'yes', help: 'Switched off, the person is signed out at once.' },
      ]}
      onSubmit={async (v) => {
        const others = person?.limits.filter((l) => !currencies.includes(l.amount.currency)) ?? [];
        const limits = fields.flatMap(({ name, kind, currency, label }) => {
          const typed = v[name] ?? '';
          if (typed.trim() === '') return [];
          const amount = moneyFrom(typed, currency);
          if (!amount) throw new Error(`${label}: “${typed}” is no amount. Write one such as 5,000.00.`);
          return [{ kind, amount }];
        });
        await save.mutateAsync({
          input: {
            ...(person ? { id: person.id } : {}),
            name: v['name'] ?? '',
            email: v['email'] ?? '',
            active: v['active'] === YES,
            roles: (v['roles'] ?? '').split(',').filter(Boolean) as Role[],
            limits: [...(others as typeof limits), ...limits],
          },
        });
        onClose();
      }}
    />
  );
}
