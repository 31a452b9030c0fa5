import { Button, Select } from '@mantine/core';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listCards } from '../../modules/cards/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { amountsText, rateReading } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { shownText } from '../parts/shown.ts';
import { StateBadge, stateWord } from '../parts/state.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';

type Row = OutputOf<typeof listCards>['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  { key: 'number', label: 'Card', width: 96, text: (r) => r.number, href: (r) => `/cards/${r.id}` },
  { key: 'date', label: 'Work date', width: 102, text: (r) => r.workDate, href: (r) => `/cards/${r.id}`, phone: true },
  { key: 'kind', label: 'Kind', width: 104, text: (r) => (r.costKind ? `${r.kind}, ${r.costKind}` : r.kind) },
  { key: 'matter', label: 'Matter', width: 130, text: (r) => r.matter, phone: true },
  { key: 'client', label: 'Client', width: 150, text: (r) => r.client, hidden: true },
  { key: 'timekeeper', label: 'TK', width: 64, text: (r) => r.timekeeper, phone: true },
  { key: 'narrative', label: 'Narrative', width: 220, grow: 2, text: (r) => r.narrative, phone: true },
  { key: 'task', label: 'Task', width: 76, text: (r) => r.taskCode ?? r.expenseCode },
  { key: 'hours', label: 'Hours', width: 82, hours: (r) => r.billableHours, sum: true, phone: true },
  { key: 'rate', label: 'Rate', width: 90, text: (r) => rateReading(r.ratePerHour, r.work.currency) },
  { key: 'work', label: 'Work', width: 112, money: (r) => r.work, sum: true, hidden: true },
  { key: 'wip', label: 'WIP', width: 116, money: (r) => r.wip, sum: true, phone: true },
  {
    key: 'where',
    label: 'Where',
    width: 140,
    text: (r) => stateWord(r.where.state),
    href: (r) => r.where.href,
    show: (r) => (
      <span title={r.where.sentence}>
        <StateBadge state={r.where.state} />
      </span>
    ),
  },
];

const KINDS = [
  { value: 'time', label: 'Time' },
  { value: 'disbursement', label: 'Disbursement' },
  { value: 'charge', label: 'Charge' },
];

export function Cards() {
  const filters = useFilters();
  const { today } = useMe();
  const names = [
    'words',
    'matterId',
    'clientId',
    'timekeeperId',
    'importId',
    'invoiceId',
    'kind',
    'open',
    'from',
    'to',
  ];
  const input = given(Object.fromEntries(names.map((name) => [name, filters.of(name)]))) as Parameters<
    typeof useAsk<typeof listCards>
  >[1];
  const answer = useAsk(listCards, input, { keep: true });
  return (
    <Page
      title="Cards"
      aside={
        <>
          <Exports of={listCards} input={input} />
          <Link to="/work/new">Record work</Link>
        </>
      }
    >
      <div className="filters">
        <WordsFilter filters={filters} />
        <MatterLookUp w={220} value={filters.of('matterId') || null} onPick={(id) => filters.set('matterId', id)} />
        <TimekeeperLookUp
          w={190}
          value={filters.of('timekeeperId') || null}
          onPick={(id) => filters.set('timekeeperId', id)}
        />
        <Select
          label="Kind"
          w={130}
          clearable
          data={KINDS}
          value={filters.of('kind') || null}
          onChange={(v) => filters.set('kind', v)}
        />
        <Select
          label="Which"
          w={130}
          allowDeselect={false}
          data={[
            { value: '', label: 'All' },
            { value: 'true', label: 'Unbilled' },
          ]}
          value={filters.of('open')}
          onChange={(v) => filters.set('open', v)}
        />
        <DayInput label="From" w={120} today={today} value={filters.of('from')} onDay={(v) => filters.set('from', v)} />
        <DayInput label="To" w={120} today={today} value={filters.of('to')} onDay={(v) => filters.set('to', v)} />
        {filters.any ? (
          <Button variant="subtle" color="gray" onClick={filters.clear}>
            Clear
          </Button>
        ) : null}
      </div>
      <Answer of={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what="No card is here."
              how={
                filters.any
                  ? 'None has all of what is filtered for.'
                  : 'Recorded time, disbursements and charges come here.'
              }
              action={<Link to="/work/new">Record work</Link>}
            />
          ) : (
            <Ledger
              name="cards"
              rows={data.rows}
              columns={COLUMNS}
              idOf={(r) => r.id}
              foot={
                <span>
                  {counted(data.total, 'card')}, {data.hours} h, WIP {amountsText(data.wip)}
                  {shownText(data.total, data.rows.length, 'newest')}
                </span>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}
