import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { counted } from '../../kernel/text.ts';
import { retryDispatches } from '../../modules/dispatch/contract.ts';
import { useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import type { Invoice } from './invoice.tsx';
import { TakeBackSent } from './sent-otherwise.tsx';

/** Each sending of one document, with the message as it left or why it did not leave; of one reversed they all stay. */
export function Sendings({ of, settled }: { of: Invoice['dispatches']; settled: boolean }) {
  const may = useMay();
  return (
    <>
      {of.map((d) => (
        <div key={d.id} style={{ padding: '4px 0', borderBottom: '1px solid var(--rule)' }}>
          <StateBadge state={d.state} /> by {d.channel} to {d.recipients.join(', ')}
          <div className="small quiet">
            {d.sentOn ?? momentText(d.recordedAt)}{' '}
            {d.outboxId ? (
              <Link to={`/outbox/${d.outboxId}`}>the message as it left</Link>
            ) : (
              [d.note, d.problem].filter((words) => words !== '').join('; ')
            )}{' '}
            {d.sentOn && d.stands && !settled && may('dispatch') ? <TakeBackSent dispatchId={d.id} /> : null}
          </div>
        </div>
      ))}
    </>
  );
}

/** Says what failed for good and tries all of it again in one action. */
export function Failures({ of }: { of: Invoice['failures'] }) {
  if (of.length === 0) return null;
  return (
    <div className="refusal" role="status">
      <strong>Did not get through.</strong> {[...new Set(of.map((f) => f.reason))].join(' ')}{' '}
      <TryAgain subjectIds={[...new Set(of.map((f) => f.subjectId))]} />
    </div>
  );
}

export function TryAgain({ subjectIds }: { subjectIds: readonly string[] }) {
  const retry = useDo(retryDispatches);
  const may = useMay();
  if (!may('dispatch')) return null;
  const again = (): void =>
    retry.mutate(
      { input: { subjectIds: [...subjectIds] } },
      {
        onSuccess: ({ documents, messages }) =>
          say(`${counted(documents, 'document')} and ${counted(messages, 'message')} tried again.`),
        onError: sayRefused,
      },
    );
  return (
    <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={again}>
      Try again
    </Button>
  );
}
