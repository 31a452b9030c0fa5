import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import type { backTest } from '../../modules/flags/contract.ts';
import { Amount, amountsText } from '../parts/money.tsx';

/** What rules would have raised on past invoices, and what clients later took off. */
export function BackTestResult({
  answer,
}: {
  answer: Pick<OutputOf<typeof backTest>, 'sentence' | 'result' | 'from' | 'to'>;
}) {
  const { result } = answer;
  return (
    <div className="note" role="status" data-testid="back-test">
      <p style={{ margin: 0 }}>{answer.sentence}</p>
      <p className="small quiet">
        {answer.from} to {answer.to}. In question: {amountsText(result.atStake) || 'nothing'}. Later taken off flagged
        cards: {amountsText(result.reduced) || 'nothing'}. Taken off cards that nothing here flags:{' '}
        {amountsText(result.missed) || 'nothing'}.
      </p>
      {result.couldNot.map((why) => (
        <p key={why} className="small">
          {why}
        </p>
      ))}
      {result.rules.length > 1 ? (
        <table className="ruled">
          <thead>
            <tr>
              <th>Rule</th>
              <th className="num">Flags</th>
              <th className="num">Invoices</th>
              <th className="num">Later reduced</th>
            </tr>
          </thead>
          <tbody>
            {result.rules.map((rule) => (
              <tr key={rule.code}>
                <td>{rule.title}</td>
                <td className="num">{rule.flags}</td>
                <td className="num">{rule.invoices}</td>
                <td className="num">{rule.reduced}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {result.examples.slice(0, 8).map((one) => (
        <div key={one.invoiceId + one.sentence} className="small">
          <Link to={`/invoices/${one.invoiceId}`}>{one.invoice}</Link>: {one.sentence}
          {one.reduced ? (
            <>
              {' '}
              Later reduced by <Amount of={one.reduced} />.
            </>
          ) : null}
        </div>
      ))}
    </div>
  );
}
