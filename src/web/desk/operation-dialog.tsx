import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { type Chosen, NOTHING_CHOSEN, OperationFields, operationFrom } from './operation-fields.tsx';
import { type Line, type OnLines, type OperationName, OPERATIONS, type Sheet, withLines } from './operations.ts';
import { ReasonField, useReasons } from './reason-field.tsx';
import { RehearsalResult, useRehearsal } from './rehearsal.tsx';

interface OperationDialogProps {
  readonly sheet: Sheet;
  readonly name: OperationName;
  readonly lines: readonly Line[];
  readonly onDo: (operation: OnLines, ids: readonly string[]) => void;
  readonly onClose: () => void;
}

const REASONS_OF: Partial<Record<OperationName, string>> = {
  hold: 'hold',
  purge: 'purge',
  transfer: 'transfer',
};

/** One dialog for every operation: what, why, and its effect in lines and money before it is done. */
export function OperationDialog({ sheet, name, lines, onDo, onClose }: OperationDialogProps) {
  const reasonsOf = REASONS_OF[name] ?? 'write-down';
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [picked, setReason] = useState<string | null>(null);
  const offered = useReasons(reasonsOf)[0];
  const reason = picked ?? offered ?? '';
  const ids = lines.map((line) => line.id);
  const bare = operationFrom(name, chosen, reason, lines);
  const rehearsal = useRehearsal(sheet.id, bare ? withLines(bare, sheet, ids) : null);
  const ready = bare !== null && rehearsal.current && rehearsal.rehearsed.isSuccess;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || !bare) return;
    onDo(bare, ids);
    onClose();
  };
  const word = OPERATIONS.find((operation) => operation.name === name)?.word ?? '';
  const what = name === 'no-charge' && lines.every((line) => line.noCharge) ? 'Charge again' : word;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${what}: ${counted(lines.length, 'line')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <OperationFields
          name={name}
          chosen={chosen}
          onChange={(part) => setChosen((before) => ({ ...before, ...part }))}
        />
        <ReasonField operation={reasonsOf} mt={10} value={reason} onChange={setReason} required />
        <RehearsalResult of={rehearsal} />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            aria-disabled={!ready}
            {...(ready ? {} : { 'data-disabled': true })}
            {...(name === 'hold' || name === 'no-charge' || name === 're-rate' ? { 'data-autofocus': true } : {})}
          >
            Do it
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
