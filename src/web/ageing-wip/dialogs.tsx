import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '../../kernel/text.ts';
import { answerAgeing, decidePurge, sendAgeingLists, showAgeingPolicy } from '../../modules/ageing/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';
import type { Item } from './ageing.tsx';

interface AnswerProps {
  readonly item: Item;
  readonly answer: 'hold' | 'purge';
  readonly onClose: () => void;
}

/** A hold asks for its day, both for a reason. */
export function AnswerDialog({ item, answer, onClose }: AnswerProps) {
  const { today } = useMe();
  const [untilDay, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '' && (answer === 'purge' || untilDay !== '');
  return (
    <ActDialog
      title={answer === 'hold' ? `Hold the old work of ${item.matter}` : `Ask for a purge of ${item.matter}`}
      action={answer === 'hold' ? 'Hold' : 'Ask for the purge'}
      size="md"
      endpoint={answerAgeing}
      input={
        ready
          ? {
              items: [{ listId: item.listId, matterId: item.matterId, seen: item.answer }],
              answer,
              untilDay: answer === 'hold' ? untilDay : null,
              reason,
            }
          : null
      }
      dirty={reason !== ''}
      onClose={onClose}
      onDone={() => say(answer === 'hold' ? `${item.matter} is held until ${untilDay}.` : 'Asked for.')}
      renderEffect={() =>
        answer === 'hold'
          ? `${counted(item.cards, 'card')} on no proforma until ${untilDay}. Ageing goes on.`
          : 'Nothing is purged yet: somebody else decides.'
      }
    >
      {answer === 'hold' ? <DayInput label="Until" today={today} value={untilDay} onDay={setUntil} /> : null}
      <ReasonInput label="Why" value={reason} onValue={setReason} />
    </ActDialog>
  );
}

interface DecideProps {
  readonly item: Item;
  readonly yes: boolean;
  readonly onClose: () => void;
}

export function DecideDialog({ item, yes, onClose }: DecideProps) {
  const [note, setNote] = useState('');
  return (
    <ActDialog
      title={`${yes ? 'Purge the old work of' : 'Refuse the purge of'} ${item.matter}`}
      action={yes ? 'Purge' : 'Refuse'}
      size="md"
      endpoint={decidePurge}
      input={{ listId: item.listId, matterId: item.matterId, decision: yes ? 'purge' : 'refuse', note: note || '…' }}
      ready={note.trim() !== ''}
      dirty={note !== ''}
      onClose={onClose}
      onDone={({ decision }) => say(`${item.matter}: ${decision}.`)}
      renderEffect={({ cards, wip }) =>
        yes ? (
          <>
            {counted(cards, 'card')} leave WIP, <Amount of={wip} />, as a write-off. It can be taken back.
          </>
        ) : (
          'It stays work in progress.'
        )
      }
    >
      <ReasonInput label="Note" value={note} onValue={setNote} />
    </ActDialog>
  );
}

export function SendDialog({ onClose }: { onClose: () => void }) {
  const policy = useAsk(showAgeingPolicy, {}).data?.policy ?? null;
  const [days, setDays] = useState<number | string>('');
  const olderThanDays = Number(days) || policy?.olderThanDays;
  return (
    <ActDialog
      title="Send the lists of old work"
      action="Send"
      size="md"
      endpoint={sendAgeingLists}
      input={olderThanDays === undefined ? null : { olderThanDays }}
      onClose={onClose}
      onDone={({ lists }) => say(`${counted(lists, 'list')} sent.`)}
      renderEffect={({ lists, matters, unreachable }) => (
        <>
          {counted(lists, 'attorney')} asked about {counted(matters, 'matter')}. Earlier lists of theirs are replaced.
          {unreachable.length > 0 ? ` Nobody signs in as ${unreachable.join(', ')}; ask them yourself.` : ''}
        </>
      )}
    >
      <NumberInput
        label="Older than so many days"
        description={policy ? `The policy says ${policy.olderThanDays}.` : 'No policy is set under Setup, Waiting.'}
        inputWrapperOrder={['label', 'input', 'description']}
        min={1}
        max={3650}
        allowDecimal={false}
        placeholder={policy ? String(policy.olderThanDays) : '90'}
        value={days}
        onChange={setDays}
        data-autofocus
      />
    </ActDialog>
  );
}
