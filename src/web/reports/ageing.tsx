import { lazy, Suspense } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { amountText, type MoneyWire } from '../../kernel/money.ts';
import { AGEING_BY, RECEIVABLE_BUCKETS, showAgeing } from '../../modules/reports/contract.ts';
import { queryText } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { type Filters, given, useFilters } from '../parts/filters.ts';
import { Amounts, isZero, textOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Figure, Page, Section, Waiting } from '../parts/page.tsx';
import { asAddress, Choice, EntityChoice, KnownInput, knownAtOf } from './narrow.tsx';

const Bars = lazy(async () => ({ default: (await import('./bars.tsx')).Bars }));
type Answered = OutputOf<typeof showAgeing>;
type Row = Answered['rows'][number];
type By = (typeof AGEING_BY)[number];

const NARROWED: Readonly<Record<By, string>> = {
  client: 'clientId',
  payer: 'payerId',
  'billing timekeeper': 'billingTimekeeperId',
  matter: 'matterId',
};

/** How a day and a knowledge of it are asked for, from the address. */
export function agedInput(filters: Filters) {
  const asked = given({
    asOf: filters.of('asOf'),
    basis: filters.of('basis'),
    entityId: filters.of('entityId'),
    clientId: filters.of('clientId'),
    payerId: filters.of('payerId'),
    billingTimekeeperId: filters.of('billingTimekeeperId'),
    matterId: filters.of('matterId'),
  }) as { basis?: 'due' | 'invoice' };
  return { ...asked, ...knownAtOf(filters) };
}

export function AgeingFilters({ filters }: { filters: Filters }) {
  const { today } = useMe();
  return (
    <>
      <DayInput
        label="As of"
        w={130}
        today={today}
        value={filters.of('asOf') || today}
        onDay={(v) => filters.set('asOf', v)}
      />
      <KnownInput filters={filters} />
      <Choice
        label="Age from"
        options={[
          { value: 'due', label: 'Due date' },
          { value: 'invoice', label: 'Invoice date' },
        ]}
        value={filters.of('basis') === 'invoice' ? 'invoice' : 'due'}
        onPick={(v) => filters.set('basis', v)}
      />
      <EntityChoice filters={filters} />
    </>
  );
}

function columnsFor(by: By, input: object): readonly Column<Row>[] {
  const to = (row: Row, more: object = {}): string =>
    `/reports/ageing/invoices${queryText({ ...asAddress(input), entityId: row.entityId, [NARROWED[by]]: row.groupId ?? '', currency: row.open.currency, ...more })}`;
  return [
    {
      key: 'group',
      label: by[0]?.toUpperCase() + by.slice(1),
      width: 190,
      grow: 1,
      text: (r) => r.group,
      href: to,
      phone: true,
    },
    { key: 'entity', label: 'Entity', width: 80, text: (r) => r.entity },
    { key: 'open', label: 'Open', width: 120, money: (r) => r.open, sum: true, phone: true, href: to },
    ...RECEIVABLE_BUCKETS.map((name, index): Column<Row> => ({
      key: name,
      label: name,
      width: 100,
      money: (r) => inBucket(r, index),
      show: (r) => unlessZero(inBucket(r, index)),
      sum: true,
      href: (r) => (isZero(inBucket(r, index)) ? null : to(r, { bucket: name })),
    })),
    {
      key: 'disputed',
      label: 'Disputed',
      width: 110,
      money: (r) => r.disputed,
      show: (r) => unlessZero(r.disputed),
      sum: true,
      href: (r) => (isZero(r.disputed) ? null : to(r)),
    },
    {
      key: 'entityOpen',
      label: 'In the entity’s currency',
      width: 160,
      money: (r) => r.entityOpen,
      sum: true,
      hidden: true,
    },
    { key: 'oldest', label: 'Oldest, days', width: 100, number: (r) => Math.max(0, r.oldestDays), hidden: true },
    ...(by === 'payer'
      ? [
          {
            key: 'statement',
            label: 'Statement',
            width: 100,
            text: () => 'Statement',
            href: (r: Row) => `/reports/statement?payerId=${r.groupId}&entityId=${r.entityId}`,
          },
        ]
      : []),
  ];
}

function inBucket(row: Row, index: number): MoneyWire {
  return { minor: row.buckets[index] ?? '0', currency: row.open.currency };
}

/** An empty bucket is easier to pass over than a nought. */
function unlessZero(money: MoneyWire): string {
  return isZero(money) ? '' : textOf(money);
}

export function Ageing() {
  const filters = useFilters();
  const by = AGEING_BY.find((b) => b === filters.of('by')) ?? 'client';
  const input = { ...agedInput(filters), by };
  const answer = useAsk(showAgeing, input, { keep: true });
  return (
    <Page title="Receivables ageing" aside={<Exports of={showAgeing} input={input} />}>
      <div className="filters">
        <AgeingFilters filters={filters} />
        <Choice
          label="By"
          options={AGEING_BY.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
          value={by}
          onPick={(v) => filters.set('by', v)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="Nothing is owed on this day." how="Issued invoices come here until they are paid." />
          ) : (
            <Inside data={data} by={by} input={input} />
          )
        }
      </Answer>
    </Page>
  );
}

function Inside({ data, by, input }: { data: Answered; by: By; input: object }) {
  return (
    <>
      <div className="strip">
        <Figure label="Open" lead>
          <Amounts of={data.totals.map((t) => t.open)} stacked />
        </Figure>
        <Figure label="Of it disputed">
          <Amounts of={data.totals.map((t) => t.disputed)} stacked />
        </Figure>
        {data.entities.map((e) => (
          <Figure key={e.entity} label={`${e.entity}, all currencies`}>
            <Amounts of={[e.open]} />
          </Figure>
        ))}
      </div>
      <Suspense fallback={<Waiting rows={5} />}>
        <Bars
          categories={RECEIVABLE_BUCKETS}
          series={data.totals.map((t) => ({ currency: t.currency, minor: t.buckets }))}
          reading={data.totals.map(readingOf).join('. ')}
        />
      </Suspense>
      {data.totals.map(({ currency, open }) => (
        <Section key={currency} title={currency} aside={<Amounts of={[open]} />}>
          <Ledger
            name={`ageing-${by}`}
            rows={data.rows.filter((r) => r.open.currency === currency)}
            columns={columnsFor(by, input)}
            idOf={(r) => `${r.groupId} ${r.entity}`}
          />
        </Section>
      ))}
    </>
  );
}

function readingOf({ currency, open, buckets }: Answered['totals'][number]): string {
  const late = buckets.slice(4).reduce((sum, minor) => sum + BigInt(minor), 0n);
  return `${currency}: ${amountText(BigInt(open.minor), currency)} open, ${amountText(late, currency)} of it older than 90 days`;
}
