import { useState } from 'react';
import { listCharges } from '../../modules/arrangements/contract.ts';
import { endClause, endEngagement, withdrawClause } from '../../modules/terms/contract/engagements.ts';
import { useAsk } from '../api/use.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput, spanText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { stateWord } from '../parts/state.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import type { Version } from './clause-draft.ts';
import type { Engagement } from './engagement.tsx';

/** Ends a clause, or without one the whole engagement, from a day on. */
export function EndDialog({ of, version, onClose }: { of: Engagement; version: Version | null; onClose: () => void }) {
  const { today } = useMe();
  const [from, setFrom] = useState<string>(today);
  const [reason, setReason] = useState('');
  const shared = { ready: reason.trim() !== '', action: 'End it', onDone: () => undefined, onClose };
  const fields = (
    <>
      <DayInput label="No longer from" w={160} today={today} value={from} onDay={setFrom} />
      <ReasonInput value={reason} onValue={setReason} mt="xs" />
      <ChargedBeyond engagementId={of.id} lineId={version?.lineId ?? null} from={from} />
    </>
  );
  return version === null ? (
    <ActDialog
      {...shared}
      title={`End ${of.title}`}
      endpoint={endEngagement}
      input={from === '' ? null : { id: of.id, from, reason }}
    >
      <p>All its clauses end with it. What was billed stays; open proformas say that they are no longer as agreed.</p>
      {fields}
    </ActDialog>
  ) : (
    <ActDialog
      {...shared}
      title={`End clause ${version.number}`}
      endpoint={endClause}
      input={from === '' ? null : { lineId: version.lineId, from, reason }}
    >
      <p>What was billed stays; open proformas say that they are no longer as agreed.</p>
      {fields}
    </ActDialog>
  );
}

/** Periods of subscriptions that were charged and reach into the days without the clause: what ends doesn't give them back. */
function ChargedBeyond({ engagementId, lineId, from }: { engagementId: string; lineId: string | null; from: string }) {
  const rows = useAsk(listCharges, { engagementId }).data?.rows ?? [];
  const beyond = rows.filter(
    (row) => row.takenBack === null && row.to !== null && row.to >= from && (lineId === null || row.lineId === lineId),
  );
  if (from === '' || beyond.length === 0) return null;
  return (
    <div className="note" role="status" style={{ marginTop: 8 }}>
      Charged into the days after that; it stays charged. Take it back below while it is unbilled, or credit the part
      that is not owed.
      {beyond.map((row) => (
        <div key={row.id}>
          {spanText({ from: row.from ?? '', to: row.to })}, <Amount of={row.amount} />, card {row.card} (
          {stateWord(row.state)})
        </div>
      ))}
    </div>
  );
}

/** Takes back what was done last to a clause. */
export function BackDialog({ version, onClose }: { version: Version; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`Take back clause ${version.number}`}
      action="Take it back"
      endpoint={withdrawClause}
      input={{ lineId: version.lineId, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>
        {version.endedReason === ''
          ? 'This version no longer counts, and the one before it counts on. It stays on record.'
          : 'Its end is taken back: it counts on.'}
      </p>
      <ReasonInput value={reason} onValue={setReason} />
    </ActDialog>
  );
}
