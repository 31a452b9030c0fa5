import { Button } from '@mantine/core';
import { useState } from 'react';
import { askOffice, listAnswers } from '../../modules/docket/contract/office.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { sayRefused } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';

const LOOK_MS = 2_000;

/** Asks the patent office about the case; what it answered last, or why it can't be asked. */
export function AskOffice({ matterId }: { matterId: string }) {
  const may = useMay()('keep docket');
  const ask = useDo(askOffice);
  const [asked, setAsked] = useState(false);
  const answers = useAsk(listAnswers, { matterId }, { every: asked ? LOOK_MS : false, keep: true });
  const [last] = answers.data?.rows ?? [];
  const waits = last?.state === 'asked';
  if (waits !== asked) setAsked(waits);
  if (!answers.data || (answers.data.cannot !== '' && !last)) return null;
  return (
    <p className="small">
      {may ? (
        <Button
          size="compact-xs"
          variant="default"
          mr={8}
          loading={ask.isPending || waits}
          onClick={() => ask.mutate({ input: { matterId, afresh: true } }, { onError: sayRefused })}
        >
          Ask the office
        </Button>
      ) : null}
      {last ? (
        <>
          <StateBadge state={last.state} /> {last.caseStatus}{' '}
          <span className="quiet">
            {last.sentence} {momentText(last.settledAt ?? last.recordedAt)}
          </span>
        </>
      ) : (
        <span className="quiet">The patent office was not asked about this case.</span>
      )}
    </p>
  );
}
