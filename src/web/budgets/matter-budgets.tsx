import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { listBudgets } from '../../modules/budgets/contract/budgets.ts';
import { useAsk } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { BudgetForm } from './budget-form.tsx';
import { Burn } from './burn.tsx';

/** Budgets that hold for a matter: its own, its family's, its client's. */
export function MatterBudgets({ matterId, clientId }: { matterId: string; clientId: string }) {
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const budgets = useAsk(listBudgets, { matterId }, { enabled: may('see money') });
  if (!may('see money')) return null;
  return (
    <Section
      title="Budgets"
      aside={
        may('set up matters') ? (
          <Button size="compact-xs" variant="default" onClick={() => setAdding(true)}>
            Set one
          </Button>
        ) : null
      }
    >
      <Answer of={budgets} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">No budget holds for this matter.</p>
          ) : (
            <table className="ruled">
              <tbody>
                {rows.map((budget) => (
                  <tr key={budget.lineId}>
                    <td>
                      <Link to={`/budgets?clientId=${budget.clientId}`}>{budget.name}</Link>
                      <div className="small quiet">{budget.scope}</div>
                    </td>
                    <td style={{ width: '60%' }}>
                      <Burn of={budget} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {adding ? (
        <BudgetForm budget={null} clientId={clientId} matterId={matterId} onClose={() => setAdding(false)} />
      ) : null}
    </Section>
  );
}
