import { EVENT_STATES, saveDocketEvent } from '../../modules/docket/contract.ts';
import { useDo } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { say } from '../parts/say.ts';
import { sentenceCase } from '../parts/state.tsx';
import type { DocketRow } from './events.tsx';

interface EventFormProps {
  /** null: a new one */
  readonly event: DocketRow | null;
  readonly matterId?: string;
  readonly onClose: () => void;
}

/** An event or task written by hand, or changed. */
export function EventForm({ event, matterId = '', onClose }: EventFormProps) {
  const { today } = useMe();
  const save = useDo(saveDocketEvent);
  return (
    <FormDialog
      title={event ? `Change ${event.name}` : 'Write an event or task'}
      action="Save"
      onClose={onClose}
      initial={{
        matterId: event?.matterId ?? matterId,
        name: event?.name ?? '',
        code: event?.code ?? '',
        state: event?.state ?? 'completed',
        eventDay: event?.eventDay ?? '',
        dueDay: event?.dueDay ?? '',
        completedDay: event?.completedDay ?? (event ? '' : today),
        note: event?.note ?? '',
      }}
      fields={[
        {
          name: 'matterId',
          label: 'Matter',
          kind: 'matter',
          needed: true,
          wide: true,
          ...(event ? { known: event.matter } : {}),
        },
        { name: 'name', label: 'What', needed: true, wide: true, help: 'In the words that billing rules go by.' },
        { name: 'code', label: 'Code' },
        {
          name: 'state',
          label: 'State',
          kind: 'choice',
          needed: true,
          options: EVENT_STATES.map((value) => ({ value, label: sentenceCase(value) })),
        },
        { name: 'eventDay', label: 'Happened on', kind: 'day' },
        { name: 'dueDay', label: 'Due on', kind: 'day', help: 'With a due day it is a task.' },
        { name: 'completedDay', label: 'Completed on', kind: 'day', when: (v) => v['state'] === 'completed' },
        { name: 'note', label: 'Note', kind: 'lines', wide: true },
      ]}
      onSubmit={async (v) => {
        const answer = await save.mutateAsync({
          input: {
            ...(event ? { id: event.id, version: event.version } : {}),
            matterId: v['matterId'] ?? '',
            name: v['name'] ?? '',
            code: v['code'] ?? '',
            state: v['state'] as 'open',
            eventDay: orNull(v['eventDay']),
            dueDay: orNull(v['dueDay']),
            completedDay: v['state'] === 'completed' ? orNull(v['completedDay']) : null,
            note: v['note'] ?? '',
          },
        });
        if (answer.proposed + answer.done > 0)
          say(`Saved. By the billing rules ${answer.proposed} proposed, ${answer.done} done.`);
        onClose();
      }}
    />
  );
}
