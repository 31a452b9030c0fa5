import { Checkbox } from '@mantine/core';
import { amountText, type MoneyWire } from '../../kernel/money.ts';
import { showTolerance } from '../../modules/receivables/contract/receipts.ts';
import { useAsk } from '../api/use.ts';

/** Whether a rest is so small that its entity may keep it. In another currency only the rehearsal on the receipt knows. */
export function useMayKeep(entityId: string, left: MoneyWire | null): boolean {
  const upTo = useAsk(showTolerance, { entityId }, { enabled: entityId !== '' }).data?.upTo;
  if (left === null || upTo === undefined || BigInt(left.minor) <= 0n) return false;
  return left.currency === upTo.currency && BigInt(left.minor) <= BigInt(upTo.minor);
}

interface KeepRestProps {
  readonly left: MoneyWire;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** The few cents too much that nobody will put on an invoice or ask back. */
export function KeepRest({ left, checked, onChange }: KeepRestProps) {
  return (
    <Checkbox
      mb={10}
      label={`Keep ${amountText(BigInt(left.minor), left.currency)} ${left.currency} as a small difference`}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
