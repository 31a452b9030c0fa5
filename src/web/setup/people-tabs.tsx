import { Button } from '@mantine/core';
import { useState } from 'react';
import { ROLES, type Role } from '../../kernel/permission.ts';
import { listPeople, listTimekeepers, savePerson, saveTimekeeper } from '../../modules/firm/contract.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { Amount, moneyFrom, textOf } from '../parts/money.tsx';
import { Answer } from '../parts/page.tsx';
import { PlainTable } from './plain-table.tsx';

export function Timekeepers() {
  const { firm } = useMe();
  const may = useMay()('set up firm');
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(saveTimekeeper);
  const all = useAsk(listTimekeepers, {});
  const one = all.data?.rows.find((row) => row.id === openId);
  return (
    <Answer of={all}>
      {(data) => (
        <>
          {may ? (
            <Button variant="default" onClick={() => setOpen('new')}>
              Add a timekeeper
            </Button>
          ) : null}
          <PlainTable
            heads={['Number', 'Initials', 'Name', 'Title', 'LEDES class', 'Office', 'Active']}
            empty="No timekeeper."
            rows={data.rows.map((t) => ({
              key: t.id,
              cells: [t.number, t.initials, t.name, t.title, t.classification, t.office, t.active ? 'yes' : 'no'],
              onChange: may ? () => setOpen(t.id) : undefined,
            }))}
          />
          {openId ? (
            <FormDialog
              title={one ? `Change ${one.name}` : 'Add a timekeeper'}
              action="Save"
              onClose={() => setOpen(null)}
              initial={{
                number: one?.number ?? '',
                name: one?.name ?? '',
                initials: one?.initials ?? '',
                title: one?.title ?? '',
                classification: one?.classification ?? '',
                officeId: one?.officeId ?? firm.offices[0]?.id ?? '',
                active: one?.active === false ? '' : YES,
              }}
              fields={[
                { name: 'number', label: 'Number' },
                { name: 'name', label: 'Name' },
                { name: 'initials', label: 'Initials' },
                { name: 'title', label: 'Title' },
                { name: 'classification', label: 'LEDES class', help: 'Such as PT or AS.' },
                {
                  name: 'officeId',
                  label: 'Office',
                  kind: 'choice',
                  needed: true,
                  options: firm.offices.map((o) => ({ value: o.id, label: o.name })),
                },
                { name: 'active', label: 'Active', kind: 'yes' },
              ]}
              onSubmit={async (v) => {
                await save.mutateAsync({
                  input: {
                    ...(one ? { id: one.id } : {}),
                    personId: one?.personId ?? null,
                    number: v['number'] ?? '',
                    name: v['name'] ?? '',
                    initials: v['initials'] ?? '',
                    title: v['title'] ?? '',
                    classification: v['classification'] ?? '',
                    officeId: v['officeId'] ?? '',
                    active: v['active'] === YES,
                  },
                });
                setOpen(null);
              }}
            />
          ) : null}
        </>
      )}
    </Answer>
  );
}

const LIMITS = [
  ['approve-total', 'Approves totals up to'],
  ['approve-reduction', 'Approves reductions up to'],
  ['purge', 'Purges up to'],
] as const;

export function People() {
  const { firm } = useMe();
  const currency = firm.entities[0]?.currency ?? 'USD';
  const [openId, setOpen] = useState<string | null>(null);
  const save = useDo(savePerson);
  const all = useAsk(listPeople, {});
  const one = all.data?.rows.find((row) => row.id === openId);
  const limitOf = (kind: string) => one?.limits.find((l) => l.kind === kind && l.amount.currency === currency)?.amount;
  return (
    <Answer of={all}>
      {(data) => (
        <>
          <Button variant="default" onClick={() => setOpen('new')}>
            Add a person
          </Button>
          <PlainTable
            heads={['Name', 'E-mail', 'Roles', 'Limits', 'Sessions', 'Active']}
            empty="Nobody."
            rows={data.rows.map((p) => ({
              key: p.id,
              cells: [
                p.name,
                p.email,
                p.roles.join(', '),
                p.limits.map((l) => (
                  <div key={l.kind + l.amount.currency}>
                    {l.kind} <Amount of={l.amount} />
                  </div>
                )),
                p.sessions,
                p.active ? 'yes' : 'no',
              ],
              onChange: () => setOpen(p.id),
            }))}
          />
          {openId ? (
            <FormDialog
              title={one ? `Change ${one.name}` : 'Add a person'}
              action="Save"
              onClose={() => setOpen(null)}
              initial={{
                name: one?.name ?? '',
                email: one?.email ?? '',
                roles: one?.roles.join(',') ?? '',
                active: one?.active === false ? '' : YES,
                ...Object.fromEntries(
                  LIMITS.map(([kind]) => [
                    kind,
                    limitOf(kind) ? textOf(limitOf(kind) ?? { minor: '0', currency }) : '',
                  ]),
                ),
              }}
              fields={[
                { name: 'name', label: 'Name' },
                { name: 'email', label: 'E-mail' },
                {
                  name: 'roles',
                  label: 'Roles',
                  kind: 'choices',
                  wide: true,
                  options: ROLES.map((r) => ({ value: r, label: r.replaceAll('-', ' ') })),
                },
                ...LIMITS.map(([name, label]) => ({ name, label: `${label}, ${currency}` })),
                {
                  name: 'active',
                  label: 'Active',
                  kind: 'yes',
                  help: 'Switched off, the person is signed out at once.',
                },
              ]}
              onSubmit={async (v) => {
                const others = one?.limits.filter((l) => l.amount.currency !== currency) ?? [];
                const limits = LIMITS.flatMap(([kind]) => {
                  const amount = moneyFrom(v[kind] ?? '', currency);
                  return amount ? [{ kind, amount }] : [];
                });
                await save.mutateAsync({
                  input: {
                    ...(one ? { id: one.id } : {}),
                    name: v['name'] ?? '',
                    email: v['email'] ?? '',
                    active: v['active'] === YES,
                    roles: (v['roles'] ?? '').split(',').filter(Boolean) as Role[],
                    limits: [...(others as typeof limits), ...limits],
                  },
                });
                setOpen(null);
              }}
            />
          ) : null}
        </>
      )}
    </Answer>
  );
}
