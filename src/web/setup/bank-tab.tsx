import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listBankAccounts, saveBankAccount } from '../../modules/receivables/contract/deposits.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { YES } from '../parts/form-field.tsx';
import { Answer, Exports, Section } from '../parts/page.tsx';
import { AddButton } from './add-button.tsx';
import { Payments } from './payments.tsx';
import { PlainTable } from './plain-table.tsx';

type Account = OutputOf<typeof listBankAccounts>['rows'][number];

/** Where money comes in, and which lines of an invoice it pays first. */
export function Bank() {
  const may = useMay()('set up firm');
  const [open, setOpen] = useState<Account | 'new' | null>(null);
  const accounts = useAsk(listBankAccounts, {});
  return (
    <>
      <Section
        title="Bank accounts"
        aside={
          <>
            <Exports of={listBankAccounts} />
            {may ? <AddButton name="Add a bank account" onClick={() => setOpen('new')} /> : null}
          </>
        }
      >
        <Answer of={accounts} rows={3}>
          {(data) => (
            <PlainTable
              heads={['Entity', 'Name', 'Currency', 'Account', 'Reference', 'In use']}
              empty="No bank account. A receipt needs one."
              rows={data.rows.map((row) => ({
                key: row.id,
                cells: [row.entity, row.name, row.currency, row.account, row.reference, row.active ? 'yes' : 'no'],
                onChange: may ? () => setOpen(row) : undefined,
              }))}
            />
          )}
        </Answer>
      </Section>
      <Payments />
      {open ? <AccountForm account={open === 'new' ? null : open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function AccountForm({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { firm } = useMe();
  const save = useDo(saveBankAccount);
  const stays = account ? { off: true, help: 'Stays: its account in the books cites it.' } : {};
  return (
    <FormDialog
      title={account ? `Change ${account.name}` : 'Add a bank account'}
      action="Save"
      onClose={onClose}
      initial={{
        entityId: account?.entityId ?? firm.entities[0]?.id ?? '',
        name: account?.name ?? '',
        currency: account?.currency ?? '',
        reference: account?.reference ?? '',
        active: account?.active === false ? '' : YES,
      }}
      fields={[
        { name: 'name', label: 'Name', needed: true },
        {
          name: 'entityId',
          label: 'Entity',
          kind: 'choice',
          needed: true,
          options: firm.entities.map((e) => ({ value: e.id, label: e.name })),
          ...stays,
        },
        { name: 'currency', label: 'Currency', needed: true, help: 'Three letters, such as GBP.', ...stays },
        { name: 'reference', label: 'Reference', help: 'Such as the last digits of the IBAN.' },
        { name: 'active', label: 'In use', kind: 'yes' },
      ]}
      onSubmit={async (v) => {
        await save.mutateAsync({
          input: {
            ...(account ? { id: account.id } : {}),
            entityId: v['entityId'] ?? '',
            name: v['name'] ?? '',
            currency: (v['currency'] ?? '').toUpperCase(),
            reference: v['reference'] ?? '',
            active: v['active'] === YES,
          },
        });
        onClose();
      }}
    />
  );
}
