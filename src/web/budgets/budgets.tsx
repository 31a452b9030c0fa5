import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { endBudget, listBudgets } from '../../modules/budgets/contract/budgets.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { ActDialog } from '../parts/act-dialog.tsx';
import { DayInput, spanText } from '../parts/day.tsx';
import { given, useFilters } from '../parts/filters.ts';
import { ClientLookUp, MatterLookUp } from '../parts/look-up.tsx';
import { Amount } from '../parts/money.tsx';
import { Answer, Empty, Exports, Page } from '../parts/page.tsx';
import { ReasonInput } from '../parts/reason-input.tsx';
import { type Budget, BudgetForm } from './budget-form.tsx';
import { Burn } from './burn.tsx';
import { Estimates } from './estimates.tsx';

/** Budgets with what is used, left and still to come. */
export function Budgets() {
  const may = useMay()('set up matters');
  const filters = useFilters();
  const asked = given({ clientId: filters.of('clientId'), matterId: filters.of('matterId') });
  const budgets = useAsk(listBudgets, asked, { keep: true });
  const [editing, setEditing] = useState<Budget | 'new' | null>(null);
  const [ending, setEnding] = useState<Budget | null>(null);
  return (
    <Page
      title="Budgets"
      aside={
        <>
          <Exports of={listBudgets} input={asked} />
          {may ? <Button onClick={() => setEditing('new')}>Set a budget</Button> : null}
        </>
      }
    >
      <div className="filters">
        <ClientLookUp w={240} value={filters.of('clientId') || null} onPick={(id) => filters.set('clientId', id)} />
        <MatterLookUp w={280} value={filters.of('matterId') || null} onPick={(id) => filters.set('matterId', id)} />
      </div>
      <Answer of={budgets}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              what="No budget holds."
              how="A budget of a matter, a family or a client’s portfolio is held against what was billed and what is carried. The pre-review tells when three quarters, nine tenths or all of it is used."
            />
          ) : (
            <div className="scroll-x">
              <table className="ruled stacks">
                <thead>
                  <tr>
                    <th>Budget</th>
                    <th>Of</th>
                    <th style={{ minWidth: 220 }}>Used</th>
                    <th className="num">Left</th>
                    <th className="num">At completion</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((budget) => (
                    <Row
                      key={budget.lineId}
                      budget={budget}
                      may={may}
                      onAmend={() => setEditing(budget)}
                      onEnd={() => setEnding(budget)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
      <Estimates clientId={filters.of('clientId')} />
      {editing === null ? null : (
        <BudgetForm budget={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
      {ending ? <EndBudget budget={ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  );
}

interface RowProps {
  readonly budget: Budget;
  readonly may: boolean;
  readonly onAmend: () => void;
  readonly onEnd: () => void;
}

function Row({ budget, may, onAmend, onEnd }: RowProps) {
  return (
    <tr>
      <td>
        {budget.name}
        <div className="small quiet">
          {budget.covers === 'fees' ? 'fees' : 'fees and costs'}
          {budget.taskCodes.length === 0 ? '' : ` of ${budget.taskCodes.join(', ')}`}
          {budget.from === null ? '' : `, ${spanText({ from: budget.from, to: budget.to })}`}
        </div>
        <div className="small quiet">{budget.source}</div>
      </td>
      <td>
        {budget.matterId ? (
          <Link to={`/matters/${budget.matterId}`}>{budget.matter}</Link>
        ) : budget.familyId ? (
          <>family {budget.family}</>
        ) : (
          <>portfolio</>
        )}
        <div className="small quiet">
          <Link to={`/clients/${budget.clientId}`}>{budget.client}</Link>
          {budget.leftOut > 0 ? `, ${budget.leftOut} of another currency left out` : ''}
        </div>
      </td>
      <td>
        <Burn of={budget} />
      </td>
      <td className="num" data-label="Left">
        <Amount of={budget.left} />
      </td>
      <td className="num" data-label="At completion">
        <Amount of={budget.atCompletion} />
        <div className="small quiet">
          {BigInt(budget.variance.minor) < 0n ? 'over by ' : 'under by '}
          <Amount of={{ ...budget.variance, minor: budget.variance.minor.replace('-', '') }} bare />
        </div>
      </td>
      <td className="num nowrap">
        {may ? (
          <>
            <Button size="compact-xs" variant="default" onClick={onAmend}>
              Amend
            </Button>{' '}
            <Button size="compact-xs" variant="default" onClick={onEnd}>
              End
            </Button>
          </>
        ) : null}
      </td>
    </tr>
  );
}

function EndBudget({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const { today } = useMe();
  const [on, setOn] = useState<string>(today);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`End ${budget.name}`}
      action="End it"
      endpoint={endBudget}
      input={on === '' ? null : { lineId: budget.lineId, on, reason }}
      ready={reason.trim() !== ''}
      onDone={() => undefined}
      onClose={onClose}
    >
      <p>Nothing is held against it from that day on.</p>
      <DayInput label="No longer from" w={150} today={today} value={on} onDay={setOn} />
      <ReasonInput value={reason} onValue={setReason} mt="xs" />
    </ActDialog>
  );
}
