import { Link } from 'react-router';
import { Amount } from '../parts/money.tsx';
import { Facts, Section } from '../parts/page.tsx';
import type { Invoice } from '../invoices/invoice.tsx';

type TakenUp = Invoice['lessOnAccount'][number];

/** Of an invoice on account: how it stands, each amount with what made it. */
export function Standing({ of }: { of: NonNullable<Invoice['onAccount']> }) {
  return (
    <Section title="On account">
      <Facts
        of={[
          ['For', of.wholeClient ? 'all matters of the client' : 'this matter'],
          ['Words', of.words],
          [
            'Agreed in',
            of.clause ? (
              <Link key="clause" to={`/engagements/${of.clause.engagementId}`}>
                clause {of.clause.number}
              </Link>
            ) : (
              ''
            ),
          ],
          ['Billed', <Amount key="billed" of={of.billed} />],
          ['Credited', <Amount key="credited" of={of.credited} />],
          ['Paid', <Amount key="paid" of={of.paid} />],
          ['Taken up', <Amount key="applied" of={of.applied} />],
          ['Left', <Amount key="left" of={of.left} />],
          ['Can be taken up now', <Amount key="available" of={of.available} />],
        ]}
      />
      <Moved rows={of.takenUp} title="Taken up by" linked="invoice" />
    </Section>
  );
}

/** What an invoice of work took up of those on account. */
export function Less({ of }: { of: Invoice['lessOnAccount'] }) {
  return of.length === 0 ? null : (
    <Section title="Less billed on account">
      <Moved rows={of} title="Invoice on account" linked="onAccount" />
    </Section>
  );
}

function Moved({ rows, title, linked }: { rows: readonly TakenUp[]; title: string; linked: 'invoice' | 'onAccount' }) {
  if (rows.length === 0) return null;
  return (
    <table className="ruled">
      <thead>
        <tr>
          <th>{title}</th>
          <th>On</th>
          <th className="num">Net</th>
          <th className="num">Its tax</th>
          <th>Books</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.journalId + row.onAccountId}>
            <td>
              {linked === 'invoice' ? (
                <Link to={`/invoices/${row.invoiceId}`}>{row.invoice}</Link>
              ) : (
                <Link to={`/invoices/${row.onAccountId}`}>{row.onAccount}</Link>
              )}
              {row.gaveBack ? ', given back' : ''}
            </td>
            <td>{row.on}</td>
            <td className="num">
              <Amount of={row.net} bare />
            </td>
            <td className="num">
              <Amount of={row.tax} bare />
            </td>
            <td>
              <Link to={`/journals/${row.journalId}`}>journal</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
