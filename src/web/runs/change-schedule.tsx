import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { changeSchedule } from '../../modules/proformas/contract/schedules.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { say } from '../parts/say.ts';
import { chosenFrom, criteriaOf } from './chosen.ts';
import { CriteriaFields } from './criteria.tsx';
import type { ScheduleRow } from './schedules.tsx';

const ON = [
  { value: 'working', label: 'a working day' },
  { value: 'calendar', label: 'a day of the month' },
];
const THROUGH = [
  { value: 'last-month', label: 'the end of the month before' },
  { value: 'that-day', label: 'that day' },
];

/** Name, day and criteria of a schedule; what it prepared already stays. */
export function ChangeSchedule({ row, onClose }: { row: ScheduleRow; onClose: () => void }) {
  const { today, firm } = useMe();
  const [name, setName] = useState(row.name);
  const [dayKind, setKind] = useState(row.dayKind);
  const [dayNumber, setNumber] = useState<string | number>(row.dayNumber);
  const [through, setThrough] = useState(row.through);
  const [chosen, setChosen] = useState(
    chosenFrom(row.criteria, { throughDay: today, currency: firm.entities[0]?.currency ?? 'USD' }),
  );
  const asked = criteriaOf(chosen);
  const now = JSON.stringify([name, dayKind, dayNumber, through, chosen]);
  const [first] = useState(now);
  const ready = asked !== null && name.trim() !== '' && typeof dayNumber === 'number';
  const { fromDay: _from, throughDay: _through, ...criteria } = asked ?? { throughDay: today };
  // further least amounts came by the command line and stay
  const others = row.criteria.thresholds.filter((least) => least.currency !== chosen.currency).slice(0, 29);
  const thresholds = [...(criteria.thresholds ?? []), ...(row.criteria.thresholds.length > 1 ? others : [])];
  return (
    <ActDialog
      title={`Change “${row.name}”`}
      action="Save"
      size="xl"
      endpoint={changeSchedule}
      input={ready ? { id: row.id, name, dayKind, dayNumber, through, criteria: { ...criteria, thresholds } } : null}
      renderEffect={({ sentence }) => sentence}
      onDone={({ sentence }) => say(sentence)}
      onClose={onClose}
      dirty={now !== first}
    >
      <Group align="end" gap={10} mb={10}>
        <TextInput label="Name" w={220} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={80} />
        <Select
          label="Prepared on"
          w={180}
          data={ON}
          value={dayKind}
          onChange={(value) => setKind(value === 'calendar' ? 'calendar' : 'working')}
          allowDeselect={false}
        />
        <NumberInput label="Which one" w={110} min={1} max={28} value={dayNumber} onChange={setNumber} />
        <Select
          label="Work through"
          w={240}
          data={THROUGH}
          value={through}
          onChange={(value) => setThrough(value === 'that-day' ? 'that-day' : 'last-month')}
          allowDeselect={false}
        />
      </Group>
      <div className="filters">
        <CriteriaFields
          chosen={chosen}
          saved={row.names}
          onChange={(part) => setChosen((before) => ({ ...before, ...part }))}
        />
      </div>
    </ActDialog>
  );
}
