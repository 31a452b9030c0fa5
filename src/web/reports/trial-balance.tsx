import { Button } from '@mantine/core';
import { addDays, type Day } from '../../kernel/day.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { EXPORT_FORMATS, RETAINED, trialBalance } from '../../modules/ledger/contract.ts';
import { queryText } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Amount, isZero } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import { Choice, EntityChoice, KnownInput, knownAtOf, knownInAddress, SpanInputs, useSpan } from './narrow.tsx';

type Row = OutputOf<typeof trialBalance>['rows'][number];

/** What a balance opens to: its journals of the year, or the trial balance of the year before. */
function behind(row: Row, asOf: string, yearFrom: Day | undefined, known: string): string {
  const entity = `entityId=${row.entityId}`;
  if (row.account === RETAINED && yearFrom)
    return `/reports/trial-balance?${entity}&asOf=${addDays(yearFrom, -1)}${known}`;
  const ofYear = (row.kind === 'income' || row.kind === 'expense') && yearFrom ? `&from=${yearFrom}` : '';
  return `/journals?${entity}&account=${row.account}${ofYear}&to=${asOf}${known}`;
}

const columnsFor = (per: 'entity' | 'transaction', to: (row: Row) => string): readonly Column<Row>[] => [
  {
    key: 'account',
    label: 'Account',
    width: 92,
    text: (r) => r.account,
    href: to,
    phone: true,
  },
  { key: 'name', label: 'Name', width: 200, grow: 1, text: (r) => r.name, phone: true },
  { key: 'kind', label: 'Kind', width: 110, text: (r) => r.kind },
  ...(['debit', 'credit'] as const).map((side): Column<Row> => ({
    key: side,
    label: side === 'debit' ? 'Debit' : 'Credit',
    width: 140,
    // A balance stands on one side only.
    money: (r) => (isZero(r[side]) ? null : r[side]),
    href: (r) => (isZero(r[side]) ? null : to(r)),
    sum: true,
    phone: true,
  })),
  ...(per === 'entity'
    ? []
    : (['entityDebit', 'entityCredit'] as const).map((side): Column<Row> => ({
        key: side,
        label: side === 'entityDebit' ? 'Debit, own' : 'Credit, own',
        width: 140,
        money: (r) => (isZero(r[side]) ? null : r[side]),
        sum: true,
      }))),
];

export function TrialBalance() {
  const filters = useFilters();
  const { today } = useMe();
  const asOf = filters.of('asOf') || today;
  const per = filters.of('per') === 'transaction' ? 'transaction' : 'entity';
  const input = { ...given({ entityId: filters.of('entityId') }), asOf, per, ...knownAtOf(filters) } as const;
  const known = knownInAddress(filters);
  const answer = useAsk(trialBalance, input, { keep: true });
  return (
    <Page title="Trial balance" aside={<Exports of={trialBalance} input={input} />}>
      <div className="filters">
        <DayInput label="As of" w={130} today={today} value={asOf} onDay={(v) => filters.set('asOf', v)} />
        <KnownInput filters={filters} />
        <EntityChoice filters={filters} />
        <Choice
          label="In"
          options={[
            { value: 'entity', label: 'Entity currency' },
            { value: 'transaction', label: 'Transaction currencies' },
          ]}
          value={per}
          onPick={(v) => filters.set('per', v)}
        />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty what="No account has moved." how="The first recorded card posts the first journal." />
          ) : (
            <>
              {data.years.map(({ entity, from }) => {
                const rows = data.rows.filter((r) => r.entity === entity);
                return rows.length === 0 ? null : (
                  <Section
                    key={entity}
                    title={`${entity}, year from ${from}`}
                    aside={<Balanced of={data.totals.filter((t) => t.entity === entity)} />}
                  >
                    <Ledger
                      name={`trial-balance-${per}`}
                      rows={rows}
                      columns={columnsFor(per, (row) => behind(row, asOf, from, known))}
                      idOf={(r) => `${r.account} ${r.debit.currency}`}
                    />
                  </Section>
                );
              })}
            </>
          )
        }
      </Answer>
      <LedgerFile />
    </Page>
  );
}

function Balanced({ of }: { of: OutputOf<typeof trialBalance>['totals'] }) {
  return (
    <span className="small">
      {of.map((t) => (
        <span key={t.debit.currency} style={{ marginLeft: 12 }}>
          <Amount of={t.debit} /> {t.balanced ? 'on both sides' : 'does not balance'}
        </span>
      ))}
    </span>
  );
}

const FORMAT_NAMES: Readonly<Record<(typeof EXPORT_FORMATS)[number], string>> = {
  csv: 'CSV',
  iif: 'IIF for QuickBooks',
  hledger: 'hledger',
};

/** The journals as a file for other programs. */
function LedgerFile() {
  const filters = useFilters();
  const span = useSpan(filters);
  const { entities: rows } = useMe().firm;
  const entity = rows.find((row) => row.id === filters.of('entityId')) ?? rows[0];
  if (!entity) return null;
  return (
    <Section title={`Journals of ${entity.code} as a file`}>
      <div className="filters">
        <SpanInputs filters={filters} span={span} />
        {EXPORT_FORMATS.map((format) => (
          <Button
            key={format}
            component="a"
            download
            variant="default"
            href={`/api/ledger/export.file${queryText({ entity: entity.code, ...span, format })}`}
          >
            {FORMAT_NAMES[format]}
          </Button>
        ))}
      </div>
    </Section>
  );
}
