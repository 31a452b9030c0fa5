import { Button, Select } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showClient } from '../../modules/clients/contract.ts';
import { showStatement } from '../../modules/reports/contract.ts';
import { queryText } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { type Filters, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Empty, Page, Section } from '../parts/page.tsx';
import { EntityChoice, KnownInput, knownAtOf, SpanInputs, useSpan } from './narrow.tsx';

type Account = OutputOf<typeof showStatement>['currencies'][number];
type Moved = Account['rows'][number] & { at: number };
type Open = Account['open'][number];

const MOVED: readonly Column<Moved>[] = [
  { key: 'on', label: 'Day', width: 104, text: (r) => r.on, phone: true },
  { key: 'what', label: 'What', width: 170, grow: 1, text: (r) => r.what, phone: true },
  {
    key: 'number',
    label: 'Document',
    width: 150,
    text: (r) => r.number,
    href: (r) => (r.invoiceId ? `/invoices/${r.invoiceId}` : null),
  },
  { key: 'amount', label: 'Amount', width: 124, money: (r) => r.amount, phone: true },
  { key: 'balance', label: 'Balance', width: 124, money: (r) => r.balance },
];

const OPEN: readonly Column<Open>[] = [
  {
    key: 'number',
    label: 'Document',
    width: 150,
    grow: 1,
    text: (r) => r.number,
    href: (r) => (r.invoiceId ? `/invoices/${r.invoiceId}` : null),
    phone: true,
  },
  { key: 'date', label: 'Date', width: 104, text: (r) => r.invoiceDate },
  { key: 'due', label: 'Due', width: 104, text: (r) => r.dueDate },
  { key: 'overdue', label: 'Days overdue', width: 110, number: (r) => r.daysOverdue },
  { key: 'amount', label: 'Amount', width: 124, money: (r) => r.amount, sum: true },
  { key: 'open', label: 'Open', width: 124, money: (r) => r.open, sum: true, phone: true },
];

export function Statement() {
  const filters = useFilters();
  const { firm } = useMe();
  const span = useSpan(filters);
  const input = {
    payerId: filters.of('payerId'),
    entityId: filters.of('entityId') || (firm.entities[0]?.id ?? ''),
    ...span,
    ...knownAtOf(filters),
  };
  const ready = input.payerId !== '' && input.entityId !== '';
  const answer = useAsk(showStatement, input, { keep: true, enabled: ready });
  return (
    <Page
      title={answer.data ? `Statement: ${answer.data.payer}` : 'Statement of account'}
      aside={
        ready ? (
          <Button
            component="a"
            href={`/api/statement/show.pdf${queryText(input)}`}
            target="_blank"
            rel="noreferrer"
            variant="default"
            leftSection={<IconFileTypePdf size={15} aria-hidden />}
          >
            PDF
          </Button>
        ) : null
      }
    >
      <div className="filters">
        <PayerChoice filters={filters} />
        <EntityChoice filters={filters} needed />
        <SpanInputs filters={filters} span={span} />
        <KnownInput filters={filters} />
      </div>
      {ready ? (
        <Answer of={answer}>
          {(data) =>
            data.currencies.length === 0 ? (
              <Empty what="Nothing was owed and nothing moved." how="Take another span or entity." />
            ) : (
              data.currencies.map((account) => <AccountOf key={account.currency} account={account} />)
            )
          }
        </Answer>
      ) : (
        <Empty what="Whose statement?" how="Choose a client, then one of its payers." />
      )}
    </Page>
  );
}

/** The payer is one of a client's; an address that names the payer alone needs no client. */
function PayerChoice({ filters }: { filters: Filters }) {
  const clientId = filters.of('clientId');
  const client = useAsk(showClient, { id: clientId }, { enabled: clientId !== '' });
  return (
    <>
      <ClientLookUp w={210} value={clientId || null} onPick={(id) => filters.set('clientId', id)} />
      {clientId === '' ? null : (
        <Select
          label="Payer"
          w={210}
          data={(client.data?.payers ?? []).map((payer) => ({ value: payer.id, label: payer.name }))}
          value={filters.of('payerId') || null}
          onChange={(id) => filters.set('payerId', id)}
        />
      )}
    </>
  );
}

function AccountOf({ account }: { account: Account }) {
  const rows = account.rows.map((row, at) => ({ ...row, at }));
  return (
    <Section title={`Account in ${account.currency}`}>
      <p>
        Before the span <Amount of={account.opening} />, after it <Amount of={account.closing} />
        {BigInt(account.unapplied.minor) === 0n ? null : (
          <>
            ; received and not yet applied <Amount of={account.unapplied} />
          </>
        )}
        .
      </p>
      <Ledger name="statement-moved" rows={rows} columns={MOVED} idOf={(r) => String(r.at)} />
      {account.open.length === 0 ? null : (
        <Ledger name="statement-open" rows={account.open} columns={OPEN} idOf={(r) => r.number} />
      )}
    </Section>
  );
}
