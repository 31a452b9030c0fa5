import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import type { Draft } from './clause-draft.ts';

const ON = [
  { value: 'fees', label: 'Fees' },
  { value: 'fees-and-charges', label: 'Fees and charges' },
];
const OVER = [
  { value: 'calendar-year', label: 'Calendar year' },
  { value: 'engagement-year', label: 'Year of the engagement' },
];

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (more: Partial<Draft>) => void;
}

/** What each kind of clause asks for. */
export function TermsFields({ draft, set }: FieldsProps) {
  switch (draft.kind) {
    case 'discount':
      return (
        <>
          <TextInput
            label="Percent off"
            required
            placeholder="10"
            value={draft.percent}
            onChange={(e) => set({ percent: e.currentTarget.value })}
          />
          <Select
            label="Of"
            data={ON}
            allowDeselect={false}
            value={draft.on}
            onChange={(on) => set({ on: on as Draft['on'] })}
          />
        </>
      );
    case 'volume':
      return <VolumeFields draft={draft} set={set} />;
    case 'cap':
      return <CapFields draft={draft} set={set} />;
    case 'other':
      return null;
  }
}

function VolumeFields({ draft, set }: FieldsProps) {
  const change = (at: number, more: Partial<Draft['tiers'][number]>): void =>
    set({ tiers: draft.tiers.map((tier, i) => (i === at ? { ...tier, ...more } : tier)) });
  return (
    <>
      <TextInput
        label="Currency"
        required
        placeholder="GBP"
        value={draft.currency}
        onChange={(e) => set({ currency: e.currentTarget.value })}
      />
      <Select
        label="Fees of a"
        data={OVER}
        allowDeselect={false}
        value={draft.over}
        onChange={(over) => set({ over: over as Draft['over'] })}
      />
      <div className="wide">
        {draft.tiers.map((tier, at) => (
          <Group key={at} gap="xs" grow mb={6}>
            <TextInput
              label={at === 0 ? 'Fees above' : ''}
              aria-label={`Tier ${at + 1}: fees above`}
              placeholder="50,000"
              value={tier.above}
              onChange={(e) => change(at, { above: e.currentTarget.value })}
            />
            <TextInput
              label={at === 0 ? 'Percent off that part' : ''}
              aria-label={`Tier ${at + 1}: percent`}
              placeholder="5"
              value={tier.percent}
              onChange={(e) => change(at, { percent: e.currentTarget.value })}
            />
          </Group>
        ))}
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => set({ tiers: [...draft.tiers, { above: '', percent: '' }] })}
          >
            Another tier
          </Button>
          {draft.tiers.length > 1 ? (
            <Button size="compact-xs" variant="default" onClick={() => set({ tiers: draft.tiers.slice(0, -1) })}>
              Fewer
            </Button>
          ) : null}
        </Group>
      </div>
      <TextInput
        label="Billed this year before it is kept here"
        placeholder="0.00"
        value={draft.already}
        onChange={(e) => set({ already: e.currentTarget.value })}
      />
    </>
  );
}

function CapFields({ draft, set }: FieldsProps) {
  return (
    <>
      <TextInput
        label="Amount before tax"
        required
        placeholder="10,000"
        value={draft.amount}
        onChange={(e) => set({ amount: e.currentTarget.value })}
      />
      <TextInput
        label="Currency"
        required
        placeholder="GBP"
        value={draft.currency}
        onChange={(e) => set({ currency: e.currentTarget.value })}
      />
      <Select
        label="On"
        data={[...ON, { value: 'all', label: 'All amounts' }]}
        allowDeselect={false}
        value={draft.on}
        onChange={(on) => set({ on: on as Draft['on'] })}
      />
      <Select
        label="For"
        data={[
          { value: 'matter', label: 'Each matter' },
          { value: 'engagement', label: 'The engagement in all' },
        ]}
        allowDeselect={false}
        value={draft.per}
        onChange={(per) => set({ per: per as Draft['per'] })}
      />
      <Select
        label="Over"
        data={[{ value: 'life', label: 'Its whole life' }, ...OVER]}
        allowDeselect={false}
        value={draft.over}
        onChange={(over) => set({ over: over as Draft['over'] })}
      />
      <TextInput
        label="Billed before it is kept here"
        placeholder="0.00"
        value={draft.already}
        onChange={(e) => set({ already: e.currentTarget.value })}
      />
      <Checkbox
        className="wide"
        label="Hard: nothing above it is billed"
        description="A soft cap is told and not enforced."
        checked={draft.hard}
        onChange={(e) => set({ hard: e.currentTarget.checked })}
      />
    </>
  );
}
