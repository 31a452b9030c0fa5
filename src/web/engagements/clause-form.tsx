import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { setClause } from '../../modules/terms/contract/engagements.ts';
import { listMatters } from '../../modules/matters/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { TermsFields } from './clause-fields.tsx';
import { type Draft, draftOf, type Kind, termsFrom, type Version } from './clause-draft.ts';

const KINDS: readonly { readonly group: string; readonly items: readonly { value: Kind; label: string }[] }[] = [
  {
    group: 'How work is priced',
    items: [
      { value: 'blended', label: 'Blended rate: one for everybody' },
      { value: 'fixed', label: 'Fixed price, of a matter or a phase' },
      { value: 'subscription', label: 'Subscription' },
      { value: 'success', label: 'Success fee' },
      { value: 'retainer', label: 'Retainer, billed on account' },
    ],
  },
  {
    group: 'What is taken off',
    items: [
      { value: 'discount', label: 'Discount' },
      { value: 'volume', label: 'Volume tiers' },
      { value: 'holdback', label: 'Holdback: billed when released' },
    ],
  },
  {
    group: 'Limits',
    items: [
      { value: 'minimum', label: 'Minimum fee' },
      { value: 'collar', label: 'Collar: between two amounts' },
      { value: 'cap', label: 'Cap' },
    ],
  },
  { group: 'Anything else', items: [{ value: 'other', label: 'Words only, kept and cited' }] },
];

interface Named {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

interface FormProps {
  readonly engagement: {
    readonly id: string;
    readonly clientId: string;
    readonly from: string;
    readonly matters: readonly Named[];
  };
  /** null: a new clause */
  readonly version: Version | null;
  readonly onClose: () => void;
}

/** A clause as it is agreed, with what the program will make of it in plain words. */
export function ClauseForm({ engagement, version, onClose }: FormProps) {
  const { today } = useMe();
  const [draft, setDraft] = useState(() => draftOf(version, version === null ? engagement.from : today));
  const matters = useMattersOf(engagement);
  const set = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }));
  const terms = termsFrom(draft);
  const named = draft.number.trim() !== '' && draft.from !== '';
  const input =
    terms === null || !named
      ? null
      : {
          engagementId: engagement.id,
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
        <Select
          className="wide"
          label="Kind of clause"
          allowDeselect={false}
          data={KINDS.map(({ group, items }) => ({ group, items: [...items] }))}
          value={draft.kind}
          disabled={version !== null}
          onChange={(kind) =>
            kind === null ? undefined : set({ kind, over: kind === 'volume' ? 'calendar-year' : 'life', on: 'fees' })
          }
        />
        <TextInput
          label="Number"
          required
          placeholder="4.1"
          value={draft.number}
          onChange={(e) => set({ number: e.currentTarget.value })}
        />
        <DayInput label="Counts from" today={today} value={draft.from} onDay={(day) => set({ from: day })} />
        <TermsFields draft={draft} set={set} matters={matters} />
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

/** The matters that it names, or all of the client’s. */
export function useMattersOf(engagement: FormProps['engagement']): { value: string; label: string }[] {
  const all = useAsk(
    listMatters,
    { clientId: engagement.clientId, limit: 500 },
    { enabled: engagement.matters.length === 0 },
  );
  const rows = engagement.matters.length > 0 ? engagement.matters : (all.data?.rows ?? []);
  return rows.map((row) => ({ value: row.id, label: `${row.number}  ${row.name}` }));
}
