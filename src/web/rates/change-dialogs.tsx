import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../kernel/endpoint.ts';
import {
  agreeChange,
  correctChange,
  decideChange,
  putInForce,
  type showChange,
  withdrawChange,
} from '../../modules/rate-changes/contract.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { amountsText, rateFrom, rateReading } from '../parts/money.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';

type Change = OutputOf<typeof showChange>;
type Line = Change['lines'][number];
/** What is about to be done to a change, or the rate that is set otherwise. */
export type Open = 'approve' | 'reject' | 'agree' | 'force' | 'withdraw' | Line | null;

/** The dialog of what is about to be done. */
export function ChangeDialogs({ of, open, onClose }: { of: Change; open: Open; onClose: () => void }) {
  switch (open) {
    case null:
      return null;
    case 'approve':
    case 'reject':
      return <Decide of={of} approve={open === 'approve'} onClose={onClose} />;
    case 'agree':
      return <Agree of={of} onClose={onClose} />;
    case 'force':
      return <Force of={of} onClose={onClose} />;
    case 'withdraw':
      return <Withdraw of={of} onClose={onClose} />;
    default:
      return <OneRate of={of} line={open} onClose={onClose} />;
  }
}

interface DialogProps {
  readonly of: Change;
  readonly onClose: () => void;
}

function Decide({ of, approve, onClose }: DialogProps & { approve: boolean }) {
  const [note, setNote] = useState('');
  return (
    <ActDialog
      title={approve ? `Approve “${of.title}”` : `Reject “${of.title}”`}
      action={approve ? 'Approve' : 'Reject'}
      endpoint={decideChange}
      input={{ id: of.id, version: of.version, approve, note: approve ? note : note.trim() === '' ? '…' : note }}
      ready={approve || note.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Textarea
        label={approve ? 'Note' : 'Why'}
        required={!approve}
        value={note}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
    </ActDialog>
  );
}

function Agree({ of, onClose }: DialogProps) {
  const { today } = useMe();
  const [on, setOn] = useState<string>(today);
  const [by, setBy] = useState('');
  return (
    <ActDialog
      title="The client agreed"
      action="Record it"
      endpoint={agreeChange}
      input={on === '' || by.trim() === '' ? null : { id: of.id, on, by }}
      onDone={() => undefined}
      onClose={onClose}
    >
      <DayInput label="On" w={160} today={today} value={on} onDay={setOn} />
      <TextInput
        mt="xs"
        label="Who, and where it is written"
        required
        placeholder="J. Doe, letter of 18 March"
        value={by}
        onChange={(e) => setBy(e.currentTarget.value)}
      />
    </ActDialog>
  );
}

function Force({ of, onClose }: DialogProps) {
  const [again, setAgain] = useState(true);
  return (
    <ActDialog
      title={`Put “${of.title}” in force`}
      action="Put in force"
      endpoint={putInForce}
      input={{ id: of.id, reRate: again }}
      renderEffect={({ rates, cards, change }) =>
        `${rates} ${rates === 1 ? 'rate counts' : 'rates count'} from ${of.from}.${
          cards === 0
            ? ''
            : ` ${cards} unbilled ${cards === 1 ? 'card is' : 'cards are'} re-rated: ${amountsText(change)} more or less.`
        }`
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      <Checkbox
        label={`Re-rate unbilled work from ${of.from} on`}
        description="Hours that were edited stay. Cards on proformas keep their rates until they are re-rated there."
        checked={again}
        onChange={(e) => setAgain(e.currentTarget.checked)}
      />
    </ActDialog>
  );
}

function Withdraw({ of, onClose }: DialogProps) {
  const [reason, setReason] = useState('');
  const back = of.state === 'in-force';
  return (
    <ActDialog
      title={`${back ? 'Take back' : 'Withdraw'} “${of.title}”`}
      action={back ? 'Take it back' : 'Withdraw it'}
      endpoint={withdrawChange}
      input={{ id: of.id, reason }}
      ready={reason.trim() !== ''}
      renderEffect={({ cards }) =>
        back
          ? `The rates before count on.${cards === 0 ? '' : ` ${cards} unbilled ${cards === 1 ? 'card is' : 'cards are'} re-rated back.`}`
          : 'Nothing changes; it stays on record.'
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}

function OneRate({ of, line, onClose }: DialogProps & { line: Line }) {
  const [typed, setTyped] = useState(rateReading(line.ratePerHour, line.currency));
  const ratePerHour = rateFrom(typed, line.currency);
  return (
    <ActDialog
      title={`The rate of ${line.whose}`}
      action="Set"
      endpoint={correctChange}
      input={ratePerHour === null ? null : { id: of.id, version: of.version, rateId: line.rateId, ratePerHour }}
      onDone={() => undefined}
      onClose={onClose}
    >
      <TextInput
        label={`An hour, ${line.currency}`}
        description={`It was ${rateReading(line.was, line.currency)}.`}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
      />
    </ActDialog>
  );
}
