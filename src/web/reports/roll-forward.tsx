import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { MoneyWire } from '../../kernel/money.ts';
import { RECEIVABLE_STEPS, rollReceivables, rollWip, WIP_STEPS } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import { given, useFilters } from '../parts/filters.ts';
import { textOf } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page, Section } from '../parts/page.tsx';
import {
  Choice,
  EntityChoice,
  KnownInput,
  knownAtOf,
  knownInAddress,
  type Span,
  SpanInputs,
  useSpan,
} from './narrow.tsx';

const WORDS: Readonly<Record<string, string>> = {
  posted: 'Posted',
  reRated: 'Re-rated',
  transferred: 'Transferred',
  revalued: 'Revalued',
  relieved: 'Relieved by bills',
  restored: 'Restored by credits and unbilling',
  purged: 'Purged',
  takenBack: 'Taken back',
  invoiced: 'Invoiced',
  openingBalances: 'Opening balances',
  received: 'Received',
  differences: 'Differences allowed',
  onAccount: 'From billed on account',
  credited: 'Credited',
  writtenOff: 'Written off',
  unbilled: 'Unbilled',
  reversed: 'Reversals of these',
};

export function RollForward() {
  const filters = useFilters();
  const span = useSpan(filters);
  const book = filters.of('book') === 'wip' ? 'wip' : 'receivables';
  const endpoint = book === 'wip' ? rollWip : rollReceivables;
  const input = { ...span, ...given({ entityId: filters.of('entityId') }), ...knownAtOf(filters) };
  return (
    <Page title="Roll-forwards" aside={<Exports of={endpoint} input={input} />}>
      <div className="filters">
        <Choice
          label="Of"
          options={[
            { value: 'receivables', label: 'Receivables' },
            { value: 'wip', label: 'WIP' },
          ]}
          value={book}
          onPick={(v) => filters.set('book', v)}
        />
        <SpanInputs filters={filters} span={span} />
        <KnownInput filters={filters} />
        <EntityChoice filters={filters} />
      </div>
      {book === 'wip' ? (
        <Wip input={input} known={knownInAddress(filters)} />
      ) : (
        <Receivables input={input} known={knownInAddress(filters)} />
      )}
    </Page>
  );
}

interface Asked {
  readonly input: Span & { readonly entityId?: string; readonly knownAt?: string };
  /** the same knowledge, for the addresses of journals */
  readonly known: string;
}

function Wip({ input, known }: Asked) {
  const answer = useAsk(rollWip, input, { keep: true });
  return (
    <Answer of={answer}>{(data) => <Tables rows={data.rows} steps={WIP_STEPS} span={input} known={known} />}</Answer>
  );
}

function Receivables({ input, known }: Asked) {
  const answer = useAsk(rollReceivables, input, { keep: true });
  return (
    <Answer of={answer}>
      {(data) => <Tables rows={data.rows} steps={RECEIVABLE_STEPS} span={input} known={known} />}
    </Answer>
  );
}

type Common = Pick<
  OutputOf<typeof rollWip>['rows'][number],
  'entity' | 'entityId' | 'measure' | 'opening' | 'closing' | 'account' | 'control' | 'difference' | 'tied'
>;

/** A column per currency and one for the entity: a roll-forward is read downwards. */
function Tables<Step extends string>({
  rows,
  steps,
  span,
  known,
}: {
  rows: readonly (Common & Readonly<Record<Step, MoneyWire>>)[];
  steps: readonly Step[];
  span: Span;
  known: string;
}) {
  if (rows.length === 0) return <Empty what="Nothing has moved." how="Take another span." />;
  return [...Map.groupBy(rows, (row) => row.entity)].map(([entity, columns]) => {
    const account = columns[0]?.account ?? '';
    const until = `/journals?entityId=${columns[0]?.entityId}&account=${account}&to=${span.to}${known}`;
    const journals = `${until}&from=${span.from}`;
    const line = (label: string, pick: (row: (typeof columns)[number]) => MoneyWire, to?: string, strong = false) => (
      <tr key={label} style={strong ? { fontWeight: 650 } : {}}>
        <td>{label}</td>
        {columns.map((row) => (
          <td key={`${row.measure} ${row.opening.currency}`} className="num">
            {to ? <Link to={to}>{textOf(pick(row))}</Link> : textOf(pick(row))}
          </td>
        ))}
      </tr>
    );
    return (
      <Section key={entity} title={entity}>
        <div className="scroll-x" tabIndex={0} role="group" aria-label="Table, scrolls sideways">
          <table className="ruled" style={{ width: 'auto', minWidth: 420 }}>
            <thead>
              <tr>
                <th aria-label="Step" />
                {columns.map((row) => (
                  <th key={`${row.measure} ${row.opening.currency}`} className="num">
                    {row.measure === 'entity' ? `All, in ${row.opening.currency}` : row.opening.currency}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {line(`On ${span.from}, before the day`, (r) => r.opening, undefined, true)}
              {steps.map((step) => line(WORDS[step] ?? step, (r) => r[step], journals))}
              {line(`On ${span.to}`, (r) => r.closing, undefined, true)}
              {line(`Control account ${account}`, (r) => r.control, until)}
              <tr>
                <td>Tie</td>
                {columns.map((row) => (
                  <td key={`${row.measure} ${row.opening.currency}`} className="num">
                    {row.tied ? 'equal' : `differs by ${textOf(row.difference)}`}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      </Section>
    );
  });
}
