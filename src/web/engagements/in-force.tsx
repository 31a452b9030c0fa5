import { Link } from 'react-router';
import { listEngagements, termsInForce } from '../../modules/terms/contract/engagements.ts';
import { useAsk } from '../api/use.ts';
import { spanText } from '../parts/day.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { Uses } from './use-bar.tsx';

/** What is agreed for a matter today, and what doesn't count and why. */
export function TermsInForce({ matterId }: { matterId: string }) {
  const terms = useAsk(termsInForce, { matterId });
  return (
    <Section title="As agreed">
      <Answer of={terms} rows={2}>
        {({ clauses, lost, uses }) => (
          <>
            {clauses.length === 0 ? (
              <p className="quiet">
                Nothing is agreed for it today but the rates. <Link to="/engagements">Engagements</Link>
              </p>
            ) : (
              <table className="ruled">
                <tbody>
                  {clauses.map((clause) => (
                    <tr key={clause.id}>
                      <td className="nowrap">
                        <Link to={`/engagements/${clause.engagementId}`}>{clause.number}</Link>
                      </td>
                      <td title={clause.words}>{clause.kind === 'other' ? clause.words : clause.said}</td>
                      <td className="quiet">{clause.engagement}</td>
                      <td className="quiet nowrap">{spanText(clause)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <Uses uses={uses} />
            {lost.map((one) => (
              <div key={one.engagementId + one.number + one.because} className="small quiet">
                Not counting: {one.number} {one.said}, {one.engagement}, because {one.because}.
              </div>
            ))}
          </>
        )}
      </Answer>
    </Section>
  );
}

/** The engagements of a client, each with what of it counts today. */
export function ClientEngagements({ clientId }: { clientId: string }) {
  const found = useAsk(listEngagements, { clientId });
  return (
    <Section title="Engagements" aside={<Link to={`/engagements?clientId=${clientId}`}>All</Link>}>
      <Answer of={found} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">Nothing is agreed but the rates.</p>
          ) : (
            <table className="ruled">
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link to={`/engagements/${row.id}`}>{row.title}</Link>
                      <div className="small quiet">{row.said.join('; ')}</div>
                    </td>
                    <td className="quiet">
                      {row.matters.length === 0 ? 'all matters' : row.matters.map((m) => m.number).join(', ')}
                    </td>
                    <td className="quiet nowrap">{spanText(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </Section>
  );
}
