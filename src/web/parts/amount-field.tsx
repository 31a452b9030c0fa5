import { TextInput, type TextInputProps } from '@mantine/core';
import { moneyFrom } from './money.tsx';

interface AmountFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly currency: string;
  readonly value: string;
  readonly onValue: (typed: string) => void;
}

/** An amount as people type it, in one currency; what can't be read stays and is said. */
export function AmountField({ currency, value, onValue, ...rest }: AmountFieldProps) {
  const wrong = value.trim() !== '' && moneyFrom(value, currency) === null;
  return (
    <TextInput
      placeholder="0.00"
      inputMode="decimal"
      autoComplete="off"
      {...rest}
      error={wrong ? `Write an amount in ${currency}, such as 1234.50.` : rest.error}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      styles={{ input: { textAlign: 'right' } }}
    />
  );
}

/** Minor units of what is typed, when it is above zero. */
export function minorTyped(typed: string, currency: string): string | null {
  const money = moneyFrom(typed, currency);
  return money === null || BigInt(money.minor) <= 0n ? null : money.minor;
}
