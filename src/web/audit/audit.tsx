import type { OutputOf } from '../../kernel/endpoint.ts';
import { listEvents } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';

type Row = OutputOf<typeof listEvents>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  { key: 'at', label: 'When', width: 150, text: (r) => momentText(r.recordedAt), phone: true },
  { key: 'name', label: 'What', width: 190, text: (r) => r.name, phone: true },
  { key: 'who', label: 'Who', width: 150, text: (r) => r.who, phone: true },
  { key: 'via', label: 'Via', width: 80, text: (r) => r.via },
  { key: 'subject', label: 'Subject', width: 160, text: (r) => r.subject },
  { key: 'reason', label: 'Reason', width: 180, grow: 1, text: (r) => r.reason },
  { key: 'facts', label: 'Facts', width: 240, grow: 1, text: (r) => r.facts },
  { key: 'sequence', label: 'Sealed as', width: 100, text: (r) => r.sequence ?? '' },
];

export function Audit() {
  const filters = useFilters();
  const input = given({ words: filters.of('words'), subjectId: filters.of('subjectId') });
  const answer = useAsk(listEvents, input, { keep: true });
  return (
    <Page title="Audit" aside={<Exports of={listEvents} input={input} />}>
      <div className="filters">
        <WordsFilter filters={filters} />
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="Nothing is recorded with these words."
              how="Every change is recorded here: what, who, when and why."
            />
          ) : (
            <Ledger
              name="audit"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              foot={
                <span>
                  {data.total} events{data.total > data.rows.length ? `, the newest ${data.rows.length} shown` : ''}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
