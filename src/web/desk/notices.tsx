import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import type { takeLease } from '../../modules/proformas/contract/leases.ts';
import { Amount } from '../parts/money.tsx';
import { Severity } from '../parts/state.tsx';
import { cellText } from './edit-cell.ts';
import type { CellField, Sheet } from './operations.ts';
import type { Unsaved } from './use-desk.ts';

const STOPS = { submit: 'block', approve: 'block', bill: 'fix' } as const;
const STOPS_WORD = { submit: 'stops submitting', approve: 'stops approving', bill: 'stops billing' } as const;

/** What stops the proforma, each with its mend. */
export function Problems({ sheet }: { sheet: Sheet }) {
  if (sheet.problems.length === 0) return null;
  return (
    <ul className="problems" aria-label="Problems">
      {sheet.problems.map((problem) => (
        <li key={problem.what}>
          <Severity of={STOPS[problem.stops]} />
          <span>
            {problem.what} <span className="quiet">{problem.mend}</span>
          </span>
          <span className="grow" />
          <span className="small quiet">{STOPS_WORD[problem.stops]}</span>
          {problem.href ? <Link to={problem.href}>Mend it</Link> : null}
        </li>
      ))}
    </ul>
  );
}

/** WIP recorded since the proforma was made. */
export function NewWip({ sheet, onGather }: { sheet: Sheet; onGather: (() => void) | null }) {
  if (sheet.newWip.cards === 0) return null;
  return (
    <div className="note row" role="status">
      <span>
        {counted(sheet.newWip.cards, 'card')} ({sheet.newWip.hours} h, <Amount of={sheet.newWip.wip} />) new since
        generation.
      </span>
      {onGather ? (
        <Button size="compact-xs" variant="default" onClick={onGather}>
          Gather <kbd style={{ marginLeft: 6 }}>g</kbd>
        </Button>
      ) : null}
    </div>
  );
}

/** What an edit would cost, before it is made. */
export function ApprovalAtStake({ sheet }: { sheet: Sheet }) {
  if (sheet.state !== 'approved' || !sheet.may.includes('edit')) return null;
  return <div className="small quiet">It is approved: any edit takes the approval back.</div>;
}

/** An edit that was not taken, with what was typed and what stands now. */
export function NotSaved({ sheet, unsaved, onDrop }: { sheet: Sheet; unsaved: Unsaved | null; onDrop: () => void }) {
  if (!unsaved) return null;
  const line = sheet.lines.find((l) => l.id === unsaved.lineId);
  return (
    <div className="refusal desk-refusal" role="alert">
      <div>{unsaved.sentence}</div>
      {unsaved.typed === '' && !line ? null : (
        <dl className="facts" style={{ margin: '6px 0' }}>
          <dt>You typed</dt>
          <dd>{unsaved.typed}</dd>
          {line ? <dt>It says now</dt> : null}
          {line ? <dd>{cellText(line, unsaved.field as CellField)}</dd> : null}
        </dl>
      )}
      <div className="row">
        {unsaved.field === '' ? null : (
          <Button size="compact-xs" onClick={unsaved.again}>
            Save what I typed
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={onDrop}>
          {unsaved.field === '' ? 'Close' : 'Leave it as it is'}
        </Button>
      </div>
    </div>
  );
}

interface LeaseProps {
  readonly lease: OutputOf<typeof takeLease> | null;
  readonly onTakeOver: () => void;
}

/** Somebody else is editing, or took it over; editing is not forbidden, for every line knows its version. */
export function LeaseNotice({ lease, onTakeOver }: LeaseProps) {
  if (!lease || lease.mine) return null;
  return (
    <div className="note row" role="status" data-testid="lease">
      <span>
        {lease.tookFromMe
          ? `${lease.holder} took over from you at ${timeText(lease.since)}.`
          : `${lease.holder} has been editing since ${timeText(lease.since)}.`}{' '}
        <span className="quiet">Whoever changes a line first, wins it; the other is asked.</span>
      </span>
      <Button size="compact-xs" variant="default" onClick={onTakeOver}>
        {lease.tookFromMe ? 'Take it back' : 'Take over'}
      </Button>
    </div>
  );
}

function timeText(instant: string): string {
  return new Date(instant).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
