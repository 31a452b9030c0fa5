import { Link } from 'react-router';
import { Amount } from '../parts/money.tsx';
import { Section } from '../parts/page.tsx';
import type { Invoice } from './invoice.tsx';

/** Says at the top that the invoice no longer counts, why, and what stands in its place. */
export function Reversed({ invoice }: { invoice: Invoice }) {
  if (!invoice.reversed)
    return invoice.replaces.length === 0 ? null : (
      <div className="note">
        Replaces{' '}
        {invoice.replaces.map((other, index) => (
          <span key={other.id}>
            {index > 0 ? ', ' : ''}
            <Link to={`/invoices/${other.id}`}>{other.number}</Link>
          </span>
        ))}
        , which was reversed.
      </div>
    );
  const { on, reason, cancellation } = invoice.reversed;
  return (
    <div className="refusal" role="status">
      <strong>Reversed on {on}</strong>: {reason}.{' '}
      {cancellation
        ? `Cancelled by document ${cancellation}. `
        : 'It had not left the house, so no document cancels it. '}
      {invoice.replacedBy ? (
        <>
          Replaced by <Link to={`/invoices/${invoice.replacedBy.id}`}>invoice {invoice.replacedBy.number}</Link>.
        </>
      ) : (
        <>
          Nothing replaces it yet:{' '}
          <Link to={`/proformas/${invoice.proforma.id}`}>proforma {invoice.proforma.number}</Link> is to be billed
          again.
        </>
      )}
    </div>
  );
}

/** Credit notes and cancellations, each with its document. */
export function Corrections({ invoice }: { invoice: Invoice }) {
  if (invoice.corrections.length === 0) return null;
  return (
    <Section title="Corrections">
      <table className="ruled">
        <thead>
          <tr>
            <th>Document</th>
            <th>Day</th>
            <th className="num">Total, {invoice.total.currency}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.corrections.map((note) => (
            <tr key={note.id}>
              <td>
                {note.documentType === 'credit-note' ? 'Credit note' : 'Cancellation'}{' '}
                {note.documentLinkId ? (
                  <a href={`/api/documents/${note.documentLinkId}`} target="_blank" rel="noreferrer">
                    {note.number}
                  </a>
                ) : (
                  `${note.number} (PDF being made)`
                )}
                {note.reversed ? <span className="quiet"> (reversed)</span> : null}
                <div className="small quiet">
                  {note.reason}
                  {note.documentType === 'credit-note' && note.restoresWip ? '; back to WIP' : ''}
                </div>
              </td>
              <td className="nowrap">{note.on}</td>
              <td className="num">
                <Amount of={note.total} bare />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
