import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { Amount, isZero } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';
import { stateWord } from '../parts/state.tsx';
import type { Receipt } from './receipt.tsx';
import { reasonWord } from './words.ts';

export type Movement = Receipt['movements'][number];

const KINDS: Readonly<Record<string, string>> = {
  received: 'Came in',
  opening: 'From the earlier books',
  allocated: 'Put on',
  refunded: 'Refunded',
  kept: 'Kept as a small difference',
  'received-reversed': 'Receipt reversed',
  'allocated-reversed': 'Taken back from',
  'refunded-reversed': 'Refund reversed',
  'kept-reversed': 'Not kept any more',
  'taken-back': 'Taken back',
  difference: 'Settled without cash on',
  'difference-reversed': 'Difference taken back from',
};

interface MovementsProps {
  readonly receipt: Receipt;
  readonly onRelease: ((movement: Movement) => void) | null;
}

/** Every movement of the receipt, and under each the lines that were paid with it. */
export function Movements({ receipt, onRelease }: MovementsProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Section title="Where it went">
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Movements">
        <table className="ruled">
          <thead>
            <tr>
              <th>Day</th>
              <th>What</th>
              <th className="num">Cash, {receipt.amount.currency}</th>
              <th className="num">Settled</th>
            </tr>
          </thead>
          <tbody>
            {receipt.movements.map((m) => (
              <Fragment key={m.id}>
                <tr>
                  <td className="nowrap">
                    <Link to={`/journals/${m.journalId}`}>{m.on}</Link>
                  </td>
                  <td>
                    <What of={m} open={open.has(m.id)} onToggle={() => toggle(m.id)} onRelease={onRelease} />
                  </td>
                  <td className="num">{isZero(m.amount) ? '' : <Amount of={m.amount} bare />}</td>
                  <td className="num">{m.settled ? <Amount of={m.settled} /> : ''}</td>
                </tr>
                {open.has(m.id) ? <LinesOf movement={m} /> : null}
              </Fragment>
            ))}
            <tr className="sum">
              <td colSpan={2}>Unapplied</td>
              <td className="num">
                <Amount of={receipt.unapplied} bare />
              </td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface WhatProps {
  readonly of: Movement;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onRelease: ((movement: Movement) => void) | null;
}

function What({ of, open, onToggle, onRelease }: WhatProps) {
  return (
    <>
      {KINDS[of.kind] ?? of.kind}{' '}
      {of.invoice === '' ? null : (
        <Link to={of.invoiceId ? `/invoices/${of.invoiceId}` : `/receivables/${of.receivableId}`}>{of.invoice}</Link>
      )}
      {of.reasonKind === '' ? '' : `: ${reasonWord(of.reasonKind)}`}{' '}
      {of.lines.length > 0 ? (
        <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={open} onClick={onToggle}>
          {open ? 'Hide lines' : `Lines (${of.lines.length})`}
        </Button>
      ) : null}
      {of.live && of.movementId && onRelease ? (
        <Button size="compact-xs" variant="default" onClick={() => onRelease(of)}>
          Release …
        </Button>
      ) : null}
      {of.reason === '' ? null : <div className="small quiet">{of.reason}</div>}
    </>
  );
}

function LinesOf({ movement }: { movement: Movement }) {
  return (
    <tr>
      <td colSpan={4} style={{ paddingLeft: 22, background: 'var(--paper-2)' }}>
        <table className="ruled">
          <thead>
            <tr>
              <th>Line</th>
              <th>Kind</th>
              <th>TK</th>
              <th className="num">Net, {movement.settled?.currency}</th>
              <th className="num">Tax</th>
            </tr>
          </thead>
          <tbody>
            {movement.lines.map((line) => (
              <tr key={line.lineNo}>
                <td>{line.lineNo}</td>
                <td>{stateWord(line.kind)}</td>
                <td>{line.timekeeper}</td>
                <td className="num">
                  <Amount of={line.net} bare />
                </td>
                <td className="num">
                  <Amount of={line.tax} bare />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </td>
    </tr>
  );
}
