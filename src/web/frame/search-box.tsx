import { Autocomplete, Kbd } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { findAnything } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from './session.tsx';

/** Finds anything: a number, a name, a reference, an amount, words of a narrative. */
export function SearchBox() {
  const may = useMay();
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 200);
  const found = useAsk(
    findAnything,
    { words, limit: 12 },
    { enabled: words.length > 1 && may('see work'), keep: true },
  );
  useHotkeys([['/', () => box.current?.focus()]]);
  const rows = words.length > 1 ? (found.data?.rows ?? []) : [];
  const go = (value: string): void => {
    const row = rows.find((r) => `${r.type} ${r.id}` === value);
    if (!row) return;
    setTyped('');
    box.current?.blur();
    void navigate(row.href);
  };
  return (
    <Autocomplete
      ref={box}
      w={{ base: '100%', sm: 380 }}
      maw={380}
      aria-label="Find anything"
      placeholder="Find a number, name, reference, amount …"
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        typed === '' ? (
          <Kbd size="xs" visibleFrom="sm">
            /
          </Kbd>
        ) : null
      }
      value={typed}
      onChange={(value) => {
        if (rows.some((r) => `${r.type} ${r.id}` === value)) return go(value);
        setTyped(value);
      }}
      selectFirstOptionOnChange
      filter={({ options }) => options}
      maxDropdownHeight={420}
      data={rows.map((row) => ({ value: `${row.type} ${row.id}`, label: row.title }))}
      renderOption={({ option }) => {
        const row = rows.find((r) => `${r.type} ${r.id}` === option.value);
        return (
          <div>
            <div>
              <span className="quiet">{row?.type}</span> {row?.title}
            </div>
            <div className="small quiet">{row?.subtitle}</div>
          </div>
        );
      }}
    />
  );
}
