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

interface TextProps extends FieldsProps {
  readonly of: 'percent' | 'currency' | 'amount' | 'already';
  readonly label: string;
  readonly placeholder: string;
  readonly required?: boolean;
}

function Text({ of, draft, set, ...shown }: TextProps) {
  return <TextInput {...shown} value={draft[of]} onChange={(e) => set({ [of]: e.currentTarget.value })} />;
}

interface ChoiceProps extends FieldsProps {
  readonly of: 'on' | 'over' | 'per';
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ of, label, data, draft, set }: ChoiceProps) {
  return (
    <Select
      label={label}
      data={[...data]}
      allowDeselect={false}
      value={draft[of]}
      onChange={(value) => set({ [of]: value ?? draft[of] })}
    />
  );
}

/** What each kind of clause asks for. */
export function TermsFields({ draft, set }: FieldsProps) {
  switch (draft.kind) {
    case 'discount':
      return (
        <>
          <Text of="percent" label="Percent off" placeholder="10" required draft={draft} set={set} />
          <Choice of="on" label="Of" data={ON} draft={draft} set={set} />
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
      <Text of="currency" label="Currency" placeholder="GBP" required draft={draft} set={set} />
      <Choice of="over" label="Fees of a" data={OVER} draft={draft} set={set} />
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
      <Text of="already" label="Billed this year before it is kept here" placeholder="0.00" draft={draft} set={set} />
    </>
  );
}

function CapFields({ draft, set }: FieldsProps) {
  return (
    <>
      <Text of="amount" label="Amount before tax" placeholder="10,000" required draft={draft} set={set} />
      <Text of="currency" label="Currency" placeholder="GBP" required draft={draft} set={set} />
      <Choice of="on" label="On" data={[...ON, { value: 'all', label: 'All amounts' }]} draft={draft} set={set} />
      <Choice
        of="per"
        label="For"
        data={[
          { value: 'matter', label: 'Each matter' },
          { value: 'engagement', label: 'The engagement in all' },
        ]}
        draft={draft}
        set={set}
      />
      <Choice
        of="over"
        label="Over"
        data={[{ value: 'life', label: 'Its whole life' }, ...OVER]}
        draft={draft}
        set={set}
      />
      <Text of="already" label="Billed before it is kept here" placeholder="0.00" draft={draft} set={set} />
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
