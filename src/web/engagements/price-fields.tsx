import { Checkbox, MultiSelect, Select } from '@mantine/core';
import { useCodes } from '../parts/look-up.tsx';
import { Before, Choice, type Choices, type FieldsProps, ON, Price, Text } from './clause-parts.tsx';

const BILLED = [
  { value: 'as-worked', label: 'As worked, the rest with the last bill' },
  { value: 'at-once', label: 'With the first bill' },
];
const EVERY = [
  { value: 'month', label: 'Month' },
  { value: 'quarter', label: 'Quarter' },
  { value: 'year', label: 'Year' },
];
const MINIMUM_OF = [
  { value: 'bill', label: 'Each bill of a matter' },
  { value: 'life', label: 'Each matter in all, with its last bill' },
];
const SUCCESS_BY = [
  { value: 'percent', label: 'A part of what is achieved' },
  { value: 'amount', label: 'An amount' },
];

/** What prices and limits of a matter ask for. */
export function PriceFields({ matters, ...rest }: FieldsProps & { readonly matters: readonly Choices[] }) {
  const { draft, set } = rest;
  switch (draft.kind) {
    case 'blended':
      return (
        <>
          <Text of="rate" label="An hour" placeholder="420" required draft={draft} set={set} />
          <Text of="currency" label="Currency" placeholder="GBP" required draft={draft} set={set} />
        </>
      );
    case 'fixed':
      return (
        <>
          <Price {...rest} />
          <Choice of="billed" label="Billed" data={BILLED} {...rest} />
          <TaskCodes {...rest} />
          <Before {...rest} />
        </>
      );
    case 'subscription':
      return (
        <>
          <Price {...rest} />
          <Choice of="every" label="Each" data={EVERY} {...rest} />
          <OneMatter label="Charged on" matters={matters} {...rest} />
          <Text of="narrative" label="On the invoice" placeholder="Portfolio advice" required wide {...rest} />
          <TaskCodes {...rest} />
        </>
      );
    case 'minimum':
      return (
        <>
          <Price {...rest} />
          <Choice of="on" label="Of" data={ON} {...rest} />
          <Choice of="minimumOf" label="On" data={MINIMUM_OF} {...rest} />
          <Before {...rest} />
        </>
      );
    case 'collar':
      return (
        <>
          <Price {...rest} />
          <Text of="percent" label="Percent either way" placeholder="10" required {...rest} />
          <Choice of="on" label="Of" data={ON} {...rest} />
          <Before {...rest} />
        </>
      );
    case 'success':
      return (
        <>
          <Choice of="successBy" label="The fee is" data={SUCCESS_BY} {...rest} />
          {draft.successBy === 'percent' ? (
            <Text of="percent" label="Percent" placeholder="5" required {...rest} />
          ) : (
            <Text of="amount" label="Amount before tax" placeholder="10,000" required {...rest} />
          )}
          <Text of="currency" label="Currency" placeholder="GBP" required {...rest} />
        </>
      );
    case 'retainer':
      return (
        <>
          <Price {...rest} />
          <Text of="floor" label="Fill it up again below" placeholder="leave empty where it isn’t" {...rest} />
          <OneMatter label="Billed to the payers of" matters={matters} {...rest} />
          <Checkbox
            className="wide"
            label="For the work of all the client’s matters"
            checked={draft.wholeClient}
            onChange={(e) => set({ wholeClient: e.currentTarget.checked })}
          />
        </>
      );
    case 'discount':
    case 'holdback':
    case 'volume':
    case 'cap':
    case 'other':
      return null;
  }
}

function OneMatter({
  label,
  matters,
  draft,
  set,
}: FieldsProps & { readonly label: string; readonly matters: readonly Choices[] }) {
  return (
    <Select
      label={label}
      required
      searchable
      data={[...matters]}
      value={draft.matterId === '' ? null : draft.matterId}
      onChange={(matterId) => set({ matterId: matterId ?? '' })}
    />
  );
}

function TaskCodes({ draft, set }: FieldsProps) {
  const codes = useCodes('task');
  return (
    <MultiSelect
      className="wide"
      label="For the time of these task codes"
      description="None: for all fees."
      searchable
      clearable
      limit={60}
      data={codes}
      value={[...draft.taskCodes]}
      onChange={(taskCodes) => set({ taskCodes })}
    />
  );
}
