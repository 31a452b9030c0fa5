import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { setClause } from '../../modules/terms/contract/engagements.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { TermsFields } from './clause-fields.tsx';
import { type Draft, draftOf, type Kind, termsFrom, type Version } from './clause-draft.ts';

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'discount', label: 'Discount' },
  { value: 'volume', label: 'Volume tiers' },
  { value: 'cap', label: 'Cap' },
  { value: 'other', label: 'Words only' },
];

interface FormProps {
  readonly engagementId: string;
  readonly from: string;
  /** null: a new clause */
  readonly version: Version | null;
  readonly onClose: () => void;
}

/** A clause as it is agreed, with what the program will make of it in plain words. */
export function ClauseForm({ engagementId, from, version, onClose }: FormProps) {
  const { today } = useMe();
  const [draft, setDraft] = useState(() => draftOf(version, version === null ? from : today));
  const set = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }));
  const terms = termsFrom(draft);
  const named = draft.number.trim() !== '' && draft.from !== '';
  const input =
    terms === null || !named
      ? null
      : {
          engagementId,
          ...(version === null ? {} : { lineId: version.lineId }),
          from: draft.from,
          number: draft.number,
          words: draft.words.trim() === '' ? '…' : draft.words,
          terms,
          reason: draft.reason,
        };
  return (
    <ActDialog
      title={version === null ? 'Add a clause' : `Amend clause ${version.number}`}
      action={version === null ? 'Add' : 'Amend'}
      endpoint={setClause}
      input={input}
      ready={draft.words.trim() !== '' && (version === null || draft.reason.trim() !== '')}
      dirty={draft.words !== (version?.words ?? '')}
      renderEffect={({ said }) =>
        draft.kind === 'other' ? 'It is kept and cited; nothing is reckoned from it.' : `Executed as: ${said}.`
      }
      onDone={() => undefined}
      onClose={onClose}
    >
      <div className="form-grid">
        <SegmentedControl
          className="wide"
          aria-label="Kind of clause"
          data={[...KINDS]}
          value={draft.kind}
          disabled={version !== null}
          onChange={(kind) => set({ kind, over: kind === 'volume' ? 'calendar-year' : 'life', on: 'fees' })}
        />
        <TextInput
          label="Number"
          required
          placeholder="4.1"
          value={draft.number}
          onChange={(e) => set({ number: e.currentTarget.value })}
        />
        <DayInput label="Counts from" today={today} value={draft.from} onDay={(day) => set({ from: day })} />
        <TermsFields draft={draft} set={set} />
        <Textarea
          className="wide"
          label="Words of the letter"
          required
          autosize
          minRows={2}
          value={draft.words}
          onChange={(e) => set({ words: e.currentTarget.value })}
        />
        {version === null ? null : (
          <ReasonInput
            className="wide"
            label="Why it is amended"
            value={draft.reason}
            onValue={(reason) => set({ reason })}
          />
        )}
      </div>
    </ActDialog>
  );
}
