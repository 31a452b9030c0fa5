import { Select } from '@mantine/core';
import { useState } from 'react';
import { listBudgets } from '../../modules/budgets/contract/budgets.ts';
import { showBeside } from '../../modules/reports/contract/beside.ts';
import { useAsk } from '../api/use.ts';
import { Burn } from '../budgets/burn.tsx';
import { Amount, Amounts } from '../parts/money.tsx';
import { Answer, Facts } from '../parts/page.tsx';
import type { PanelProps } from './panel.tsx';

/** Budgets of the matter, with what this proforma's work has used of them. */
function BesideBudgets({ matterId }: { matterId: string }) {
  const { data } = useAsk(listBudgets, { matterId }, { keep: true });
  if (!data || data.rows.length === 0) return null;
  return (
    <>
      <h2 className="section">Budgets</h2>
      {data.rows.map((budget) => (
        <div key={budget.lineId}>
          {budget.name} <span className="quiet">{budget.scope}</span>
          <Burn of={budget} />
        </div>
      ))}
    </>
  );
}

/** What helps to judge the lines: how the matter was billed, by whom, at what rates, and what its payers have left. */
export function BesidePanel({ sheet, line }: PanelProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const matterId = picked ?? line?.matterId ?? sheet.matter.id;
  const beside = useAsk(showBeside, { id: sheet.id, matterId }, { keep: true });
  return (
    <>
      {sheet.matters.length > 1 ? (
        <Select
          mt={10}
          label="Matter"
          data={sheet.matters.map((matter) => ({ value: matter.id, label: `${matter.number} ${matter.name}` }))}
          value={matterId}
          onChange={setPicked}
          allowDeselect={false}
        />
      ) : null}
      <Answer of={beside} rows={8}>
        {(data) => (
          <>
            <h2 className="section">Last bill</h2>
            {data.lastBill ? (
              <Facts
                of={[
                  ['Invoice', `${data.lastBill.number}, ${data.lastBill.on}`],
                  ['Work', <Amount key="work" of={data.lastBill.work} />],
                  ['Billed', <Amount key="billed" of={data.lastBill.billed} />],
                  ['Hours', data.lastBill.hours],
                  ['At no charge', String(data.lastBill.noCharge)],
                ]}
              />
            ) : (
              <p className="quiet">The matter was not billed before.</p>
            )}
            <BesideBudgets matterId={matterId} />
            <h2 className="section">Usual here, in the last year</h2>
            {data.usual.length === 0 ? (
              <p className="quiet">Nobody recorded time.</p>
            ) : (
              <table className="ruled">
                <thead>
                  <tr>
                    <th>Who</th>
                    <th className="num">Hours</th>
                    <th className="num">A card</th>
                    <th className="num">Rate</th>
                  </tr>
                </thead>
                <tbody>
                  {data.usual.map((row) => (
                    <tr key={row.timekeeper}>
                      <td>{row.timekeeper}</td>
                      <td className="num">{row.hours}</td>
                      <td className="num">{row.perCard}</td>
                      <td className="num">{row.rate}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <h2 className="section">Unbilled and funds</h2>
            <Facts
              of={[
                ['WIP', <Amount key="wip" of={data.unbilled.wip} />],
                ['Oldest', data.unbilled.oldest ? `${data.unbilled.oldest}, ${data.unbilled.days} days` : 'none'],
                ...data.funds.map(
                  (row) =>
                    [`Unapplied, ${row.payer}`, <Amounts key={row.payer} of={row.unapplied} none="none" />] as const,
                ),
              ]}
            />
            <h2 className="section">Billed before</h2>
            {data.narratives.length === 0 ? <p className="quiet">Nothing yet.</p> : null}
            {data.narratives.map((row) => (
              <div key={row.on + row.narrative + row.hours} className="panel-row">
                <div className="small quiet">
                  {row.on} {row.timekeeper} {row.hours} h
                </div>
                {row.narrative}
              </div>
            ))}
          </>
        )}
      </Answer>
    </>
  );
}
