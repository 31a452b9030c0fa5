import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { TOGETHER } from '../../modules/clients/contract.ts';
import type { startRun } from '../../modules/proformas/contract/runs.ts';
import type { AskOf } from '../api/client.ts';
import { TOGETHER_WORDS } from '../clients/client-forms.tsx';
import { useMe } from '../frame/session.tsx';
import { DayInput } from '../parts/day.tsx';
import { ClientLookUp, FamilyLookUp, MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { moneyFrom, textOf } from '../parts/money.tsx';

type Input = AskOf<typeof startRun>;
type Kind = NonNullable<Input['kinds']>[number];

/** A run's criteria as typed so far. */
export interface Chosen {
  readonly fromDay: string;
  readonly throughDay: string;
  readonly clientId: string | null;
  readonly familyId: string | null;
  readonly matterId: string | null;
  readonly billingTimekeeperId: string | null;
  readonly threshold: string;
  readonly currency: string;
  readonly asked: boolean;
  /** also what isn’t due by its cycle */
  readonly always: boolean;
  readonly existing: 'leave' | 'gather';
  /** empty: as each client wants it */
  readonly together: Input['together'] | '';
  readonly kinds: readonly Kind[];
}

export function everything(throughDay: string, currency: string): Chosen {
  return {
    fromDay: '',
    throughDay,
    clientId: null,
    familyId: null,
    matterId: null,
    billingTimekeeperId: null,
    threshold: '',
    currency,
    asked: false,
    always: false,
    existing: 'leave',
    together: '',
    kinds: ['time', 'disbursement', 'charge'],
  };
}

/** What is wrong with the least amount; null when nothing is. */
function thresholdProblem({ threshold, currency }: Chosen): string | null {
  const least = moneyFrom(threshold, currency);
  return threshold.trim() !== '' && (least === null || least.minor.startsWith('-'))
    ? `“${threshold}” is no amount in ${currency}. Write 1500.00, or leave it empty.`
    : null;
}

/** The criteria as the server takes them; null while something can’t be read. */
export function criteriaOf(chosen: Chosen): Input | null {
  if (thresholdProblem(chosen) !== null) return null;
  const least = moneyFrom(chosen.threshold, chosen.currency);
  const { fromDay, throughDay, clientId, familyId, matterId, billingTimekeeperId } = chosen;
  return {
    throughDay,
    kinds: [...chosen.kinds],
    existing: chosen.existing,
    cycles: !chosen.always,
    ...(fromDay === '' ? {} : { fromDay }),
    ...(clientId ? { clientId } : {}),
    ...(familyId ? { familyId } : {}),
    ...(matterId ? { matterId } : {}),
    ...(billingTimekeeperId ? { billingTimekeeperId } : {}),
    ...(least ? { thresholds: [least] } : {}),
    ...(chosen.asked ? { asked: true } : {}),
    ...(chosen.together ? { together: chosen.together } : {}),
  };
}

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
}

/** Which work, of whom, how much; and what becomes of what is there already. */
export function CriteriaFields({ chosen, onChange }: FieldsProps) {
  return (
    <>
      <Whose chosen={chosen} onChange={onChange} />
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

function Whose({ chosen, onChange }: FieldsProps) {
  const { today, firm } = useMe();
  const currencies = [...new Set(firm.entities.map((e) => e.currency))];
  const { clientId, currency, threshold } = chosen;
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
      <ClientLookUp
        w={200}
        value={clientId}
        onPick={(id) => onChange({ clientId: id, familyId: null })}
        placeholder="All clients"
      />
      {clientId === null ? null : (
        <FamilyLookUp
          w={200}
          clientId={clientId}
          value={chosen.familyId}
          onPick={(familyId) => onChange({ familyId })}
          placeholder="All families"
        />
      )}
      <MatterLookUp
        w={220}
        value={chosen.matterId}
        onPick={(matterId) => onChange({ matterId })}
        placeholder="All matters"
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
