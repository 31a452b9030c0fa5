import { lazy, Suspense } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { MoneyWire } from '../../kernel/money.ts';
import { AGE_BUCKETS, showInventory } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { Amounts, sumsOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section, Waiting } from '../parts/page.tsx';
import { stateWord } from '../parts/state.tsx';
import { KnownInput, knownAtOf } from '../reports/narrow.tsx';

const AgeingChart = lazy(async () => ({ default: (await import('../today/ageing-chart.tsx')).AgeingChart }));
type Answered = OutputOf<typeof showInventory>;
type Row = Answered['rows'][number];

const bucket =
  (index: number) =>
  (row: Row): MoneyWire => ({ minor: row.buckets[index] ?? '0', currency: row.currency });
const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'matter',
    label: 'Matter',
    width: 190,
    grow: 1,
    text: (r) => `${r.matter} ${r.matterName}`,
    href: (r) => `/matters/${r.matterId}`,
    phone: true,
  },
  { key: 'client', label: 'Client', width: 160, grow: 1, text: (r) => r.client, href: (r) => `/clients/${r.clientId}` },
  { key: 'wip', label: 'WIP', width: 116, money: (r) => r.wip, sum: true, phone: true },
  ...AGE_BUCKETS.map((name, index) => ({
    key: name,
    label: name,
    width: 104,
    money: bucket(index),
    sum: true,
    hidden: index > 3,
  })),
  { key: 'held', label: 'Held', width: 104, money: (r: Row) => r.held, sum: true, hidden: true },
  {
    key: 'receivable',
    label: 'Receivable',
    width: 116,
    money: (r: Row) => r.receivable,
    sum: true,
    href: (r: Row) => `/reports/ageing/invoices?matterId=${r.matterId}`,
  },
  { key: 'oldest', label: 'Oldest, days', width: 100, number: (r: Row) => r.oldestDays },
  { key: 'last', label: 'Last bill', width: 110, text: (r: Row) => r.lastBill ?? '' },
  {
    key: 'proforma',
    label: 'Proforma',
    width: 130,
    text: (r: Row) => (r.proformaState ? stateWord(r.proformaState) : ''),
    href: (r: Row) => (r.proformaId ? `/proformas/${r.proformaId}` : null),
  },
];

export function Inventory() {
  const filters = useFilters();
  const { today } = useMe();
  const input = {
    ...given({
      asOf: filters.of('asOf'),
      clientId: filters.of('clientId'),
      billingTimekeeperId: filters.of('billingTimekeeperId'),
    }),
    ...knownAtOf(filters),
  };
  const answer = useAsk(showInventory, input, { keep: true });
  return (
    <Page title="Inventory" aside={<Exports of={showInventory} input={input} />}>
      <div className="filters">
        <DayInput
          label="As of"
          w={130}
          today={today}
          value={filters.of('asOf') || today}
          onDay={(v) => filters.set('asOf', v)}
        />
        <KnownInput filters={filters} />
        <ClientLookUp w={210} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <TimekeeperLookUp
          w={210}
          label="Billing timekeeper"
          value={filters.of('billingTimekeeperId') || null}
          onPick={(id) => filters.set('billingTimekeeperId', id)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what={`There is no WIP as of ${data.asOf}.`} how="Unbilled cards come here, by matter and age." />
          ) : (
            <Inside data={data} knownThen={input.knownAt !== undefined} />
          )
        }
      </Answer>
    </Page>
  );
}

/** What is said of today only. */
const OF_TODAY: readonly string[] = ['held', 'proforma'];

function Inside({ data, knownThen }: { data: Answered; knownThen: boolean }) {
  const { today } = useMe();
  const isToday = data.asOf === today && !knownThen;
  const columns = isToday ? COLUMNS : COLUMNS.filter((column) => !OF_TODAY.includes(column.key));
  const people = [...new Map(data.rows.map((row) => [row.billingTimekeeperId, row.billingTimekeeper]))];
  const ageing = data.totals.flatMap((total) =>
    AGE_BUCKETS.map((name, index) => ({ bucket: name, currency: total.currency, minor: total.buckets[index] ?? '0' })),
  );
  return (
    <>
      <p>
        WIP as of {data.asOf}:{' '}
        <strong>
          <Amounts of={sumsOf(data.totals.map((t) => t.wip))} />
        </strong>
      </p>
      <div style={{ maxWidth: 820 }}>
        <Suspense fallback={<Waiting rows={5} />}>
          <AgeingChart ageing={ageing} />
        </Suspense>
      </div>
      {people.map(([id, name]) => {
        const rows = data.rows.filter((row) => row.billingTimekeeperId === id);
        return (
          <Section key={id} title={name} aside={<Amounts of={sumsOf(rows.map((row) => row.wip))} />}>
            <Ledger name="inventory" rows={rows} columns={columns} idOf={(row) => `${row.matterId} ${row.currency}`} />
          </Section>
        );
      })}
    </>
  );
}
