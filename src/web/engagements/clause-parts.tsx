import { Select, TextInput } from '@mantine/core';
import type { Draft } from './clause-draft.ts';

export const ON = [
  { value: 'fees', label: 'Fees' },
  { value: 'fees-and-charges', label: 'Fees and charges' },
];

export interface Choices {
  readonly value: string;
  readonly label: string;
}

export interface FieldsProps {
  readonly draft: Draft;
  readonly set: (more: Partial<Draft>) => void;
}

interface TextProps extends FieldsProps {
  readonly of: 'percent' | 'currency' | 'amount' | 'already' | 'rate' | 'narrative' | 'floor';
  readonly label: string;
  readonly placeholder: string;
  readonly required?: boolean;
  readonly description?: string;
  /** over both columns */
  readonly wide?: boolean;
}

/** What is typed into one field of a clause. */
export function Text({ of, draft, set, wide = false, ...shown }: TextProps) {
  return (
    <TextInput
      {...shown}
      className={wide ? 'wide' : ''}
      value={draft[of]}
      onChange={(e) => set({ [of]: e.currentTarget.value })}
    />
  );
}

interface ChoiceProps extends FieldsProps {
  readonly of: 'on' | 'over' | 'per' | 'billed' | 'every' | 'minimumOf' | 'successBy';
  readonly label: string;
  readonly data: readonly Choices[];
}

/** One of a few, for one field of a clause. */
export function Choice({ of, label, data, draft, set }: ChoiceProps) {
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

/** An amount with its currency. */
export function Price(props: FieldsProps) {
  return (
    <>
      <Text of="amount" label="Amount before tax" placeholder="10,000" required {...props} />
      <Text of="currency" label="Currency" placeholder="GBP" required {...props} />
    </>
  );
}

export function Before(props: FieldsProps) {
  return (
    <Text
      of="already"
      label="Billed before it is kept here"
      placeholder="0.00"
      description="Only where the engagement names one matter."
      {...props}
    />
  );
}
