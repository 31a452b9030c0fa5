import { Button, Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listTimekeepers } from '../../modules/firm/contract.ts';
import { STATES } from '../../modules/proformas/contract/states.ts';
import { listProformas } from '../../modules/proformas/contract/tracking.ts';
import { useAsk } from '../api/use.ts';
import { Ledger } from '../grid/ledger.tsx';
import { type Filters, given, useFilters } from '../parts/filters.ts';
import { ClientLookUp } from '../parts/look-up.tsx';
import { Amounts, amountsText, sumsOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { SavedViews } from '../parts/saved-views.tsx';
import { shownText } from '../parts/shown.ts';
import { StateBadge } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { COLUMNS, type Row, WITHOUT_PROBLEMS } from './columns.tsx';
import './tracking.css';

type Answered = OutputOf<typeof listProformas>;

/** All proformas: where each stands, since when, and what is wrong with it. */
export function Tracking() {
  const filters = useFilters();
  const narrowed = given({
    words: filters.of('words'),
    state: filters.of('state'),
    clientId: filters.of('clientId'),
    matterId: filters.of('matterId'),
    billingTimekeeperId: filters.of('billingTimekeeperId'),
    urgent: filters.of('urgent'),
    proposals: filters.of('proposals'),
  });
  const open = filters.of('state') === '' && filters.of('all') === '' ? { open: 'true' } : {};
  const input = { ...narrowed, ...open } as Parameters<typeof useAsk<typeof listProformas>>[1];
  const answer = useAsk(listProformas, input, { keep: true });
  return (
    <Page
      title="Proformas"
      aside={
        <>
          <Button component={Link} to="/proformas/information" variant="subtle" color="gray">
            Copies for information
          </Button>
          <Exports of={listProformas} input={input} />
        </>
      }
    >
      <Answer of={answer}>{(data) => <Inside data={data} filters={filters} />}</Answer>
    </Page>
  );
}

function Inside({ data, filters }: { data: Answered; filters: Filters }) {
  const [picked, setPicked] = useState<readonly Row[]>([]);
  const [layout, setLayout] = useState(0);
  const rows = picked.map((row) => data.rows.find((r) => r.id === row.id)).filter((row) => row !== undefined);
  return (
    <>
      <Buckets data={data} filters={filters} />
      <Narrow filters={filters} onLayout={() => setLayout((n) => n + 1)} />
      {data.rows.length === 0 ? (
        <Empty
          what="No proforma is here."
          how={filters.any ? 'None has all of what is filtered for.' : 'A run makes proformas from recorded work.'}
          action={
            filters.any ? (
              <Button variant="default" onClick={filters.clear}>
                Clear the filters
              </Button>
            ) : (
              <Link to="/runs">Start a run</Link>
            )
          }
        />
      ) : (
        <>
          <BulkBar rows={rows} />
          <Ledger
            key={layout}
            name="proformas"
            rows={data.rows}
            columns={data.rows.some((row) => row.problems.length > 0) ? COLUMNS : WITHOUT_PROBLEMS}
            idOf={(row) => row.id}
            onSelect={setPicked}
            foot={
              <span>
                {counted(data.total, 'proforma')}
                {toBillText(data, filters.of('state'))}
                {shownText(data.total, data.rows.length, 'newest')}
              </span>
            }
          />
        </>
      )}
    </>
  );
}

/** Of all that the filters leave, also of what the page has no room for. */
function toBillText(data: Answered, state: string): string {
  const bills = data.buckets.filter((bucket) => state === '' || bucket.state === state).flatMap(({ bill }) => bill);
  return bills.length === 0 ? '' : `, still to bill ${amountsText(sumsOf(bills))}`;
}

function Buckets({ data, filters }: { data: Answered; filters: Filters }) {
  const now = filters.of('state');
  const pick = (state: string): void => filters.set('state', state === now ? '' : state);
  return (
    <div className="buckets" role="group" aria-label="States">
      {STATES.map((state) => data.buckets.find((b) => b.state === state && b.count > 0))
        .filter((b) => b !== undefined)
        .map((bucket) => (
          <button
            key={bucket.state}
            type="button"
            className="bucket"
            aria-pressed={bucket.state === now}
            onClick={() => pick(bucket.state)}
          >
            <span>
              <StateBadge state={bucket.state} /> <strong>{bucket.count}</strong>
            </span>
            {bucket.bill.length === 0 ? null : (
              <span className="small quiet">
                <Amounts of={bucket.bill} stacked />
              </span>
            )}
          </button>
        ))}
    </div>
  );
}

function Narrow({ filters, onLayout }: { filters: Filters; onLayout: () => void }) {
  const timekeepers = useAsk(listTimekeepers, {}).data?.rows ?? [];
  const client = filters.of('clientId');
  return (
    <div className="filters">
      <WordsFilter filters={filters} />
      <ClientLookUp w={210} value={client === '' ? null : client} onPick={(id) => filters.set('clientId', id)} />
      <Select
        label="Owner"
        placeholder="Anybody"
        w={180}
        searchable
        clearable
        data={timekeepers.map((t) => ({ value: t.id, label: t.name }))}
        value={filters.of('billingTimekeeperId') || null}
        onChange={(id) => filters.set('billingTimekeeperId', id)}
      />
      <Select
        label="Which"
        w={130}
        allowDeselect={false}
        data={[
          { value: '', label: 'Open ones' },
          { value: 'yes', label: 'All' },
        ]}
        value={filters.of('all')}
        onChange={(v) => filters.set('all', v)}
      />
      <Checkbox
        label="Urgent"
        title="In their state for longer than the policy says"
        className="filter-check"
        checked={filters.of('urgent') === 'true'}
        onChange={(e) => filters.set('urgent', e.currentTarget.checked ? 'true' : '')}
      />
      <Checkbox
        label="With proposals"
        className="filter-check"
        checked={filters.of('proposals') === 'true'}
        onChange={(e) => filters.set('proposals', e.currentTarget.checked ? 'true' : '')}
      />
      {filters.any ? (
        <Button variant="subtle" color="gray" onClick={filters.clear}>
          Clear
        </Button>
      ) : null}
      <SavedViews list="proformas" onLayout={onLayout} />
    </div>
  );
}
