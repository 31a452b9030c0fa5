import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { listPayers } from '../../modules/clients/contract.ts';
import { useAsk } from '../api/use.ts';
import type { LookUpProps } from '../parts/look-up.tsx';
import { amountsText } from '../parts/money.tsx';

type Payer = OutputOf<typeof listPayers>['rows'][number];

function labelOf(payer: Payer): string {
  const about = payer.client === payer.name ? payer.clientNumber : `${payer.clientNumber} ${payer.client}`;
  return `${payer.name} · ${about}${payer.owed.length === 0 ? '' : ` · owes ${amountsText(payer.owed)}`}`;
}

/** A payer by name, client, or the number of an open invoice. */
export function PayerLookUp({ value, onPick, known: _known, ...rest }: LookUpProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 180);
  const chosen = useAsk(listPayers, { id: value ?? '' }, { enabled: value !== null });
  const [one] = chosen.data?.rows ?? [];
  const label = one ? labelOf(one) : '';
  const found = useAsk(listPayers, { words: settled === label ? '' : settled, limit: 30 }, { keep: true });
  const rows = found.data?.rows ?? [];
  const all = one && !rows.some((row) => row.id === one.id) ? [one, ...rows] : rows;
  return (
    <Select
      label="Payer"
      placeholder="Name, client or invoice number"
      nothingFoundMessage={found.isPending ? 'Looking …' : 'No payer has these words.'}
      {...rest}
      searchable
      clearable
      data={all.map((payer) => ({ value: payer.id, label: labelOf(payer) }))}
      value={value}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      selectFirstOptionOnChange
      onChange={onPick}
    />
  );
}
