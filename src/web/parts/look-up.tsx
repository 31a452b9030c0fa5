import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { folded } from '../../kernel/text.ts';
import { listClients, showClient } from '../../modules/clients/contract.ts';
import { listCodes, listTimekeepers } from '../../modules/firm/contract.ts';
import { listMatters } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';

export interface LookUpProps extends Omit<
  SelectProps,
  'data' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange'
> {
  readonly value: string | null;
  readonly onPick: (id: string | null) => void;
  /** the words for what is chosen, until the list has it */
  readonly known?: string;
}

const every = ({ options }: { options: unknown[] }) => options as never;

/** Every word typed must occur somewhere in the line offered. */
const byWords: NonNullable<SelectProps['filter']> = ({ options, search, limit }) => {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return options
    .filter((o) => !('label' in o) || words.every((word) => folded(o.label).includes(word)))
    .slice(0, limit);
};

function useSearched(known: string | undefined) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 180);
  return { typed, setTyped, words: settled === known ? '' : settled };
}

function withKnown(data: { value: string; label: string }[], value: string | null, known: string | undefined) {
  if (value === null || known === undefined || data.some((d) => d.value === value)) return data;
  return [{ value, label: known }, ...data];
}

/** A matter by number, name, client reference or any words. */
export function MatterLookUp({
  value,
  onPick,
  onPicked,
  known,
  ...rest
}: LookUpProps & { onPicked?: (id: string, name: string) => void }) {
  const [picked, setPicked] = useState(known);
  const search = useSearched(picked);
  const found = useAsk(listMatters, { words: search.words, limit: 30 }, { keep: true });
  const data = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: `${row.number}  ${row.name} · ${row.client}`,
  }));
  return (
    <Select
      label="Matter"
      placeholder="Number, name or words"
      nothingFoundMessage={found.isPending ? 'Looking …' : 'No matter has these words.'}
      {...rest}
      searchable
      clearable
      data={withKnown(data, value, picked)}
      value={value}
      filter={every}
      searchValue={search.typed}
      onSearchChange={search.setTyped}
      selectFirstOptionOnChange
      onChange={(id, option) => {
        setPicked(option?.label);
        onPick(id);
        if (id !== null) onPicked?.(id, (option?.label ?? '').split(' · ')[0] ?? '');
      }}
    />
  );
}

export function ClientLookUp({ value, onPick, known, ...rest }: LookUpProps) {
  const [picked, setPicked] = useState(known);
  const search = useSearched(picked);
  const found = useAsk(listClients, { words: search.words, limit: 30 }, { keep: true });
  const data = (found.data?.rows ?? []).map((row) => ({
    value: row.id,
    label: `${row.number}  ${row.name}`,
  }));
  return (
    <Select
      label="Client"
      placeholder="Number or name"
      nothingFoundMessage="No client has these words."
      {...rest}
      searchable
      clearable
      data={withKnown(data, value, picked)}
      value={value}
      filter={every}
      searchValue={search.typed}
      onSearchChange={search.setTyped}
      selectFirstOptionOnChange
      onChange={(id, option) => {
        setPicked(option?.label);
        onPick(id);
      }}
    />
  );
}

/** A family of the client chosen before. */
export function FamilyLookUp({ clientId, value, onPick, known, ...rest }: LookUpProps & { clientId: string }) {
  const client = useAsk(showClient, { id: clientId }, { enabled: clientId !== '' });
  const data = (client.data?.families ?? []).map((f) => ({ value: f.id, label: `${f.reference}  ${f.title}` }));
  return (
    <Select
      label="Family"
      placeholder={clientId === '' ? 'Choose the client first' : 'Reference or title'}
      nothingFoundMessage="The client has no such family. Add it on the client’s page."
      {...rest}
      searchable
      clearable
      data={withKnown(data, value, known)}
      filter={byWords}
      value={value}
      onChange={onPick}
    />
  );
}

export function TimekeeperLookUp({ value, onPick, known: _known, ...rest }: LookUpProps) {
  const all = useAsk(listTimekeepers, {});
  const data = (all.data?.rows ?? [])
    .filter((row) => row.active || row.id === value)
    .map((row) => ({ value: row.id, label: `${row.initials}  ${row.name} · ${row.title}` }));
  return (
    <Select
      label="Timekeeper"
      placeholder="Initials or name"
      nothingFoundMessage="No timekeeper has these words."
      {...rest}
      searchable
      clearable
      data={data}
      filter={byWords}
      value={value}
      selectFirstOptionOnChange
      onChange={onPick}
    />
  );
}

/** The codes that may be chosen, each once, as `PA100  Assessment`. */
export function useCodes(kind: 'task' | 'activity' | 'expense'): { value: string; label: string }[] {
  const all = useAsk(listCodes, {});
  const seen = new Set<string>();
  return (all.data?.rows ?? [])
    .filter((row) => row.kind === kind && row.selectable && !seen.has(row.code) && seen.add(row.code))
    .map((row) => ({ value: row.code, label: `${row.code}  ${row.title}` }));
}

/** A code by its letters or by words of its description. */
export function CodeLookUp({
  kind,
  value,
  onPick,
  known: _known,
  ...rest
}: LookUpProps & { kind: 'task' | 'activity' | 'expense' }) {
  const data = useCodes(kind);
  return (
    <Select
      placeholder="Code or words"
      nothingFoundMessage="No code has these words."
      comboboxProps={{ width: 320, position: 'bottom-start' }}
      {...rest}
      searchable
      clearable
      limit={60}
      data={withKnown(data, value, value ?? undefined)}
      filter={byWords}
      value={value}
      selectFirstOptionOnChange
      onChange={onPick}
    />
  );
}
