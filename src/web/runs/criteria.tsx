import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { listClientGroups, TOGETHER } from '../../modules/clients/contract.ts';
import type { CriteriaNames } from '../../modules/proformas/contract/runs.ts';
import { useAsk } from '../api/use.ts';
import { TOGETHER_WORDS } from '../clients/client-forms.tsx';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { ClientLookUp, FamilyLookUp, MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { textOf } from '../parts/money.tsx';
import { type Chosen, thresholdProblem } from './chosen.ts';

const KINDS = [
  { value: 'time', label: 'Fees' },
  { value: 'disbursement', label: 'Disbursements' },
  { value: 'charge', label: 'Charges' },
];
const EXISTING = [
  { value: 'leave', label: 'leave it' },
  { value: 'gather', label: 'gather new cards into it' },
];

interface FieldsProps {
  readonly chosen: Chosen;
  readonly onChange: (part: Partial<Chosen>) => void;
  /** a schedule has no days of its own; the names of what it names */
  readonly saved?: CriteriaNames;
}

/** Which work, of whom, how much; and what becomes of what is there already. */
export function CriteriaFields({ chosen, onChange, saved }: FieldsProps) {
  return (
    <>
      {saved === undefined ? <Days chosen={chosen} onChange={onChange} /> : null}
      <Whose chosen={chosen} onChange={onChange} {...(saved ? { saved } : {})} />
      <Select
        label="Where a proforma is open"
        w={200}
        allowDeselect={false}
        data={EXISTING}
        value={chosen.existing}
        onChange={(value) => onChange({ existing: value === 'gather' ? 'gather' : 'leave' })}
      />
      <Select
        label="On one proforma"
        w={230}
        allowDeselect={false}
        data={[
          { value: '', label: 'as each client wants it' },
          ...TOGETHER.map((value) => ({ value, label: TOGETHER_WORDS[value] })),
        ]}
        value={chosen.together ?? ''}
        onChange={(value) => onChange({ together: value ?? '' })}
      />
      <Checkbox.Group value={[...chosen.kinds]} onChange={(kinds) => onChange({ kinds })} aria-label="Kinds">
        <Group gap={12} mb={7}>
          {KINDS.map((kind) => (
            <Checkbox key={kind.value} value={kind.value} label={kind.label} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox
        label="Only asked for on ageing lists"
        mb={8}
        checked={chosen.asked}
        onChange={(e) => onChange({ asked: e.currentTarget.checked })}
      />
      <Checkbox
        label="Also what isn’t due by its cycle"
        mb={8}
        checked={chosen.always}
        onChange={(e) => onChange({ always: e.currentTarget.checked })}
      />
    </>
  );
}

/** The words for what is chosen, until a list has it. */
function known(name: string | undefined): { known?: string } {
  return name ? { known: name } : {};
}

function Days({ chosen, onChange }: FieldsProps) {
  const { today } = useMe();
  return (
    <>
      <DayInput
        label="Work from"
        w={140}
        placeholder="the beginning"
        today={today}
        value={chosen.fromDay}
        onDay={(fromDay) => onChange({ fromDay })}
      />
      <DayInput
        label="Work through"
        w={130}
        today={today}
        value={chosen.throughDay}
        onDay={(throughDay) => onChange({ throughDay })}
      />
    </>
  );
}

/** A group of clients, or a legal entity; each where the firm has more than one. */
function Wider({ chosen, onChange }: FieldsProps) {
  const { firm } = useMe();
  const groups = useAsk(listClientGroups, {}).data?.rows ?? [];
  return (
    <>
      {groups.length === 0 ? null : (
        <Select
          label="Group"
          w={180}
          placeholder="All groups"
          data={groups.map((group) => group.name)}
          value={chosen.group}
          onChange={(group) => onChange({ group })}
          clearable
          searchable
        />
      )}
      {firm.entities.length < 2 ? null : (
        <Select
          label="Entity"
          w={210}
          placeholder="All entities"
          data={firm.entities.map((row) => ({ value: row.id, label: `${row.code}  ${row.name}` }))}
          value={chosen.entityId}
          onChange={(entityId) => onChange({ entityId })}
          clearable
        />
      )}
    </>
  );
}

function Whose({ chosen, onChange, saved }: FieldsProps) {
  const { firm } = useMe();
  const currencies = [...new Set(firm.entities.map((e) => e.currency))];
  const { clientId, currency, threshold } = chosen;
  return (
    <>
      <ClientLookUp
        w={200}
        value={clientId}
        onPick={(id) => onChange({ clientId: id, familyId: null })}
        placeholder="All clients"
        {...known(saved?.client)}
      />
      <Wider chosen={chosen} onChange={onChange} />
      {clientId === null ? null : (
        <FamilyLookUp
          w={200}
          clientId={clientId}
          value={chosen.familyId}
          onPick={(familyId) => onChange({ familyId })}
          placeholder="All families"
          {...known(saved?.family)}
        />
      )}
      <MatterLookUp
        w={220}
        value={chosen.matterId}
        onPick={(matterId) => onChange({ matterId })}
        placeholder="All matters"
        {...known(saved?.matter)}
      />
      <TimekeeperLookUp
        label="Billing timekeeper"
        w={190}
        value={chosen.billingTimekeeperId}
        onPick={(billingTimekeeperId) => onChange({ billingTimekeeperId })}
        placeholder="All"
      />
      <TextInput
        label="At least, a matter"
        error={thresholdProblem(chosen)}
        w={140}
        inputMode="decimal"
        placeholder={textOf({ minor: '0', currency })}
        value={threshold}
        onChange={(e) => onChange({ threshold: e.currentTarget.value })}
      />
      {currencies.length > 1 ? (
        <Select
          aria-label="Currency of the least amount"
          w={90}
          allowDeselect={false}
          data={currencies}
          value={currency}
          onChange={(picked) => onChange({ currency: picked ?? currency })}
        />
      ) : null}
    </>
  );
}
