import { Link, useParams } from 'react-router';
import { showJournal } from '../../modules/ledger/contract.ts';
import { useAsk } from '../api/use.ts';
import { momentText } from '../parts/day.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Page } from '../parts/page.tsx';

export function JournalPage() {
  const id = useParams()['id'] ?? '';
  const journal = useAsk(showJournal, { id });
  return (
    <Page
      title={journal.data ? `Journal of ${journal.data.on}` : 'Journal'}
      crumb={<Link to="/journals">Journals</Link>}
    >
      <Answer of={journal}>
        {(data) => (
          <>
            <p className="quiet">
              {data.kind}, {data.entity}. {data.memo} By {data.who}, {momentText(data.recordedAt)}.
            </p>
            <div className="scroll-x">
              <table className="ruled">
                <thead>
                  <tr>
                    <th>Account</th>
                    <th>Matter</th>
                    <th>TK</th>
                    <th>From</th>
                    <th className="num">Amount</th>
                    <th className="num">Entity</th>
                  </tr>
                </thead>
                <tbody>
                  {data.lines.map((line) => (
                    <tr key={line.lineNo}>
                      <td>
                        {line.account} {line.accountName}
                      </td>
                      <td>{line.matter}</td>
                      <td>{line.timekeeper}</td>
                      <td>
                        {line.cardId ? <Link to={`/cards/${line.cardId}`}>card</Link> : null}{' '}
                        {line.invoiceId ? <Link to={`/invoices/${line.invoiceId}`}>invoice</Link> : null}
                      </td>
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
          </>
        )}
      </Answer>
    </Page>
  );
}
