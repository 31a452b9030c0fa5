import { Button, Group, Modal, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Amount, moneyFrom, percentText, ppmFrom } from '../parts/money.tsx';
import type { Operation, Sheet } from './operations.ts';
import { ReasonField } from './reason-field.tsx';
import { RehearsalResult, useRehearsal } from './rehearsal.tsx';

const SPREADS = [
  { value: 'by-value', label: 'Over all lines by bill value' },
  { value: 'by-hours', label: 'By hours' },
  { value: 'timekeepers', label: 'To named timekeepers' },
  { value: 'fees-only', label: 'Over fees only' },
  { value: 'soft-costs-only', label: 'Over soft costs only' },
];

interface AdjustProps {
  readonly sheet: Sheet;
  readonly proposing: boolean;
  readonly onDo: (operation: Operation) => void;
  readonly onClose: () => void;
}

/** A discount or premium on the whole proforma, spread over its lines so that they still add up. */
export function AdjustDialog({ sheet, proposing, onDo, onClose }: AdjustProps) {
  const [kind, setKind] = useState<Kind>('Discount');
  const [words, setWords] = useState<string | null>(null);
  const label = words ?? kind;
  const [how, setHow] = useState('percent');
  const [value, setValue] = useState('');
  const [spread, setSpread] = useState('by-value');
  const [whose, setWhose] = useState<string[]>([]);
  const [matters, setMatters] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const base = adjustment(sheet.currency, label, kind, how, value, spread, reason);
  const named = spread === 'timekeepers';
  const spreadTo = base && named ? (whose.length > 0 ? { ...base, timekeeperIds: whose } : null) : base;
  const operation = spreadTo && matters.length > 0 ? { ...spreadTo, matterIds: matters } : spreadTo;
  const rehearsal = useRehearsal(sheet.id, operation, proposing);
  const ready = operation !== null && rehearsal.current && rehearsal.rehearsed.isSuccess;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || !operation) return;
    onDo(operation);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Adjustment" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <SegmentedControl
          aria-label="Discount or premium"
          data={['Discount', 'Premium']}
          value={kind}
          onChange={setKind}
        />
        <TextInput
          mt={10}
          label="Words on the invoice"
          value={label}
          onChange={(e) => setWords(e.currentTarget.value)}
          required
        />
        <SegmentedControl
          mt={10}
          aria-label="Percent or amount"
          data={[
            { value: 'percent', label: 'Percent' },
            { value: 'amount', label: `Amount, ${sheet.currency}` },
          ]}
          value={how}
          onChange={setHow}
        />
        <TextInput
          mt={8}
          label={how === 'percent' ? 'Percent' : 'Amount'}
          description={kind === 'Discount' ? 'Taken off the bill.' : 'Added to the bill.'}
          error={value.trim() === '' ? null : wrongIn(how, value, sheet.currency)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value}
          onChange={(e) => setValue(e.currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
        <Select
          mt={10}
          label="Spread"
          data={SPREADS}
          value={spread}
          onChange={(v) => setSpread(v ?? 'by-value')}
          allowDeselect={false}
        />
        {named ? (
          <MultiSelect
            mt={10}
            label="Timekeepers"
            data={timekeepersOn(sheet)}
            value={whose}
            onChange={setWhose}
            placeholder="Whose time it is spread over"
          />
        ) : null}
        {sheet.matters.length > 1 ? (
          <MultiSelect
            mt={10}
            label="Of which matters"
            data={sheet.matters.map((matter) => ({ value: matter.id, label: `${matter.number} ${matter.name}` }))}
            value={matters}
            onChange={setMatters}
            {...(matters.length === 0 ? { placeholder: 'All of them' } : {})}
            clearable
          />
        ) : null}
        <ReasonField operation="adjust" mt={10} value={reason} onChange={setReason} required />
        <RehearsalResult of={rehearsal} payers={sheet.payers} />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready}>
            {proposing ? 'Propose it' : 'Do it'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Who has time on the proforma. */
function timekeepersOn(sheet: Sheet): { value: string; label: string }[] {
  const names = new Map(
    sheet.lines.flatMap((line) => (line.timekeeperId === null ? [] : [[line.timekeeperId, line.timekeeperName]])),
  );
  return [...names].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label));
}

type Kind = 'Discount' | 'Premium';

/** Without its sign: which way it goes is chosen, not typed. */
function unsigned(typed: string): string {
  return typed.trim().replace(/^[-−]/, '');
}

function wrongIn(how: string, typed: string, currency: string): string | null {
  if (how === 'amount')
    return moneyFrom(unsigned(typed), currency) === null ? `Write an amount in ${currency}, such as 1234.50.` : null;
  const ppm = ppmFrom(unsigned(typed));
  return ppm === null || ppm === 0 || ppm > 1_000_000 ? 'Write a percentage up to 100, such as 7.5.' : null;
}

function adjustment(
  currency: string,
  label: string,
  kind: Kind,
  how: string,
  value: string,
  spread: string,
  reason: string,
): Extract<Operation, { do: 'adjust' }> | null {
  if (label.trim() === '' || reason.trim() === '' || wrongIn(how, value, currency) !== null) return null;
  const shared = { do: 'adjust', label, reason, spread: spread as 'by-value' } as const;
  if (how === 'percent') {
    const ppm = ppmFrom(unsigned(value));
    return ppm === null ? null : { ...shared, percentPpm: kind === 'Discount' ? -ppm : ppm };
  }
  const amount = moneyFrom(unsigned(value), currency);
  if (amount === null) return null;
  return { ...shared, amount: kind === 'Discount' ? { ...amount, minor: (-BigInt(amount.minor)).toString() } : amount };
}

/** The adjustments made by hand that stand, and of clauses those that no clause accounts for by now; each to be taken away again. */
export function Adjustments({ sheet, onDo }: { sheet: Sheet; onDo?: (operation: Operation) => void }) {
  const acting = new Set(sheet.terms.steps.map((step) => step.clauseId));
  const made = sheet.adjustments.filter((a) => a.clauseId === null || !acting.has(a.clauseId));
  if (made.length === 0) return null;
  return (
    <table className="ruled" style={{ marginBottom: 14, maxWidth: 760 }}>
      <thead>
        <tr>
          <th>Adjustment</th>
          <th>Spread</th>
          <th>Reason</th>
          <th className="num">Effect</th>
          {onDo ? <th /> : null}
        </tr>
      </thead>
      <tbody>
        {made.map((a) => (
          <tr key={a.id}>
            <td>
              {a.label} {a.percentPpm === null ? '' : percentText(a.percentPpm)}
            </td>
            <td>
              {SPREADS.find((s) => s.value === a.spread)?.label ?? 'As agreed'}
              {a.matters.length > 0 ? <span className="quiet"> of {a.matters.join(', ')}</span> : null}
            </td>
            <td className="quiet">{a.reason}</td>
            <td className="num">
              <Amount of={a.effect} />
            </td>
            {onDo && a.clauseId === null ? (
              <td className="num">
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onDo({ do: 'remove-adjustment', adjustmentId: a.id, reason: '' })}
                >
                  Remove
                </Button>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
