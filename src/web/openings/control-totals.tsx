import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { AmountField } from '../parts/amount-field.tsx';

export interface Total {
  readonly currency: string;
  readonly typed: string;
}

interface ControlTotalsProps {
  readonly totals: readonly Total[];
  readonly onChange: (totals: readonly Total[]) => void;
}

/** What the earlier books say, one amount per currency. */
export function ControlTotals({ totals, onChange }: ControlTotalsProps) {
  const set = (index: number, part: Partial<Total>): void =>
    onChange(totals.map((total, i) => (i === index ? { ...total, ...part } : total)));
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="small" style={{ fontWeight: 500, padding: 0 }}>
        Control totals, from the earlier books
      </legend>
      <div className="filters">
        {totals.map((total, index) => (
          <span key={index} style={{ display: 'inline-flex', gap: 4, alignItems: 'flex-start' }}>
            <TextInput
              aria-label={`Currency of control total ${index + 1}`}
              w={62}
              maxLength={3}
              autoComplete="off"
              value={total.currency}
              onChange={(event) => set(index, { currency: event.currentTarget.value.toUpperCase() })}
            />
            <AmountField
              aria-label={`Control total ${index + 1}`}
              w={140}
              currency={total.currency.length === 3 ? total.currency : 'USD'}
              value={total.typed}
              onValue={(typed) => set(index, { typed })}
            />
            {totals.length > 1 ? (
              <ActionIcon
                aria-label={`Remove control total ${index + 1}`}
                onClick={() => onChange(totals.filter((_, i) => i !== index))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            ) : null}
          </span>
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...totals, { currency: '', typed: '' }])}
        >
          Another currency
        </Button>
      </div>
    </fieldset>
  );
}
