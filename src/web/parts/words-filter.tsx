import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { Filters } from './filters.ts';

/** Narrows a list to rows with these words. */
export function WordsFilter({ filters, label = 'Words' }: { filters: Filters; label?: string }) {
  const [typed, setTyped] = useState(filters.of('words'));
  const settle = useDebouncedCallback((words: string) => filters.set('words', words), 250);
  return (
    <TextInput
      label={label}
      w={190}
      value={typed}
      placeholder="Any words"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
