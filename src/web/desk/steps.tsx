import { Button, Group, Menu, Modal, Radio, Select, Textarea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { approveProformas, moveProforma } from '../../modules/proformas/contract/moves.ts';
import { Refused } from '../api/client.ts';
import { useDo } from '../api/use.ts';
import { Refusal } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { BillDialog } from './bill-dialog.tsx';
import type { Sheet } from './operations.ts';
import { UntilFields } from './until-fields.tsx';

type Move =
  | 'start-review'
  | 'submit'
  | 'complete'
  | 'return'
  | 'reject'
  | 'withdraw'
  | 'recall'
  | 'defer'
  | 'hold'
  | 'resume'
  | 'close';
export type Step = Move | 'approve' | 'bill';

const STEPS: Readonly<Record<Step, { word: string; asks: boolean }>> = {
  bill: { word: 'Bill …', asks: true },
  approve: { word: 'Approve', asks: false },
  submit: { word: 'Submit to reviewer', asks: false },
  complete: { word: 'Complete', asks: false },
  resume: { word: 'Resume', asks: false },
  'start-review': { word: 'Start review', asks: false },
  return: { word: 'Return …', asks: true },
  reject: { word: 'Reject …', asks: true },
  recall: { word: 'Take back from review', asks: false },
  withdraw: { word: 'Withdraw approval …', asks: true },
  defer: { word: 'Defer …', asks: true },
  hold: { word: 'Put on hold …', asks: true },
  close: { word: 'Close …', asks: true },
};

function stepWord(step: Step): string {
  return STEPS[step].word;
}

/** What may be done now, the likeliest first. */
function stepsOf(sheet: Pick<Sheet, 'may'>): Step[] {
  return (Object.keys(STEPS) as Step[]).filter((step) => sheet.may.includes(step));
}

/** Takes the steps of one proforma once its edits are saved; those that need words or a day ask for them. */
export function useSteps(sheet: Sheet, whenSaved: () => Promise<Sheet | null>) {
  const [asking, setAsking] = useState<Step | null>(null);
  const move = useDo(moveProforma);
  const approve = useDo(approveProformas);
  const take = (step: Step): void => {
    if (STEPS[step].asks) return setAsking(step);
    // One's own edit under way would else be taken for somebody else's; where it isn't saved, the desk says so and waits.
    void whenSaved().then((now) => (now === null ? undefined : send(step, now)));
  };
  const send = (step: Step, { id, version }: Sheet): void => {
    if (step === 'approve') {
      approve.mutate(
        { input: { proformas: [{ id, version }] } },
        { onSuccess: () => say(`Proforma ${sheet.number} is approved.`), onError: sayRefused },
      );
      return;
    }
    move.mutate(
      { input: { id, version, move: step as Move } },
      {
        onSuccess: ({ sentence }) => say(sentence),
        // Whoever answers for another says how; others complete with one press.
        onError: (error) =>
          error instanceof Refused && error.refusal.code === 'needs-note' ? setAsking(step) : sayRefused(error),
      },
    );
  };
  return {
    steps: stepsOf(sheet),
    take,
    asking,
    close: () => setAsking(null),
    busy: move.isPending || approve.isPending,
  };
}

export function StepButtons({ steps, take, busy }: Pick<ReturnType<typeof useSteps>, 'steps' | 'take' | 'busy'>) {
  const [first, ...rest] = steps;
  if (first === undefined) return null;
  const plain: readonly Step[] = rest
    .filter((step) => step === 'approve' || step === 'return' || step === 'submit')
    .slice(0, 2);
  const more = rest.filter((step) => !plain.includes(step));
  return (
    <Group gap={6}>
      <Button loading={busy} onClick={() => take(first)} title="Ctrl+Enter">
        {stepWord(first)}
      </Button>
      {plain.map((step) => (
        <Button key={step} variant="default" onClick={() => take(step)}>
          {stepWord(step)}
        </Button>
      ))}
      {more.length > 0 ? (
        <Menu position="bottom-end" shadow="sm">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={13} aria-hidden />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((step) => (
              <Menu.Item key={step} onClick={() => take(step)}>
                {stepWord(step)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </Group>
  );
}

export function StepDialog({ sheet, step, onClose }: { sheet: Sheet; step: Step; onClose: () => void }) {
  const navigate = useNavigate();
  if (step !== 'bill') return <NoteDialog sheet={sheet} step={step as Move} onClose={onClose} />;
  return (
    <BillDialog
      proformas={[sheet]}
      onClose={onClose}
      onBilled={(invoices) => {
        say(`Billed as ${invoices.map((i) => i.number).join(', ')}.`);
        if (invoices[0]) void navigate(`/invoices/${invoices[0].id}`);
      }}
    />
  );
}

const NOT_YET = { untilDay: '', untilEventId: null };
const DEFERRAL = {
  empty: 'The day, or what has to happen, whichever comes first.',
  ends: 'It goes back to pre-review when this is marked on the matter’s page.',
};

function NoteDialog({ sheet, step, onClose }: { sheet: Sheet; step: Move; onClose: () => void }) {
  const [note, setNote] = useState('');
  const [until, setUntil] = useState<{ untilDay: string; untilEventId: string | null }>(NOT_YET);
  const [matterId, setMatter] = useState(sheet.matter.id);
  const [edits, setEdits] = useState<'keep' | 'give-up' | ''>('');
  const move = useDo(moveProforma);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    move.mutate(
      {
        input: {
          id: sheet.id,
          version: sheet.version,
          move: step,
          note,
          untilDay: until.untilDay === '' ? null : until.untilDay,
          untilEventId: until.untilEventId,
          ...(edits === '' ? {} : { edits }),
        },
      },
      {
        onSuccess: ({ sentence }) => {
          say(sentence);
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={stepWord(step).replace(' …', '')}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Refusal error={move.error} />
        <Textarea
          label="Why"
          description="The next person reads this."
          inputWrapperOrder={['label', 'input', 'description']}
          autosize
          minRows={3}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
          data-autofocus
        />
        {step === 'defer' && sheet.matters.length > 1 ? (
          <Select
            mt={10}
            label="Of which matter"
            data={sheet.matters.map((matter) => ({ value: matter.id, label: `${matter.number} ${matter.name}` }))}
            value={matterId}
            onChange={(id) => {
              setMatter(id ?? sheet.matter.id);
              setUntil((before) => ({ ...before, untilEventId: null }));
            }}
            allowDeselect={false}
          />
        ) : null}
        {step === 'defer' ? (
          <UntilFields
            matterId={matterId}
            untilDay={until.untilDay}
            untilEventId={until.untilEventId}
            onChange={(part) => setUntil((before) => ({ ...before, ...part }))}
            spoken={DEFERRAL}
          />
        ) : null}
        {step === 'close' ? (
          <Radio.Group mt={10} label="The edits made here" value={edits} onChange={(v) => setEdits(v)}>
            <Radio mt={6} value="keep" label="Keep them on the cards" />
            <Radio mt={6} value="give-up" label="Give them up" />
          </Radio.Group>
        ) : null}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={move.isPending}>
            {stepWord(step).replace(' …', '')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
