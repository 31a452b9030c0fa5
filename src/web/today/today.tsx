import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { firstOfMonth } from '../../kernel/day.ts';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { showToday } from '../../modules/reports/contract.ts';
import { useAsk } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { Amounts, amountsText } from '../parts/money.tsx';
import { Answer, Empty, Figure, Page, Section, Waiting } from '../parts/page.tsx';
import { Severity, StateBadge } from '../parts/state.tsx';

const AgeingChart = lazy(async () => ({ default: (await import('./ageing-chart.tsx')).AgeingChart }));
type TodayAnswer = OutputOf<typeof showToday>;

/** Home: what is due, what is stuck and who has it. */
export function Today() {
  const today = useAsk(showToday, {}, { every: 60_000 });
  return (
    <Page title="Today" aside={today.data ? <span className="quiet">{longDay(today.data.today)}</span> : null}>
      <Answer of={today}>{(data) => <Inside data={data} />}</Answer>
    </Page>
  );
}

/** `Thursday 2026-11-26`: people think of a cut-off in days of the week. */
function longDay(day: string): string {
  return `${Temporal.PlainDate.from(day).toLocaleString('en', { weekday: 'long' })} ${day}`;
}

function Inside({ data }: { data: TodayAnswer }) {
  return (
    <>
      <Strip data={data} />
      <div className="two">
        <Tasks tasks={data.tasks} />
        <div>
          <Pipeline pipeline={data.pipeline} />
          {data.ageing && data.ageing.length > 0 ? (
            <Section title="WIP by age, days since the work">
              <Suspense fallback={<Waiting rows={5} />}>
                <AgeingChart ageing={data.ageing} />
              </Suspense>
            </Section>
          ) : null}
        </div>
      </div>
    </>
  );
}

/** The month's cut-off and, for who may see money, the firm's figures. */
function Strip({ data: { cutOff, wip, receivable, billedThisMonth, today } }: { data: TodayAnswer }) {
  // Until the month's first bill the two are the same figure, and are said once.
  const nothingBilled = cutOff?.notBilled && wip ? amountsText(cutOff.notBilled) === amountsText(wip) : false;
  const matters = cutOff ? counted(cutOff.matters, 'matter') : '';
  return (
    <div className="strip">
      {cutOff ? (
        <Figure label={`Cut-off of ${cutOff.period}`} lead>
          {cutOffText(cutOff.daysLeft)} <span className="quiet small">{cutOff.day}</span>
        </Figure>
      ) : null}
      {cutOff && !cutOff.notBilled ? <Figure label="Not billed yet">{matters}</Figure> : null}
      {cutOff?.notBilled && !nothingBilled ? (
        <Figure label={`Not billed yet, ${matters}`} to="/inventory">
          <Amounts of={cutOff.notBilled} stacked />
        </Figure>
      ) : null}
      {wip ? (
        <Figure label={nothingBilled ? `WIP, ${matters}, none billed yet` : 'WIP'} to="/inventory">
          <Amounts of={wip} stacked />
        </Figure>
      ) : null}
      {receivable ? (
        <Figure label="Receivable" to="/receivables">
          <Amounts of={receivable} stacked />
        </Figure>
      ) : null}
      {billedThisMonth ? (
        <Figure label="Billed this month" to={`/invoices?from=${firstOfMonth(today)}`}>
          <Amounts of={billedThisMonth} stacked none="Nothing yet" />
        </Figure>
      ) : null}
    </div>
  );
}

function cutOffText(daysLeft: number): string {
  if (daysLeft < 0) return `${counted(-daysLeft, 'day')} past`;
  return daysLeft === 0 ? 'today' : `${counted(daysLeft, 'day')} left`;
}

function Tasks({ tasks }: { tasks: TodayAnswer['tasks'] }) {
  const may = useMay();
  const { roles } = useMe().person;
  const valued = tasks.some((task) => task.value);
  const whoIs = (role: string): string => (roles.some((mine) => mine === role.replaceAll(' ', '-')) ? 'you' : role);
  return (
    <Section title="To do, most urgent first">
      {tasks.length === 0 ? (
        <Empty
          what="Nothing waits."
          how="What is due, stuck or waiting for somebody comes here by itself."
          action={may('record work') ? <Link to="/work/new">Record work</Link> : null}
        />
      ) : (
        <div className="scroll-x">
          <table className="ruled tasks stacks">
            <thead>
              <tr>
                <th>Severity</th>
                <th>What</th>
                {valued ? <th className="num">Value</th> : null}
                <th>Waiting for</th>
                <th>Do</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.what + task.href}>
                  <td>
                    <Severity of={task.severity} />
                  </td>
                  <td>
                    {task.what}
                    <div className="small quiet">{task.why}</div>
                  </td>
                  {valued ? (
                    <td className="num">
                      <Amounts of={task.value ?? []} none="" stacked />
                    </td>
                  ) : null}
                  <td className="quiet" data-label="Waiting for">
                    {whoIs(task.waitingFor)}
                  </td>
                  <td>
                    <Link to={task.href}>{task.action}</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Pipeline({ pipeline }: { pipeline: TodayAnswer['pipeline'] }) {
  const valued = pipeline.some((step) => step.bill);
  return (
    <Section title="Proformas under way">
      {pipeline.length === 0 ? (
        <Empty what="No proforma is open." how={<Link to="/runs">A run makes them from recorded work.</Link>} />
      ) : (
        <table className="ruled">
          <thead>
            <tr>
              <th>State</th>
              <th className="num">Count</th>
              {valued ? <th className="num">To bill</th> : null}
            </tr>
          </thead>
          <tbody>
            {pipeline.map((step) => (
              <tr key={step.state}>
                <td>
                  <Link to={`/proformas?state=${step.state}`}>
                    <StateBadge state={step.state} />
                  </Link>
                </td>
                <td className="num">{step.count}</td>
                {step.bill ? (
                  <td className="num">
                    <Amounts of={step.bill} stacked />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
