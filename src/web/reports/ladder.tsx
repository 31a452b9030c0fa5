import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { amountText } from '../../kernel/money.ts';
import { LADDER_BY, showLadder } from '../../modules/reports/contract.ts';
import { queryText } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page, Section, Waiting } from '../parts/page.tsx';
import { asAddress, Choice, EntityChoice, KnownInput, knownAtOf, SpanInputs, useSpan } from './narrow.tsx';

const Bars = lazy(async () => ({ default: (await import('./bars.tsx')).Bars }));
type Answered = OutputOf<typeof showLadder>;
type Row = Answered['rows'][number];
type By = (typeof LADDER_BY)[number];

const RUNGS = ['Standard', 'Work', 'Billed', 'Collected'] as const;

function columnsFor(by: By, input: object): readonly Column<Row>[] {
  const to = (row: Row): string =>
    by === 'card'
      ? `/cards/${row.groupId}`
      : `/reports/realisation${queryText({ ...asAddress(input), by: 'card', [by === 'matter' ? 'matterId' : 'timekeeperId']: row.groupId, currency: row.billed.currency })}`;
  const amount = (key: string, label: string, money: (row: Row) => Row['billed'], phone = false): Column<Row> => ({
    key,
    label,
    width: 108,
    money,
    href: to,
    sum: true,
    phone,
  });
  const percent = (key: string, label: string, text: (row: Row) => string): Column<Row> => ({
    key,
    label,
    width: 92,
    number: (row) => Number(text(row)),
    show: text,
  });
  return [
    {
      key: 'group',
      label: by[0]?.toUpperCase() + by.slice(1),
      width: 100,
      text: (r) => r.group,
      href: to,
      phone: true,
    },
    { key: 'name', label: by === 'card' ? 'Narrative' : 'Name', width: 120, grow: 1, text: (r) => r.name },
    { key: 'hours', label: 'Hours', width: 70, hours: (r) => r.hours, sum: true },
    amount('standard', 'Standard', (r) => r.standard),
    amount('work', 'Work', (r) => r.work),
    amount('billed', 'Billed', (r) => r.billed, true),
    amount('collected', 'Collected', (r) => r.collected, true),
    percent('rate', 'Rate %', (r) => r.rateRealisation),
    percent('billing', 'Billing %', (r) => r.billingRealisation),
    percent('collection', 'Collected %', (r) => r.collectionRealisation),
    percent('overall', 'Overall %', (r) => r.overallRealisation),
    amount('open', 'Open', (r) => r.open),
    { ...amount('credited', 'Credited', (r) => r.credited), hidden: true },
    { ...amount('writtenOff', 'Written off', (r) => r.writtenOff), hidden: true },
  ];
}

export function Ladder() {
  const filters = useFilters();
  const { today } = useMe();
  const span = useSpan(filters);
  const by = LADDER_BY.find((b) => b === filters.of('by')) ?? 'matter';
  const input = {
    ...span,
    ...given({
      asOf: filters.of('asOf'),
      entityId: filters.of('entityId'),
      matterId: filters.of('matterId'),
      timekeeperId: filters.of('timekeeperId'),
      currency: filters.of('currency'),
    }),
    ...knownAtOf(filters),
    by,
  };
  const answer = useAsk(showLadder, input, { keep: true });
  const narrowed = filters.of('matterId') !== '' || filters.of('timekeeperId') !== '';
  return (
    <Page
      title="Realisation"
      crumb={
        narrowed ? (
          <Link to={`/reports/realisation${queryText(asAddress({ ...span, ...knownAtOf(filters) }))}`}>
            All matters
          </Link>
        ) : null
      }
      aside={<Exports of={showLadder} input={input} />}
    >
      <div className="filters">
        <SpanInputs filters={filters} span={span} />
        <DayInput
          label="Money until"
          w={130}
          today={today}
          value={filters.of('asOf') || today}
          onDay={(v) => filters.set('asOf', v)}
        />
        <KnownInput filters={filters} />
        <EntityChoice filters={filters} />
        <Choice
          label="By"
          options={[
            { value: 'matter', label: 'Matter' },
            { value: 'timekeeper', label: 'Timekeeper' },
            { value: 'card', label: 'Card' },
          ]}
          value={by}
          onPick={(v) => filters.set('by', v)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No fees were billed in this span."
              how="The ladder follows the fees on invoices of the span."
            />
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
      <p>
        Fees on the invoices dated {data.from} to {data.to}: a cohort. What was collected, credited or written off on
        them counts until {data.asOf}.
      </p>
      <Suspense fallback={<Waiting rows={5} />}>
        <Bars
          categories={RUNGS}
          series={data.totals.map((t) => ({
            currency: t.billed.currency,
            minor: [t.standard, t.work, t.billed, t.collected].map((m) => m.minor),
          }))}
          reading={data.totals.map(readingOf).join('. ')}
        />
      </Suspense>
      {data.totals.map(({ billed: { currency }, overallRealisation }) => (
        <Section key={currency} title={currency} aside={<span className="num">{overallRealisation} % overall</span>}>
          <Ledger
            name={`ladder-${by}`}
            rows={data.rows.filter((r) => r.billed.currency === currency)}
            columns={columnsFor(by, input)}
            idOf={(r) => r.groupId}
          />
        </Section>
      ))}
    </>
  );
}

function readingOf(total: Answered['totals'][number]): string {
  const { currency } = total.billed;
  const said = (money: { minor: string }): string => amountText(BigInt(money.minor), currency);
  return `${currency}: of ${said(total.standard)} standard, ${said(total.billed)} was billed and ${said(total.collected)} collected, ${total.overallRealisation} % overall`;
}
