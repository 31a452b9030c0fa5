import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { decideRefund, listRefunds } from '../../modules/receivables/contract/refunds.ts';
import { decideWriteOff, listWriteOffs } from '../../modules/receivables/contract/write-offs.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { momentText } from '../parts/day.tsx';
import { useFilters } from '../parts/filters.ts';
import { Amount } from '../parts/money.tsx';
import { Answer, Exports, Page, Section } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { say } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { reasonWord } from '../receipts/words.ts';
import { PlainTable } from '../setup/plain-table.tsx';

interface Deciding {
  readonly id: string;
  readonly what: 'refund' | 'write-off';
  readonly title: string;
  readonly yes: boolean;
}

/** Refunds and write-offs that wait for a second person. */
export function Decisions() {
  const filters = useFilters();
  const all = filters.of('all') === 'true';
  const waiting = all ? {} : { waiting: 'true' };
  const refunds = useAsk(listRefunds, waiting, { keep: true });
  const writeOffs = useAsk(listWriteOffs, waiting, { keep: true });
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  return (
    <Page title="Decisions">
      <div className="filters">
        <Checkbox
          label="Also those decided"
          checked={all}
          onChange={(e) => filters.set('all', e.currentTarget.checked ? 'true' : '')}
        />
      </div>
      <Section title="Refunds" aside={<Exports of={listRefunds} input={waiting} />}>
        <Answer of={refunds} rows={3}>
          {(data) => (
            <PlainTable
              heads={['Refund', 'Receipt', 'Payer', 'Amount', 'Reason', 'Asked', 'State']}
              empty={
                all ? 'No refund was asked for.' : 'No refund waits. Unapplied money is refunded from its receipt.'
              }
              rows={data.rows.map((row) => ({
                key: row.id,
                cells: [
                  row.number,
                  <Link key="r" to={`/receipts/${row.receiptId}`}>
                    {row.receipt}
                  </Link>,
                  row.payer,
                  <Amount key="a" of={row.amount} />,
                  row.reason,
                  <Asked key="q" of={row} />,
                  <Decided key="s" of={row} />,
                ],
                more: (
                  <Decide
                    waits={row.state === 'requested'}
                    yes="Pay"
                    onDecide={(yes) => setDeciding({ id: row.id, what: 'refund', title: `refund ${row.number}`, yes })}
                  />
                ),
              }))}
            />
          )}
        </Answer>
      </Section>
      <Section title="Write-offs" aside={<Exports of={listWriteOffs} input={waiting} />}>
        <Answer of={writeOffs} rows={3}>
          {(data) => (
            <PlainTable
              heads={['Write-off', 'Invoice', 'Payer', 'Amount', 'Reason', 'Asked', 'State']}
              empty={all ? 'Nothing was written off.' : 'No write-off waits. One is asked for on its invoice.'}
              rows={data.rows.map((row) => ({
                key: row.id,
                cells: [
                  row.number,
                  <Link key="i" to={row.invoiceId ? `/invoices/${row.invoiceId}` : `/receivables/${row.receivableId}`}>
                    {row.invoice}
                  </Link>,
                  row.payer,
                  <Amount key="a" of={row.amount} />,
                  `${reasonWord(row.reasonKind)}: ${row.reason}`,
                  <Asked key="q" of={row} />,
                  <Decided key="s" of={row} />,
                ],
                more: (
                  <Decide
                    waits={row.state === 'requested'}
                    yes="Post"
                    onDecide={(yes) =>
                      setDeciding({ id: row.id, what: 'write-off', title: `write-off ${row.number}`, yes })
                    }
                  />
                ),
              }))}
            />
          )}
        </Answer>
      </Section>
      {deciding ? <DecideDialog of={deciding} onClose={() => setDeciding(null)} /> : null}
    </Page>
  );
}

function Asked({ of }: { of: { readonly requestedBy: string; readonly recordedAt: string } }) {
  return (
    <>
      {of.requestedBy}
      <div className="small quiet nowrap">{momentText(of.recordedAt)}</div>
    </>
  );
}

function Decided({ of }: { of: { readonly state: string; readonly decidedBy: string; readonly note: string } }) {
  return (
    <>
      <StateBadge state={of.state} />
      {of.decidedBy === '' ? null : (
        <div className="small quiet">
          by {of.decidedBy}
          {of.note === '' ? '' : `: ${of.note}`}
        </div>
      )}
    </>
  );
}

interface DecideProps {
  readonly waits: boolean;
  readonly yes: string;
  readonly onDecide: (yes: boolean) => void;
}

function Decide({ waits, yes, onDecide }: DecideProps): ReactNode {
  const may = useMay()('decide money');
  if (!waits || !may) return null;
  return (
    <>
      <Button size="compact-xs" onClick={() => onDecide(true)}>
        {yes} …
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => onDecide(false)}>
        Reject …
      </Button>
    </>
  );
}

function DecideDialog({ of, onClose }: { of: Deciding; onClose: () => void }) {
  const [note, setNote] = useState('');
  const shared = {
    onClose,
    dirty: note !== '',
    onDone: ({ state }: { state: string }) => say(`${of.title}: ${state}.`),
    renderEffect: () =>
      of.yes
        ? of.what === 'refund'
          ? 'Posted to the bank and the payer’s unapplied money.'
          : 'Posted: no longer owed.'
        : 'Nothing is posted; who asked sees that it was rejected.',
    children: <ReasonInput label="Note" required={false} value={note} onValue={setNote} data-autofocus />,
  };
  return of.what === 'refund' ? (
    <ActDialog
      {...shared}
      title={`${of.yes ? 'Pay' : 'Reject'} ${of.title}`}
      action={of.yes ? 'Pay' : 'Reject'}
      endpoint={decideRefund}
      input={{ id: of.id, decision: of.yes ? 'pay' : 'reject', note }}
    />
  ) : (
    <ActDialog
      {...shared}
      title={`${of.yes ? 'Post' : 'Reject'} ${of.title}`}
      action={of.yes ? 'Post' : 'Reject'}
      endpoint={decideWriteOff}
      input={{ id: of.id, decision: of.yes ? 'post' : 'reject', note }}
    />
  );
}
