import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { counted } from '../../kernel/text.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { editProforma } from '../../modules/proformas/contract.ts';
import { makeProposal } from '../../modules/proformas/contract/proposals.ts';
import { perform } from '../api/client.ts';
import { Amount, minus } from '../parts/money.tsx';
import { Refusal } from '../parts/page.tsx';
import type { Operation, Sheet } from './operations.ts';

/** The answer of an edit, or of a proposal, which changes no line yet. */
type Rehearsed = Pick<OutputOf<typeof makeProposal>, 'sentence' | 'changed' | 'before' | 'after'> & {
  readonly changes?: OutputOf<typeof editProforma>['changes'];
};

/** What an operation would do, computed by the code that will do it. */
export function useRehearsal(id: string, operation: Operation | null, proposing: boolean) {
  const [settled] = useDebouncedValue(JSON.stringify(operation), 220);
  const rehearsed = useQuery({
    queryKey: ['rehearsal', id, settled, proposing],
    queryFn: (): Promise<Rehearsed> => {
      const asked = JSON.parse(settled) as Operation;
      return proposing
        ? perform(makeProposal, { proformaId: id, operation: asked }, { dryRun: true })
        : perform(editProforma, { id, operation: asked, answer: 'changes' }, { dryRun: true });
    },
    enabled: operation !== null && settled !== 'null',
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  return { rehearsed, current: operation !== null && settled === JSON.stringify(operation) };
}

interface ResultProps {
  readonly of: ReturnType<typeof useRehearsal>;
  /** what each payer would be billed as it is now */
  readonly payers: Sheet['payers'];
}

export function RehearsalResult({ of, payers }: ResultProps) {
  const { rehearsed, current } = of;
  if (!current && !rehearsed.data)
    return <p className="quiet small">The effect is shown here before anything is done.</p>;
  if (rehearsed.error) return <Refusal error={rehearsed.error} />;
  if (!rehearsed.data) return <p className="quiet small">Reckoning …</p>;
  const { changed, before, after, sentence, changes } = rehearsed.data;
  const moved = (changes?.payers ?? []).filter(
    (payer) => payers.length > 1 && payers.find((p) => p.payerId === payer.payerId)?.total.minor !== payer.total.minor,
  );
  return (
    <div className="note" role="status">
      <div>{sentence}</div>
      <table className="ruled" style={{ marginTop: 4 }}>
        <tbody>
          <tr>
            <td>Changed</td>
            <td className="num">{counted(changed, 'line')}</td>
          </tr>
          {before && after ? (
            <>
              <tr>
                <td>To bill before</td>
                <td className="num">
                  <Amount of={before} />
                </td>
              </tr>
              <tr>
                <td>To bill after</td>
                <td className="num">
                  <Amount of={after} />
                </td>
              </tr>
              <tr className="sum">
                <td>Difference</td>
                <td className="num">
                  <Amount of={minus(after, before)} />
                </td>
              </tr>
            </>
          ) : null}
          {moved.map((payer) => (
            <tr key={payer.payerId}>
              <td>{payer.name}, total after</td>
              <td className="num">
                <Amount of={payer.total} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
