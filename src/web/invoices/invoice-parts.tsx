import { Link } from 'react-router';
import { useMay } from '../frame/session.tsx';
import { Amount, percentText } from '../parts/money.tsx';
import { Facts, Section } from '../parts/page.tsx';
import { StateBadge } from '../parts/state.tsx';
import type { Invoice } from './invoice.tsx';
import { Sendings } from './sendings.tsx';
import { SentOtherwise } from './sent-otherwise.tsx';

export function Taxes({ invoice }: { invoice: Invoice }) {
  return (
    <Section title="Tax">
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Tax">
        <table className="ruled" id="tax">
          <thead>
            <tr>
              <th>Code</th>
              <th className="num">Rate</th>
              <th className="num">Base</th>
              <th className="num">Tax</th>
              <th className="num">Tax in the entity’s currency</th>
            </tr>
          </thead>
          <tbody>
            {invoice.taxes.map((tax) => (
              <tr key={tax.code}>
                <td>
                  {tax.code} <span className="quiet">{tax.name}</span>
                </td>
                <td className="num">{percentText(tax.ratePpm)}</td>
                <td className="num">
                  <Amount of={tax.base} />
                </td>
                <td className="num">
                  <Amount of={tax.tax} />
                </td>
                <td className="num">
                  <Amount of={tax.entityTax} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

export function Journal({ invoice }: { invoice: Invoice }) {
  return (
    <Section title="Journal">
      <div className="scroll-x">
        <table className="ruled">
          <thead>
            <tr>
              <th>Kind</th>
              <th>Account</th>
              <th>Matter</th>
              <th>TK</th>
              <th className="num">Amount</th>
              <th className="num">Entity</th>
            </tr>
          </thead>
          <tbody>
            {invoice.journal.map((line, index) => (
              <tr key={index}>
                <td>
                  <Link to={`/journals/${line.journalId}`}>{line.kind}</Link>
                </td>
                <td>
                  {line.account} {line.accountName}
                </td>
                <td>{line.matter}</td>
                <td>{line.timekeeper}</td>
                <td className="num">
                  <Amount of={line.amount} />
                </td>
                <td className="num">
                  <Amount of={line.entityAmount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

export function Documents({ invoice }: { invoice: Invoice }) {
  return (
    <Section title="Documents" aside={<StateBadge state={invoice.documents} />}>
      {invoice.files.length === 0 && invoice.documents === 'being made' ? (
        <p className="quiet">They are made in the background and come here by themselves.</p>
      ) : null}
      {invoice.files.map((file) => (
        <div key={file.id} style={{ padding: '4px 0', borderBottom: '1px solid var(--rule)' }}>
          <a href={`/api/documents/${file.id}`} target="_blank" rel="noreferrer">
            {file.fileName}
          </a>{' '}
          <span className="quiet small">
            {file.kind}, {Math.ceil(file.size / 1024)} kB
          </span>
          <div className="small quiet" style={{ overflowWrap: 'anywhere' }}>
            SHA-256 {file.hash}
          </div>
        </div>
      ))}
    </Section>
  );
}

export function Dispatches({ invoice }: { invoice: Invoice }) {
  const may = useMay();
  const sent = invoice.dispatches.some((d) => d.stands);
  return (
    <Section
      title="Dispatch"
      aside={
        may('dispatch') && !invoice.reversed ? (
          <SentOtherwise of="invoice" ids={[invoice.id]} again={sent} size="compact-xs" />
        ) : null
      }
    >
      {sent ? null : <p className="quiet">Not sent yet.</p>}
      <Sendings of={invoice.dispatches} settled={invoice.reversed !== null} />
    </Section>
  );
}

export function Particulars({ invoice }: { invoice: Invoice }) {
  return (
    <Section title="Particulars">
      <Facts
        of={[
          ['Payer', invoice.payer],
          ['Date', invoice.invoiceDate],
          ['Due', invoice.dueDate],
          ['Entity', invoice.entity],
          [
            'Proforma',
            invoice.proforma ? (
              <Link key="p" to={`/proformas/${invoice.proforma.id}`}>
                {invoice.proforma.number}
              </Link>
            ) : (
              ''
            ),
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
  );
}
