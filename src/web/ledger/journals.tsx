import type { OutputOf } from '../../kernel/endpoint.ts';
import { listJournals } from '../../modules/ledger/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { EntityChoice, KnownInput, knownAtOf } from '../reports/narrow.tsx';

type Row = OutputOf<typeof listJournals>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'on', label: 'Day', width: 110, text: (r) => r.on, href: (r) => `/journals/${r.id}`, phone: true },
  { key: 'kind', label: 'Kind', width: 150, text: (r) => r.kind, href: (r) => `/journals/${r.id}`, phone: true },
  { key: 'entity', label: 'Entity', width: 150, text: (r) => r.entity },
  { key: 'memo', label: 'Memo', width: 260, grow: 1, text: (r) => r.memo },
  { key: 'lines', label: 'Lines', width: 80, number: (r) => r.lines },
  { key: 'debits', label: 'Debits', width: 130, money: (r) => r.entityDebits, phone: true },
];

export function Journals() {
  const filters = useFilters();
  const { today } = useMe();
  const asked = given({
    account: filters.of('account'),
    entityId: filters.of('entityId'),
    invoiceId: filters.of('invoiceId'),
    cardId: filters.of('cardId'),
    from: filters.of('from'),
    to: filters.of('to'),
  });
  const input = { ...asked, ...knownAtOf(filters) };
  const answer = useAsk(listJournals, input, { keep: true });
  return (
    <Page title="Journals" aside={<Exports of={listJournals} input={input} />}>
      <div className="filters">
        <DayInput label="From" w={130} today={today} value={filters.of('from')} onDay={(v) => filters.set('from', v)} />
        <DayInput label="To" w={130} today={today} value={filters.of('to')} onDay={(v) => filters.set('to', v)} />
        <KnownInput filters={filters} />
        <EntityChoice filters={filters} />
        {filters.of('account') === '' ? null : <span className="quiet">Account {filters.of('account')}</span>}
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No journal is here."
              how="Recording, transferring, purging and billing post journals by themselves."
            />
          ) : (
            <Ledger
              name="journals"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              foot={
                <span>
                  {data.total} journals{data.total > data.rows.length ? `, the newest ${data.rows.length} shown` : ''}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
