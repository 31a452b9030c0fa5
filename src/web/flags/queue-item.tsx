import { Amount } from '../parts/money.tsx';
import { Severity } from '../parts/state.tsx';
import type { Row } from './use-queue.ts';

interface QueueItemProps {
  readonly row: Row;
  readonly current: boolean;
  /** it left the queue: nothing is flagged any more */
  readonly clear: boolean;
  readonly onPick: () => void;
}

/** One proforma of the queue, with what is flagged on it and the money in question. */
export function QueueItem({ row, current, clear, onPick }: QueueItemProps) {
  return (
    <div role="listitem">
      <button
        type="button"
        className="queue-item"
        aria-current={current ? 'true' : undefined}
        data-row
        data-proforma={row.proformaId}
        onClick={onPick}
      >
        <span className="row">
          <strong>{row.number}</strong>
          <span>{row.client}</span>
          <span style={{ marginLeft: 'auto' }}>
            <Amount of={row.atStake} />
          </span>
        </span>
        <span className="row small quiet" style={{ gap: 10 }}>
          <span>{row.matter}</span>
          {clear ? <span>out of the queue</span> : null}
          {(['block', 'fix', 'warn'] as const).map((severity) =>
            row[severity] > 0 && !clear ? (
              <span key={severity}>
                <Severity of={severity} /> {row[severity]}
              </span>
            ) : null,
          )}
          {row.behind && !clear ? (
            <span title="It changed since the rules last looked; the flags at the right are as of now.">changed</span>
          ) : null}
        </span>
      </button>
    </div>
  );
}
