import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { makeProposal } from '../../modules/proformas/contract/proposals.ts';
import { Refused } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { say, sayRefused } from '../parts/say.ts';
import { type Chosen, NOTHING_CHOSEN, OperationFields, operationFrom, WITHOUT_REASON } from './operation-fields.tsx';
import { type Line, type OnLines, type OperationName, OPERATIONS, type Sheet, withLines } from './operations.ts';
import { ReplaceFields, ReplacePreview } from './word-fields.tsx';
import { ReasonField, useReasons } from './reason-field.tsx';
import { RehearsalResult, useRehearsal } from './rehearsal.tsx';

interface OperationDialogProps {
  readonly sheet: Sheet;
  readonly name: OperationName;
  readonly lines: readonly Line[];
  /** how many were chosen on purpose, not only lay under the cursor */
  readonly selected: number;
  /** it will be proposed, not done */
  readonly proposing: boolean;
  readonly onDo: (operation: OnLines, ids: readonly string[]) => void;
  readonly onClose: () => void;
}

const REASONS_OF: Partial<Record<OperationName, string>> = {
  hold: 'hold',
  purge: 'purge',
  transfer: 'transfer',
  'no-charge': 'no-charge',
  're-rate': 're-rate',
  divide: 'divide',
  combine: 'combine',
  replace: 'words',
  split: 'split',
};

/** One dialog for every operation: what, why, and its effect in lines and money before it is done. */
export function OperationDialog({ sheet, name, lines, selected, proposing, onDo, onClose }: OperationDialogProps) {
  const reasonsOf = REASONS_OF[name] ?? 'write-down';
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [picked, setReason] = useState<string | null>(null);
  const offered = useReasons(reasonsOf)[0];
  const [everywhere, setEverywhere] = useState(false);
  const reason = picked ?? (WITHOUT_REASON.has(name) ? '' : (offered ?? ''));
  const change = (part: Partial<Chosen>): void => setChosen((before) => ({ ...before, ...part }));
  const meant = name === 'replace' && (everywhere || selected === 0) ? sheet.lines : lines;
  const ids = meant.map((line) => line.id);
  const bare = operationFrom(name, chosen, reason, meant, sheet.payers);
  const whole = bare ? withLines(bare, sheet, ids) : null;
  const rehearsal = useRehearsal(sheet.id, whole, proposing);
  const ask = useDo(makeProposal);
  // What is above one's own limit can be asked for, and another person's limit decides.
  const mayAsk =
    rehearsal.current &&
    rehearsal.rehearsed.error instanceof Refused &&
    rehearsal.rehearsed.error.refusal.code === 'over-limit';
  const askForIt = (): void => {
    if (whole === null) return;
    ask.mutate(
      { input: { proformaId: sheet.id, operation: whole } },
      {
        onSuccess: ({ sentence }) => {
          say(sentence);
          onClose();
        },
        onError: sayRefused,
      },
    );
  };
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
      title={`${what}: ${counted(meant.length, 'line')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        {name === 'replace' ? (
          <ReplaceFields
            words={chosen.words}
            selected={selected}
            all={sheet.lines.length}
            everywhere={everywhere}
            onChange={(part) => change({ words: { ...chosen.words, ...part } })}
            onEverywhere={setEverywhere}
          />
        ) : (
          <OperationFields name={name} lines={lines} sheet={sheet} chosen={chosen} onChange={change} />
        )}
        <ReasonField
          operation={reasonsOf}
          mt={10}
          value={reason}
          onChange={setReason}
          required={!WITHOUT_REASON.has(name)}
        />
        {name === 'combine' && lines.length < 2 ? (
          <p className="quiet small">Select two lines or more: Space selects the line under the cursor.</p>
        ) : (
          <RehearsalResult of={rehearsal} payers={sheet.payers} />
        )}
        {name === 'replace' ? (
          <ReplacePreview before={sheet.lines} after={rehearsal.rehearsed.data?.changes?.lines ?? []} />
        ) : null}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {mayAsk ? (
            <Button variant="default" loading={ask.isPending} onClick={askForIt}>
              Ask for it
            </Button>
          ) : null}
          <Button
            type="submit"
            aria-disabled={!ready}
            {...(ready ? {} : { 'data-disabled': true })}
            {...(name === 'hold' || name === 'no-charge' || name === 're-rate' ? { 'data-autofocus': true } : {})}
          >
            {proposing ? 'Propose it' : 'Do it'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
