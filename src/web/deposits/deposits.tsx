import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import {
  closeDeposit,
  listBankAccounts,
  listDeposits,
  openDeposit,
} from '../../modules/receivables/contract/deposits.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { FormDialog } from '../parts/form-dialog.tsx';
import { Amount, minus, moneyFrom } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { say } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { PlainTable } from '../setup/plain-table.tsx';

type Deposit = OutputOf<typeof listDeposits>['rows'][number];

/** Receipts banked together, tied to the total on the slip. */
export function Deposits() {
  const filters = useFilters();
  const may = useMay()('receive money');
  const [opening, setOpening] = useState(false);
  const [closing, setClosing] = useState<Deposit | null>(null);
  const input = given({ open: filters.of('open') });
  const answer = useAsk(listDeposits, input, { keep: true });
  const open = may ? <Button onClick={() => setOpening(true)}>Open a deposit</Button> : null;
  return (
    <Page
      title="Deposits"
      aside={
        <>
          <Exports of={listDeposits} input={input} />
          {open}
        </>
      }
    >
      <div className="filters">
        <Checkbox
          label="Only open ones"
          checked={filters.of('open') === 'true'}
          onChange={(e) => filters.set('open', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No deposit is here."
              how="Cheques banked together are one deposit: its receipts are tied to the total on the slip."
            />
          ) : (
            <PlainTable
              heads={['Deposit', 'Bank account', 'Day', 'Receipts', 'Sum', 'On the slip', 'Apart', 'State']}
              empty=""
              rows={data.rows.map((row) => ({
                key: row.id,
                cells: [
                  <Link key="n" to={`/receipts?depositId=${row.id}`}>
                    {row.number}
                    {row.reference === '' ? '' : ` ${row.reference}`}
                  </Link>,
                  row.bankAccount,
                  row.day,
                  row.receipts,
                  <Amount key="s" of={row.amount} />,
                  row.control ? <Amount key="c" of={row.control} /> : 'not given',
                  row.control ? <Amount key="a" of={minus(row.control, row.amount)} /> : '',
                  <StateBadge key="st" state={row.closed ? 'closed' : 'open'} />,
                ],
                more:
                  may && !row.closed ? (
                    <>
                      <Button
                        component={Link}
                        to={`/receipts/new?depositId=${row.id}&bankAccountId=${row.bankAccountId}`}
                        size="compact-xs"
                        variant="default"
                      >
                        Add a receipt
                      </Button>
                      <Button size="compact-xs" variant="default" onClick={() => setClosing(row)}>
                        Close …
                      </Button>
                    </>
                  ) : null,
              }))}
            />
          )
        }
      </Answer>
      {opening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
      {closing ? (
        <ActDialog
          title={`Close deposit ${closing.number}`}
          action="Close"
          endpoint={closeDeposit}
          input={{ id: closing.id }}
          onClose={() => setClosing(null)}
          onDone={() => say(`Deposit ${closing.number} is closed.`)}
          renderEffect={({ total }) => (
            <>
              {counted(closing.receipts, 'receipt')} come to <Amount of={total} />
              {closing.control ? ', as the slip says' : ''}. A closed deposit takes no more receipts.
            </>
          )}
        >
          {null}
        </ActDialog>
      ) : null}
    </Page>
  );
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const { today } = useMe();
  const open = useDo(openDeposit);
  const accounts = useAsk(listBankAccounts, {});
  const usable = (accounts.data?.rows ?? []).filter((row) => row.active);
  return (
    <FormDialog
      title="Open a deposit"
      action="Open"
      onClose={onClose}
      initial={{ bankAccountId: '', day: today, reference: '', control: '' }}
      fields={[
        {
          name: 'bankAccountId',
          label: 'Bank account',
          kind: 'choice',
          needed: true,
          options: usable.map((row) => ({ value: row.id, label: row.name })),
        },
        { name: 'day', label: 'Day', kind: 'day', needed: true },
        { name: 'control', label: 'Total on the slip', help: 'The receipts must sum to it before it closes.' },
        { name: 'reference', label: 'Reference' },
      ]}
      onSubmit={async (v) => {
        const currency = usable.find((row) => row.id === v['bankAccountId'])?.currency ?? 'USD';
        const typed = v['control'] ?? '';
        const control = typed.trim() === '' ? null : moneyFrom(typed, currency);
        if (typed.trim() !== '' && control === null)
          throw new Error(`Write the total such as 1234.50, in ${currency}.`);
        const { number } = await open.mutateAsync({
          input: {
            bankAccountId: v['bankAccountId'] ?? '',
            day: v['day'] ?? '',
            reference: v['reference'] ?? '',
            ...(control ? { control: control.minor } : {}),
          },
        });
        say(`Deposit ${number} is open.`);
        onClose();
      }}
    />
  );
}
