import type { OutputOf } from '../../kernel/endpoint.ts';
import type { explainRate } from '../../modules/terms/contract.ts';
import { rateReading } from '../parts/money.tsx';

type Explanation = OutputOf<typeof explainRate>;

/** Which rate won, and which lost and why. */
export function RateExplanation({ of }: { of: Explanation }) {
  return (
    <>
      <p>{of.sentence}</p>
      <div className="scroll-x">
        <table className="ruled">
          <thead>
            <tr>
              <th>Rate</th>
              <th>Scope</th>
              <th className="num">{of.currency} an hour</th>
              <th>Valid</th>
              <th>Outcome</th>
            </tr>
          </thead>
          <tbody>
            {(['agreed', 'standard'] as const).flatMap((which) => {
              const { won, lost } = of[which];
              const rows = [...(won ? [{ ...won, because: '' }] : []), ...lost];
              return rows.map((rate) => (
                <tr key={which + rate.rateId}>
                  <td>
                    {which}, {rate.level}
                  </td>
                  <td>
                    {rate.scope}
                    <div className="small quiet">{rate.source}</div>
                  </td>
                  <td className="num">{rateReading(rate.ratePerHour, of.currency)}</td>
                  <td style={{ whiteSpace: 'nowrap' }}>
                    from {rate.from}
                    {rate.to ? (
                      <>
                        <br />
                        to {rate.to}
                      </>
                    ) : null}
                  </td>
                  <td>
                    {rate.because === '' ? <strong>applies</strong> : <span className="quiet">{rate.because}</span>}
                  </td>
                </tr>
              ));
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
