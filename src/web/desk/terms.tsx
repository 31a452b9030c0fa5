import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { UseBar } from '../engagements/use-bar.tsx';
import { Amount, sumsOf } from '../parts/money.tsx';
import { Severity } from '../parts/state.tsx';
import { ReasonField } from './reason-field.tsx';
import type { Operation, Sheet } from './operations.ts';

interface TermsProps {
  readonly sheet: Sheet;
  /** left out: one may only look */
  readonly onDo?: (operation: Operation) => void;
}

type Step = Sheet['terms']['steps'][number];
type Standing = Sheet['adjustments'][number];

/** What was agreed, as it acts on this proforma: each clause with its effect, and how far caps are used. */
export function Terms({ sheet, onDo }: TermsProps) {
  const { steps, off, stale } = sheet.terms;
  const [leaving, setLeaving] = useState<Standing | null>(null);
  if (steps.length === 0 && off.length === 0 && stale === null) return null;
  return (
    <section aria-label="As agreed" className="terms">
      {stale === null ? null : (
        <div className="note row" role="status">
          <Severity of="block" word="Not as agreed" />
          <span className="grow">What stands isn’t what the clauses below come to by now.</span>
          {onDo ? (
            <Button size="compact-xs" onClick={() => onDo({ do: 'apply-terms', on: null, again: false })}>
              Apply the terms
            </Button>
          ) : null}
        </div>
      )}
      <table className="ruled stacks" style={{ maxWidth: 860 }}>
        <tbody>
          {steps
            .filter((step) => acts(step, sheet))
            .map((step) => (
              <StepRow
                key={step.clauseId + step.matters.join()}
                step={step}
                sheet={sheet}
                onLeave={onDo ? setLeaving : null}
              />
            ))}
        </tbody>
      </table>
      <Idle steps={steps.filter((step) => !acts(step, sheet))} />
      {off.length === 0 ? null : (
        <div className="small row">
          <span className="grow">Taken off: {off.map((one) => `${one.label} (${one.reason})`).join('; ')}</span>
          {onDo ? (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onDo({ do: 'apply-terms', on: null, again: true })}
            >
              Put on again
            </Button>
          ) : null}
        </div>
      )}
      {leaving && onDo ? (
        <TakeOff
          standing={leaving}
          onClose={() => setLeaving(null)}
          onDone={(reason) => onDo({ do: 'remove-adjustment', adjustmentId: leaving.id, reason })}
        />
      ) : null}
    </section>
  );
}

/** Whether a step changes something, has something standing, or is a limit that it is good to see. */
function acts(step: Step, sheet: Sheet): boolean {
  return step.cap !== null || step.change.minor !== '0' || standingOf(step, sheet).length > 0;
}

function standingOf(step: Step, sheet: Sheet): Standing[] {
  return sheet.adjustments.filter((a) => a.clauseId === step.clauseId && a.matters.join() === step.matters.join());
}

/** Clauses that count and change nothing here, in one line; each says why when it is pointed at. */
function Idle({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <div className="small quiet">
      Nothing from{' '}
      {steps.map((step, at) => (
        <span key={step.clauseId + step.matters.join()} title={step.sentence}>
          {at === 0 ? '' : ', '}
          <Link to={`/engagements/${step.engagementId}`}>{step.label}</Link>
          {step.matters.length === 0 ? '' : ` for ${step.matters.join(', ')}`}
        </span>
      ))}
      .
    </div>
  );
}

function StepRow({ step, sheet, onLeave }: { step: Step; sheet: Sheet; onLeave: ((one: Standing) => void) | null }) {
  const standing = standingOf(step, sheet);
  const [first] = standing;
  const { cap } = step;
  return (
    <tr>
      <td style={{ minWidth: 220 }}>
        <Link to={`/engagements/${step.engagementId}`}>{step.label}</Link>
        {cap ? (
          <div style={{ maxWidth: 260, marginTop: 4 }}>
            <UseBar limit={cap.amount} used={cap.used} here={cap.here} label={step.label} />
            <div className="small quiet">
              <Amount of={cap.used} bare /> before, <Amount of={cap.here} bare /> here, of <Amount of={cap.amount} />
            </div>
          </div>
        ) : null}
      </td>
      <td className="small quiet">
        {step.sentence}{' '}
        {cap && !cap.hard && cap.over.minor !== '0' ? <Severity of="warn" word="above the soft cap" /> : null}
      </td>
      <td className="num nowrap">
        {sumsOf(standing.map((a) => a.effect)).map((sum) => (
          <Amount key={sum.currency} of={sum} />
        ))}
      </td>
      <td className="num">
        {onLeave && first && !cap ? (
          <Button size="compact-xs" variant="default" onClick={() => onLeave(first)}>
            Take off
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function TakeOff({
  standing,
  onClose,
  onDone,
}: {
  standing: Standing;
  onClose: () => void;
  onDone: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') return;
    onDone(reason);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Take off: ${standing.label}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <p>It was agreed with the client. The reason stays on the proforma; undo and “Put on again” bring it back.</p>
        <ReasonField operation="write" value={reason} onChange={setReason} />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={reason.trim() === ''}>
            Take it off
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
