import { Select } from '@mantine/core';
import { addMonths, firstOfMonth } from '../../kernel/day.ts';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import type { Filters } from '../parts/filters.ts';

/** The entity a report is narrowed to; all of them when none is chosen. */
export function EntityChoice({ filters, needed = false }: { filters: Filters; needed?: boolean }) {
  const { firm } = useMe();
  const data = firm.entities.map((row) => ({ value: row.id, label: `${row.code}  ${row.name}` }));
  return (
    <Select
      label="Entity"
      placeholder="All"
      w={210}
      data={data}
      clearable={!needed}
      value={filters.of('entityId') || (needed ? (data[0]?.value ?? null) : null)}
      onChange={(id) => filters.set('entityId', id)}
    />
  );
}

/** The end of the day whose knowledge is asked for, or nothing when all that is known is. The address has the day. */
export function knownAtOf(filters: Filters): { knownAt?: string } {
  const known = filters.of('known');
  return known === '' ? {} : { knownAt: `${known}T23:59:59.999Z` };
}

/** A report as it was known on a day: without what was entered later. */
export function KnownInput({ filters }: { filters: Filters }) {
  const { today } = useMe();
  return (
    <DayInput
      label="As known on"
      w={130}
      placeholder="now"
      today={today}
      value={filters.of('known')}
      onDay={(v) => filters.set('known', v)}
    />
  );
}

/** The day whose knowledge a report shows, for the addresses of what lies behind it. */
export function knownInAddress(filters: Filters): string {
  const known = filters.of('known');
  return known === '' ? '' : `&known=${known}`;
}

/** What a report was asked, as the address of what lies behind it has it. */
export function asAddress({ knownAt, ...rest }: { knownAt?: string }): object {
  return { ...rest, known: knownAt?.slice(0, 10) };
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The span that the address names; last month and this when it names none. */
export function useSpan(filters: Filters): Span {
  const { today } = useMe();
  return { from: filters.of('from') || firstOfMonth(addMonths(today, -1)), to: filters.of('to') || today };
}

export function SpanInputs({ filters, span }: { filters: Filters; span: Span }) {
  const { today } = useMe();
  return (
    <>
      <DayInput label="From" w={130} today={today} value={span.from} onDay={(v) => filters.set('from', v)} />
      <DayInput label="To" w={130} today={today} value={span.to} onDay={(v) => filters.set('to', v)} />
    </>
  );
}

/** One of a few, said as words. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onPick,
}: {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onPick: (value: Value) => void;
}) {
  return (
    <Select
      label={label}
      w={170}
      allowDeselect={false}
      data={[...options]}
      value={value}
      onChange={(picked) => onPick(picked ?? value)}
    />
  );
}
