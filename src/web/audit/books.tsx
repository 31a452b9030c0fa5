import { Button } from '@mantine/core';
import { proveBooks } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import { Answer, Page } from '../parts/page.tsx';
import { Severity } from '../parts/state.tsx';

/** Every invariant of the books, recomputed from the ground. */
export function Books() {
  const proof = useAsk(proveBooks, {});
  return (
    <Page
      title="Prove the books"
      aside={
        <Button variant="default" loading={proof.isFetching} onClick={() => void proof.refetch()}>
          Prove again
        </Button>
      }
    >
      <Answer of={proof}>
        {(data) => (
          <>
            <p>
              {data.ok ? 'All invariants hold.' : 'Something doesn’t hold; see below.'}{' '}
              {data.unsealed > 0 ? `${data.unsealed} events wait to be sealed.` : ''}
            </p>
            <table className="ruled">
              <thead>
                <tr>
                  <th>Invariant</th>
                  <th className="num">Examined</th>
                  <th>Result</th>
                </tr>
              </thead>
              <tbody>
                {data.checks.map((check) => (
                  <tr key={check.name}>
                    <td>{check.name}</td>
                    <td className="num">{check.examined}</td>
                    <td style={{ paddingLeft: 16 }}>
                      {check.ok ? (
                        'holds'
                      ) : (
                        <>
                          <Severity of="block" /> {check.broken}
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </Answer>
    </Page>
  );
}
