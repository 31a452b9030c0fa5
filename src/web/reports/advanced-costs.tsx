import type { OutputOf } from '../../kernel/endpoint.ts';
import { listAdvancedCosts } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Amount } from '../parts/money.tsx';
import { Answer, Empty, Exports, Figure, Page } from '../parts/page.tsx';
import { EntityChoice } from './narrow.tsx';

type Answered = OutputOf<typeof listAdvancedCosts>;
type Row = Answered['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'entity', label: 'Entity', width: 80, text: (r) => r.entity },
  {
    key: 'client',
    label: 'Client',
    width: 180,
    grow: 1,
    text: (r) => r.client,
    href: (r) => `/clients/${r.clientId}`,
    phone: true,
  },
  {
    key: 'matter',
    label: 'Matter',
    width: 120,
    text: (r) => r.matter,
    href: (r) => (r.matterId ? `/matters/${r.matterId}` : null),
    phone: true,
  },
  { key: 'oldest', label: 'Oldest', width: 104, text: (r) => r.oldest ?? '' },
  { key: 'notBilled', label: 'Not billed', width: 130, money: (r) => r.notBilled, sum: true },
  { key: 'billed', label: 'Billed, not paid', width: 140, money: (r) => r.billed, sum: true },
  { key: 'total', label: 'Laid out', width: 130, money: (r) => r.total, sum: true, phone: true },
];

/** Costs laid out for clients and not back yet: an asset of entities on modified cash. */
export function AdvancedCosts() {
  const filters = useFilters();
  const input = given({ entityId: filters.of('entityId') });
  const answer = useAsk(listAdvancedCosts, input, { keep: true });
  return (
    <Page title="Costs advanced" aside={<Exports of={listAdvancedCosts} input={input} />}>
      <div className="filters">
        <EntityChoice filters={filters} />
      </div>
      <Answer of={answer}>
        {(data) => (
          <>
            <Totals of={data.totals} />
            {data.rows.length === 0 ? (
              <Empty
                what="No cost is laid out."
                how={
                  data.totals.length === 0
                    ? 'Costs advanced are an asset of entities whose basis is modified cash; none of these is.'
                    : 'Hard costs come here when they are recorded, and leave when they are paid back.'
                }
              />
            ) : (
              <Ledger
                name="advanced-costs"
                rows={data.rows}
                columns={COLUMNS}
                idOf={(r) => `${r.entity} ${r.clientId} ${r.matterId} ${r.total.currency}`}
              />
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Totals({ of }: { of: Answered['totals'] }) {
  if (of.length === 0) return null;
  return (
    <div className="strip">
      {of.map((t) => (
        <Figure key={t.entity} label={`${t.entity}: accounts 1200 and 1210`} lead>
          <Amount of={t.control} />{' '}
          <span className="quiet small">{t.tied ? 'equal to the list' : 'not equal to the list: prove the books'}</span>
        </Figure>
      ))}
    </div>
  );
}
