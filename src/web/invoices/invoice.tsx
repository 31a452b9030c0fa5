import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { sendInvoices } from '../../modules/dispatch/contract.ts';
import { showInvoice } from '../../modules/invoices/contract.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Facts, Figure, Page, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { StateBadge } from '../parts/state.tsx';
import { Dispatches, Documents, Journal, Lines, Taxes } from './invoice-parts.tsx';

export type Invoice = OutputOf<typeof showInvoice>;

export function InvoicePage() {
  const id = useParams()['id'] ?? '';
  const [waiting, setWaiting] = useState(true);
  const answer = useAsk(showInvoice, { id }, { every: waiting ? 2_000 : 30_000 });
  const isWaiting = answer.data
    ? answer.data.documents === 'being made' || answer.data.dispatches.some((d) => d.state === 'queued')
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
  const sent = invoice.dispatches.length > 0;
  const submit = (): void =>
    send.mutate(
      { input: { invoiceIds: [invoice.id], again: sent } },
      {
        onSuccess: ({ dispatches }) => say(`On its way to ${dispatches.flatMap((d) => d.recipients).join(', ')}.`),
        onError: sayRefused,
      },
    );
  const pdf = invoice.files.find((file) => file.fileName.endsWith('.pdf'));
  return (
    <Page
      title={`Invoice ${invoice.number}`}
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
          {may('dispatch') ? (
            <Button loading={send.isPending} onClick={submit}>
              {sent ? 'Send again' : 'Send'}
            </Button>
          ) : null}
        </>
      }
    >
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
          <Amount of={invoice.open} bare />
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
          <Lines invoice={invoice} />
          <Taxes invoice={invoice} />
          {invoice.journal.length > 0 ? <Journal invoice={invoice} /> : null}
        </div>
        <div>
          <Section title="Particulars">
            <Facts
              of={[
                ['Payer', invoice.payer],
                ['Date', invoice.invoiceDate],
                ['Due', invoice.dueDate],
                ['Entity', invoice.entity],
                [
                  'Proforma',
                  <Link key="p" to={`/proformas/${invoice.proforma.id}`}>
                    {invoice.proforma.number}
                  </Link>,
                ],
                [
                  'Other payers',
                  invoice.siblings.length === 0
                    ? ''
                    : invoice.siblings.map((s) => (
                        <div key={s.id}>
                          <Link to={`/invoices/${s.id}`}>{s.number}</Link> {s.payer}
                        </div>
                      )),
                ],
                [
                  'Exchange rate',
                  invoice.rate
                    ? `1 ${invoice.rate.from} = ${invoice.rate.rate} ${invoice.rate.to} (${invoice.rate.source})`
                    : '',
                ],
                [
                  'Frozen as',
                  <span key="h" className="small quiet">
                    {invoice.snapshotHash}
                  </span>,
                ],
              ]}
            />
          </Section>
          <Documents invoice={invoice} />
          <Dispatches invoice={invoice} />
        </div>
      </div>
    </Page>
  );
}
