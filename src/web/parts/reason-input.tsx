import { TextInput, type TextInputProps } from '@mantine/core';

interface ReasonInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A reason in one’s own words. */
export function ReasonInput({ value, onValue, ...rest }: ReasonInputProps) {
  return (
    <TextInput
      label="Reason"
      maxLength={300}
      required
      autoComplete="off"
      {...rest}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}
