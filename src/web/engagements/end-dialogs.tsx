import { useState } from 'react';
import { endClause, endEngagement, withdrawClause } from '../../modules/terms/contract/engagements.ts';
import { useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput } from '../parts/day.tsx';
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
