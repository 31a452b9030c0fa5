import { Select } from '@mantine/core';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listFees } from '../../modules/fees/contract/book.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { DayInput } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { WordsFilter } from '../parts/words-filter.tsx';
import { Calculator } from './calculator.tsx';
import { FeeDialog } from './fee-dialog.tsx';
import { Schedules } from './schedules.tsx';
import { Sureness } from './sureness.tsx';

type Row = OutputOf<typeof listFees>['rows'][number];

/** What an applicant of a size pays: its own amount, else that of every applicant. */
const amountFor = (status: 'large' | 'small' | 'micro') => (row: Row) => row.amounts[status] ?? row.amounts.any ?? null;

const COLUMNS: readonly Column<Row>[] = [
  { key: 'office', label: 'Office', width: 76, text: (r) => r.office },
  {
    key: 'name',
    label: 'Fee',
    width: 250,
    grow: 2,
    text: (r) => r.ownText || r.name,
    href: (r) => `/fees?item=${r.key}`,
    phone: true,
  },
  { key: 'key', label: 'Key', width: 190, text: (r) => r.key },
  { key: 'code', label: 'Code', width: 116, text: (r) => r.code, hidden: true },
  { key: 'currency', label: 'Currency', width: 88, text: (r) => r.currency },
  { key: 'large', label: 'Large', width: 96, money: amountFor('large'), bare: true, phone: true },
  { key: 'small', label: 'Small', width: 96, money: amountFor('small'), bare: true },
  { key: 'micro', label: 'Micro', width: 96, money: amountFor('micro'), bare: true },
  { key: 'counts', label: 'Counted', width: 190, text: (r) => r.counts, hidden: true },
  {
    key: 'sure',
    label: 'Sure',
    width: 128,
    text: (r) => (r.sure ? 'sure' : 'not sure'),
    show: (r) => <Sureness of={r} />,
  },
  { key: 'provision', label: 'Provision', width: 150, text: (r) => r.provision, hidden: true },
  { key: 'version', label: 'Version', width: 220, grow: 1, text: (r) => r.version },
];

/** Official fees of a day, what they come to, and the versions they stand in. */
export function FeeBook() {
  const { today } = useMe();
  const filters = useFilters();
  const asked = given({ office: filters.of('office'), on: filters.of('on'), words: filters.of('words') });
  const fees = useAsk(listFees, asked, { keep: true });
  const offices = useAsk(listFees, given({ on: filters.of('on') }), { keep: true });
  const item = filters.of('item');
  return (
    <Page title="Fee book" aside={<Exports of={listFees} input={asked} />}>
      <Calculator />
      <div className="filters">
        <WordsFilter filters={filters} />
        <Select
          label="Office"
          w={110}
          clearable
          placeholder="All"
          data={[...new Set((offices.data?.rows ?? []).map((row) => row.office))]}
          value={filters.of('office') || null}
          onChange={(value) => filters.set('office', value)}
        />
        <DayInput
          label="Paid on"
          w={140}
          today={today}
          value={filters.of('on') || today}
          onDay={(day) => filters.set('on', day === today ? '' : day)}
        />
      </div>
      <Answer of={fees}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty
              what={`No official fee counts on ${data.on}.`}
              how="Take a version of a schedule below, or choose another day."
            />
          ) : (
            <Ledger name="fees" rows={data.rows} columns={COLUMNS} idOf={(r) => r.key} />
          )
        }
      </Answer>
      <Schedules />
      {item === '' ? null : <FeeDialog item={item} onClose={() => filters.set('item', '')} />}
    </Page>
  );
}
