import { Group, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import { calculateFees, recordFees } from '../../modules/fees/contract/quote.ts';
import { listFees, ENTITY_STATUSES, type EntityStatus } from '../../modules/fees/contract/book.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { given } from '../parts/filters.ts';
import { Amount } from '../parts/money.tsx';
import { say } from '../parts/say.ts';
import { Lines } from './calculator.tsx';

interface RecordFeesProps {
  readonly matterId: string;
  readonly jurisdiction: string;
  readonly onClose: () => void;
}

/** Official fees paid for a matter become hard disbursements; each is quoted and explained before. */
export function RecordFees({ matterId, jurisdiction, onClose }: RecordFeesProps) {
  const { today } = useMe();
  const [items, setItems] = useState<string[]>([]);
  const [paidOn, setPaidOn] = useState<string>(today);
  const [entity, setEntity] = useState<string | null>(null);
  const fees = useAsk(listFees, given({ on: paidOn }), { keep: true });
  const rows = fees.data?.rows ?? [];
  const here = rows.filter((row) => row.office === jurisdiction);
  const asked = { matterId, items: items.join(','), on: paidOn, ...(entity ? { entity: entity as EntityStatus } : {}) };
  const told = useAsk(calculateFees, asked, { enabled: items.length > 0 && paidOn !== '', keep: true });
  return (
    <ActDialog
      title="Record official fees"
      action="Record"
      size="xl"
      endpoint={recordFees}
      input={
        items.length === 0 || paidOn === ''
          ? null
          : {
              matterId,
              paidOn,
              items: items.map((item) => ({ item })),
              ...(entity ? { entity: entity as EntityStatus } : {}),
            }
      }
      dirty={items.length > 0}
      renderEffect={({ cards }) => (
        <>
          {cards.map((card) => (
            <div key={card.id}>
              A hard disbursement of <Amount of={card.amount} />
            </div>
          ))}
        </>
      )}
      onDone={({ sentence }) => say(sentence)}
      onClose={onClose}
    >
      <Group align="start" gap="xs">
        <MultiSelect
          style={{ flex: 1, minWidth: 260 }}
          label="Fees"
          searchable
          data-autofocus
          placeholder="Key, code or words"
          nothingFoundMessage="No fee of that day has these words."
          data={(here.length > 0 ? here : rows).map((row) => ({
            value: row.key,
            label: `${row.office}  ${row.ownText || row.name}`,
          }))}
          value={items}
          onChange={setItems}
        />
        <DayInput label="Paid on" w={130} today={today} value={paidOn} onDay={setPaidOn} />
        <Select
          label="Applicant"
          w={150}
          clearable
          placeholder="As the matter says"
          data={[...ENTITY_STATUSES]}
          value={entity}
          onChange={setEntity}
        />
      </Group>
      {items.length > 0 && told.data ? <Lines lines={told.data.lines} /> : null}
    </ActDialog>
  );
}
