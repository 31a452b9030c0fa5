import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { listOnAccount } from '../../modules/invoices/contract/on-account.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amounts } from '../parts/money.tsx';
import { Figure } from '../parts/page.tsx';
import { BillOnAccount } from './bill-on-account.tsx';

type Of = { readonly matterId: string } | { readonly clientId: string };

/** What is on account for a matter or client, leading to what made it. */
export function OnAccountFigure({ of }: { of: Of }) {
  const { data } = useAsk(listOnAccount, { ...of, limit: 1 });
  return (
    <Figure label="On account">
      <Link to={`/on-account?${new URLSearchParams({ ...of, all: 'true' }).toString()}`}>
        <Amounts of={data?.left ?? []} none="nothing" />
      </Link>
    </Figure>
  );
}

export function BillOnAccountButton({ matterId }: { matterId: string }) {
  const may = useMay()('bill');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Bill on account
      </Button>
      {open ? <BillOnAccount of={{ matterId }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
