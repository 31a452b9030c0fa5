import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { showReceivable } from '../../modules/receivables/contract/receivables.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amount, isZero } from '../parts/money.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import { reasonWord } from '../receipts/words.ts';
import type { Invoice } from './invoice.tsx';
import { DisputeDialog, EndDisputeDialog, ReverseWriteOffDialog, WriteOffDialog } from './owed-dialogs.tsx';

export type Receivable = OutputOf<typeof showReceivable>;
type Movement = Receivable['movements'][number];

const KINDS: Readonly<Record<string, string>> = {
  issued: 'Issued',
  opening: 'From the earlier books',
  allocated: 'Paid with',
  difference: 'Difference',
  credited: 'Credited with',
  applied: 'From billed on account',
  'written-off': 'Written off',
  unbilled: 'Unbilled',
  'taken-back': 'Taken back',
  'allocated-reversed': 'Taken back:',
  'difference-reversed': 'Difference taken back',
  'applied-reversed': 'Given back to billed on account',
  'credited-reversed': 'Reversed:',
  'written-off-reversed': 'Write-off reversed',
};

function movementWord(kind: string, reasonKind: string): string {
  return (KINDS[kind] ?? kind) + (reasonKind === '' ? '' : `, ${reasonWord(reasonKind)}`);
}

interface OwedProps {
  readonly id: string;
  /** credit notes of the invoice, to lead to their documents */
  readonly corrections?: Invoice['corrections'];
  readonly reversed?: boolean;
}

/** What is owed on the invoice, and every movement that made it so. */
export function Owed({ id, corrections = [], reversed = false }: OwedProps) {
  const owed = useAsk(showReceivable, { id });
  return <Answer of={owed}>{(data) => <Inside owed={data} corrections={corrections} reversed={reversed} />}</Answer>;
}

type Open = 'write-off' | 'dispute' | 'end-dispute' | null;

interface InsideProps {
  readonly owed: Receivable;
  readonly corrections: Invoice['corrections'];
  readonly reversed: boolean;
}

function Inside({ owed, corrections, reversed }: InsideProps) {
  const may = useMay();
  const [open, setOpen] = useState<Open>(null);
  const [reversing, setReversing] = useState<Receivable['writeOffs'][number] | null>(null);
  const close = (): void => setOpen(null);
  const live = !isZero(owed.open) && !reversed;
  const payable = `/receipts/new?entityId=${owed.entityId}&payerId=${owed.payerId}&currency=${owed.open.currency}&amount=${owed.open.minor}&reference=${encodeURIComponent(owed.number)}`;
  return (
    <Section
      title="Owed"
      aside={
        <span className="cell-acts">
          {live && may('receive money') ? (
            <Button component={Link} to={payable} size="compact-xs" variant="default">
              Record a payment
            </Button>
          ) : null}
          {live && may('receive money') && owed.dispute === null ? (
            <Button size="compact-xs" variant="default" onClick={() => setOpen('dispute')}>
              Dispute …
            </Button>
          ) : null}
          {live && may('ask to write off') ? (
            <Button size="compact-xs" variant="default" onClick={() => setOpen('write-off')}>
              Write off …
            </Button>
          ) : null}
        </span>
      }
    >
      <div className="scroll-x">
        <table className="ruled" id="owed">
          <thead>
            <tr>
              <th>Day</th>
              <th>What</th>
              <th className="num">Amount, {owed.open.currency}</th>
            </tr>
          </thead>
          <tbody>
            {owed.movements.map((m) => (
              <tr key={m.id}>
                <td className="nowrap">
                  <Link to={`/journals/${m.journalId}`}>{m.on}</Link>
                </td>
                <td>
                  {movementWord(m.kind, m.reasonKind)} {sourceOf(m, corrections)}
                  {m.reason === '' ? null : <div className="small quiet">{m.reason}</div>}
                </td>
                <td className="num">
                  <Amount of={m.amount} bare />
                </td>
              </tr>
            ))}
            <tr className="sum">
              <td colSpan={2}>Open</td>
              <td className="num">
                <Amount of={owed.open} bare />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {owed.dispute ? (
        <div className="note">
          <Amount of={owed.dispute.amount} /> disputed since {owed.dispute.openedOn}: {owed.dispute.reason}{' '}
          {may('receive money') ? (
            <Button size="compact-xs" variant="default" ml={6} onClick={() => setOpen('end-dispute')}>
              Close the dispute …
            </Button>
          ) : null}
        </div>
      ) : null}
      {owed.writeOffs.map((w) => (
        <div key={w.id} className="small" style={{ padding: '4px 0' }}>
          Write-off {w.number}, <Amount of={w.amount} />, by {w.requestedBy}: {w.reason} <StateBadge state={w.state} />{' '}
          {w.state === 'requested' ? <Link to="/decisions">decide</Link> : null}
          {w.state === 'posted' && may('ask to write off') ? (
            <Button size="compact-xs" variant="default" ml={6} onClick={() => setReversing(w)}>
              Reverse …
            </Button>
          ) : null}
        </div>
      ))}
      {open === 'write-off' ? <WriteOffDialog owed={owed} onClose={close} /> : null}
      {open === 'dispute' ? <DisputeDialog owed={owed} onClose={close} /> : null}
      {open === 'end-dispute' && owed.dispute ? <EndDisputeDialog id={owed.dispute.id} onClose={close} /> : null}
      {reversing ? <ReverseWriteOffDialog of={reversing} onClose={() => setReversing(null)} /> : null}
    </Section>
  );
}

/** Where the movement came from, to open. */
function sourceOf(m: Movement, corrections: Invoice['corrections']): ReactNode {
  if (m.receipt !== '' && m.sourceId) return <Link to={`/receipts/${m.sourceId}`}>receipt {m.receipt}</Link>;
  const note = corrections.find((c) => c.id === m.sourceId);
  if (!note) return null;
  if (!note.documentLinkId) return `credit note ${note.number}`;
  return (
    <a href={`/api/documents/${note.documentLinkId}`} target="_blank" rel="noreferrer">
      credit note {note.number}
    </a>
  );
}
