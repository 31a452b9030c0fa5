import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import type { Draft } from './clause-draft.ts';
import { Choice, type Choices, type FieldsProps, ON, Text } from './clause-parts.tsx';
import { PriceFields } from './price-fields.tsx';

const OVER = [
  { value: 'calendar-year', label: 'Calendar year' },
  { value: 'engagement-year', label: 'Year of the engagement' },
];

/** What each kind of clause asks for. */
export function TermsFields({ matters, ...rest }: FieldsProps & { readonly matters: readonly Choices[] }) {
  const { draft, set } = rest;
  switch (draft.kind) {
    case 'blended':
    case 'fixed':
    case 'subscription':
    case 'minimum':
    case 'collar':
    case 'success':
    case 'retainer':
      return <PriceFields {...rest} matters={matters} />;
    case 'discount':
      return (
        <>
          <Text of="percent" label="Percent off" placeholder="10" required draft={draft} set={set} />
          <Choice of="on" label="Of" data={ON} draft={draft} set={set} />
        </>
      );
    case 'holdback':
      return (
        <>
          <Text of="percent" label="Percent held back" placeholder="10" required draft={draft} set={set} />
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
