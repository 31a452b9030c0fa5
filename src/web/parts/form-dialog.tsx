import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Refused } from '../api/client.ts';
import { type Field, FormField } from './form-field.tsx';
import { Refusal } from './page.tsx';

export type Values = Readonly<Record<string, string>>;

interface FormProps {
  readonly fields: readonly Field[];
  readonly initial: Values;
  readonly action: string;
  /** throws what the server refused; then all that was typed stays */
  readonly onSubmit: (values: Values) => Promise<void>;
  readonly onCancel?: () => void;
  readonly onDirty?: (dirty: boolean) => void;
}

/** A form from a list of fields: label above, help beneath, errors at the field and at the top, Enter submits. */
function Form({ fields, initial, action, onSubmit, onCancel, onDirty }: FormProps) {
  const [values, setValues] = useState<Values>(initial);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  const set = (name: string, value: string): void => {
    setValues((before) => ({ ...before, [name]: value }));
    onDirty?.(true);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // Enter pressed again before the form has closed is not another wish.
    if (under.current) return;
    under.current = true;
    setBusy(true);
    setError(null);
    try {
      await onSubmit(values);
    } catch (refused) {
      setError(refused);
    } finally {
      under.current = false;
      setBusy(false);
    }
  };
  const where = error instanceof Refused ? (error.refusal.where ?? '') : '';
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Refusal error={error} />
      <div className="form-grid">
        {fields.map((field, index) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            values={values}
            first={index === 0}
            onChange={(value) => set(field.name, value)}
            error={where === field.name || where.split('.')[0] === field.name ? 'See above.' : undefined}
          />
        ))}
      </div>
      <Group justify="flex-end" mt="md" gap="xs">
        {onCancel ? (
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Group>
    </form>
  );
}

interface DialogProps extends Omit<FormProps, 'onCancel' | 'onDirty'> {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: string;
}

/** The same form in a dialog; Esc asks only when something typed would be lost. */
export function FormDialog({ title, onClose, size = 'lg', ...form }: DialogProps) {
  const [dirty, setDirty] = useState(false);
  const leave = (): void => {
    if (!dirty || window.confirm('Leave without saving? What you typed would be lost.')) onClose();
  };
  return (
    <Modal opened onClose={leave} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Form {...form} onCancel={leave} onDirty={setDirty} />
    </Modal>
  );
}
