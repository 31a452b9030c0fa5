import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listMatters } from '../../modules/matters/contract.ts';
import { addEngagement } from '../../modules/terms/contract/engagements.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
import { orNull } from '../parts/lines.ts';
import { ClientLookUp } from '../parts/look-up.tsx';

/** What was agreed with whom, for which matters, from when. Its clauses are added on its page. */
export function AddEngagement({ clientId: given, onClose }: { clientId: string | null; onClose: () => void }) {
  const { today } = useMe();
  const go = useNavigate();
  const [clientId, setClient] = useState(given);
  const [title, setTitle] = useState('');
  const [parties, setParties] = useState('');
  const [signedOn, setSigned] = useState('');
  const [from, setFrom] = useState<string>(today);
  const [matterIds, setMatters] = useState<string[]>([]);
  const matters = useAsk(listMatters, { clientId: clientId ?? '', limit: 500 }, { enabled: clientId !== null });
  const ready = clientId !== null && title.trim() !== '' && from !== '';
  return (
    <ActDialog
      title="Add an engagement"
      action="Add"
      endpoint={addEngagement}
      input={ready ? { clientId, title, parties, signedOn: orNull(signedOn), from, matterIds } : null}
      dirty={title !== ''}
      onDone={({ id }) => void go(`/engagements/${id}`)}
      onClose={onClose}
    >
      <div className="form-grid">
        <ClientLookUp
          label="Client"
          required
          value={clientId}
          onPick={(picked) => {
            setClient(picked);
            setMatters([]);
          }}
        />
        <TextInput
          label="Title"
          required
          placeholder="Engagement letter of 1 March 2026"
          value={title}
          onChange={(e) => setTitle(e.currentTarget.value)}
        />
        <DayInput label="Signed on" today={today} value={signedOn} onDay={setSigned} />
        <DayInput label="Counts from" today={today} value={from} onDay={setFrom} />
        <MultiSelect
          className="wide"
          label="Only for these matters"
          description="None: for all of the client’s matters. What names a matter goes before what is for all."
          searchable
          disabled={clientId === null}
          data={(matters.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.number}  ${row.name}` }))}
          value={matterIds}
          onChange={setMatters}
        />
        <Textarea
          className="wide"
          label="Parties"
          autosize
          minRows={1}
          value={parties}
          onChange={(e) => setParties(e.currentTarget.value)}
        />
      </div>
    </ActDialog>
  );
}
