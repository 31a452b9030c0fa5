import { Button } from '@mantine/core';
import { useState } from 'react';
import { correctCard, holdCards, releaseCards, takeBackCard } from '../../modules/cards/contract.ts';
import { useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { orNull } from '../parts/lines.ts';
import { sayRefused } from '../parts/say.ts';
import type { Card } from './card.tsx';

/** What may be done with a card as it stands; anything else has its reason in the sentence above. */
export function Actions({ card }: { card: Card }) {
  const may = useMay();
  const [open, setOpen] = useState<'correct' | 'take-back' | 'hold' | null>(null);
  const correct = useDo(correctCard);
  const takeBack = useDo(takeBackCard);
  const hold = useDo(holdCards);
  const release = useDo(releaseCards);
  const close = (): void => setOpen(null);
  const { id, version } = card;
  const state = card.where.state;
  const unbilled = state === 'unbilled' || state === 'held' || state === 'on-proforma';
  return (
    <>
      {may('record work') && unbilled ? (
        <Button variant="default" onClick={() => setOpen('correct')}>
          Correct
        </Button>
      ) : null}
      {may('edit proformas') && state === 'unbilled' ? (
        <Button variant="default" onClick={() => setOpen('hold')}>
          Hold
        </Button>
      ) : null}
      {may('edit proformas') && state === 'held' ? (
        <Button variant="default" onClick={() => release.mutate({ input: { cardIds: [id] } }, { onError: sayRefused })}>
          Release
        </Button>
      ) : null}
      {may('record work') && unbilled ? (
        <Button variant="default" onClick={() => setOpen('take-back')}>
          Take back
        </Button>
      ) : null}
      {open === 'correct' ? (
        <FormDialog
          title={`Correct card ${card.number}`}
          action="Save"
          onClose={close}
          initial={{
            narrative: card.narrative,
            workDate: card.workDate,
            taskCode: card.taskCode ?? '',
            activityCode: card.activityCode ?? '',
            expenseCode: card.expenseCode ?? '',
            reason: '',
          }}
          fields={[
            { name: 'narrative', label: 'Narrative', kind: 'lines', wide: true },
            { name: 'workDate', label: 'Work date', kind: 'day' },
            { name: 'taskCode', label: 'Task code' },
            { name: 'activityCode', label: 'Activity code' },
            { name: 'expenseCode', label: 'Expense code' },
            { name: 'reason', label: 'Reason', wide: true, needed: true },
          ]}
          onSubmit={async (v) => {
            await correct.mutateAsync({
              input: {
                id,
                version,
                narrative: v['narrative'] ?? '',
                workDate: v['workDate'] ?? '',
                taskCode: orNull(v['taskCode']),
                activityCode: orNull(v['activityCode']),
                expenseCode: orNull(v['expenseCode']),
                reason: v['reason'] ?? '',
              },
            });
            close();
          }}
        />
      ) : null}
      {open === 'take-back' || open === 'hold' ? (
        <FormDialog
          title={open === 'hold' ? 'Hold' : 'Take back'}
          action={open === 'hold' ? 'Hold' : 'Take back'}
          onClose={close}
          initial={{ reason: '', untilDay: '' }}
          size="md"
          fields={[
            { name: 'reason', label: 'Reason', wide: true, needed: true },
            ...(open === 'hold'
              ? [{ name: 'untilDay', label: 'Until', kind: 'day' as const, help: 'Empty: until released by hand.' }]
              : []),
          ]}
          onSubmit={async (v) => {
            if (open === 'hold')
              await hold.mutateAsync({
                input: { cardIds: [id], reason: v['reason'] ?? '', untilDay: orNull(v['untilDay']) },
              });
            else await takeBack.mutateAsync({ input: { id, version, reason: v['reason'] ?? '' } });
            close();
          }}
        />
      ) : null}
    </>
  );
}
