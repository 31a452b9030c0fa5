import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { sendInvoices } from '../../modules/dispatch/contract.ts';
import { showInvoice } from '../../modules/invoices/contract.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Figure, Page } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { Corrections, Reversed } from './corrections.tsx';
import { CreditDialog } from './credit-dialog.tsx';
import { Lines } from './invoice-lines.tsx';
import { Dispatches, Documents, Journal, Particulars, Taxes } from './invoice-parts.tsx';
import { Owed } from './owed.tsx';
import { Failures } from './sendings.tsx';
import { Less, Standing } from '../on-account/standing.tsx';
import { TakeBack } from '../on-account/take-back.tsx';
import { UnbillDialog } from './unbill-dialog.tsx';

export type Invoice = OutputOf<typeof showInvoice>;

export function InvoicePage() {
  const id = useParams()['id'] ?? '';
  const [waiting, setWaiting] = useState(true);
  const answer = useAsk(showInvoice, { id }, { every: waiting ? 2_000 : 30_000 });
  const isWaiting = answer.data
    ? answer.data.documents === 'being made' ||
      answer.data.corrections.some((c) => c.documents === 'being made') ||
      [answer.data, ...answer.data.corrections].some((doc) => doc.dispatches.some((d) => d.state === 'queued'))
    : true;
  if (isWaiting !== waiting) setWaiting(isWaiting);
  return answer.data ? (
    <Inside invoice={answer.data} />
  ) : (
    <Page title="Invoice">
      <Answer of={answer}>{() => null}</Answer>
    </Page>
  );
}

function Inside({ invoice }: { invoice: Invoice }) {
  const may = useMay();
  const send = useDo(sendInvoices);
  const [open, setOpen] = useState<'unbill' | 'credit' | null>(null);
  const correctable = may('correct invoices') && !invoice.reversed;
  const sent = invoice.dispatches.some((d) => d.stands);
  const submit = (): void => {
    const before = invoice.dispatches.findLast((d) => d.stands);
    // What the client has already is not mailed again by a slip.
    if (before && !window.confirm(`Sent already to ${before.recipients.join(', ')}. Send it once more?`)) return;
    send.mutate(
      { input: { invoiceIds: [invoice.id], again: sent } },
      {
        onSuccess: ({ dispatches }) => say(`On its way to ${dispatches.flatMap((d) => d.recipients).join(', ')}.`),
        onError: sayRefused,
      },
    );
  };
  const pdf = invoice.files.find((file) => file.fileName.endsWith('.pdf'));
  return (
    <Page
      title={`Invoice ${invoice.number}${invoice.onAccount ? ' on account' : ''}`}
      crumb={
        <>
          <Link to="/invoices">Invoices</Link> · <Link to={`/clients/${invoice.clientId}`}>{invoice.client}</Link> ·{' '}
          <Link to={`/matters/${invoice.matterId}`}>{invoice.matter}</Link>
        </>
      }
      aside={
        <>
          {pdf ? (
            <Button component="a" href={`/api/documents/${pdf.id}`} target="_blank" variant="default">
              Open the PDF
            </Button>
          ) : (
            <StateBadge state={invoice.documents} />
          )}
          {correctable ? (
            <>
              <Button variant="default" onClick={() => setOpen('credit')}>
                Credit note …
              </Button>
              <Button variant="default" onClick={() => setOpen('unbill')}>
                {invoice.onAccount ? 'Take back …' : 'Unbill …'}
              </Button>
            </>
          ) : null}
          {may('dispatch') && !invoice.reversed ? (
            <Button loading={send.isPending} onClick={submit}>
              {sent ? 'Send again' : 'Send'}
            </Button>
          ) : null}
        </>
      }
    >
      <Reversed invoice={invoice} />
      <Failures of={invoice.failures} />
      <div className="strip">
        <Figure label="Net">
          <a href="#lines">
            <Amount of={invoice.net} />
          </a>
        </Figure>
        <Figure label="Tax">
          <a href="#tax">
            <Amount of={invoice.tax} bare />
          </a>
        </Figure>
        <Figure label="Total" lead>
          <Amount of={invoice.total} />
        </Figure>
        <Figure label="Open">
          <a href="#owed">
            <Amount of={invoice.open} bare />
          </a>
        </Figure>
        {invoice.parts
          .filter((part) => part.label !== 'Tax')
          .map((part) => (
            <Figure key={part.label} label={part.label}>
              <Amount of={part.amount} bare />
            </Figure>
          ))}
      </div>
      <div className="two">
        <div>
          {invoice.onAccount ? <Standing of={invoice.onAccount} /> : <Lines invoice={invoice} />}
          <Less of={invoice.lessOnAccount} />
          <Taxes invoice={invoice} />
          {invoice.journal.length > 0 ? <Journal invoice={invoice} /> : null}
        </div>
        <div>
          <Particulars invoice={invoice} />
          {may('see money') ? (
            <Owed id={invoice.id} corrections={invoice.corrections} reversed={invoice.reversed !== null} />
          ) : null}
          <Corrections of={invoice.corrections} />
          <Documents invoice={invoice} />
          <Dispatches invoice={invoice} />
        </div>
      </div>
      {open === 'unbill' ? <Undo invoice={invoice} onClose={() => setOpen(null)} /> : null}
      {open === 'credit' ? <CreditDialog invoice={creditable(invoice)} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function Undo({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  return invoice.onAccount ? (
    <TakeBack invoice={invoice} onClose={onClose} />
  ) : (
    <UnbillDialog invoice={invoice} onClose={onClose} />
  );
}

/** Of one on account, what no invoice of work has taken up is its one line. */
function creditable(invoice: Invoice) {
  const { onAccount } = invoice;
  const of = { ...invoice, currency: invoice.net.currency };
  if (!onAccount) return { ...of, hasWip: true };
  const line = { lineNo: 1, matter: invoice.matter, narrative: onAccount.words, workDate: invoice.invoiceDate };
  return { ...of, hasWip: false, lines: [{ ...line, timekeeper: '', creditable: onAccount.left }] };
}
