import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { listRuns, startRun } from '../../modules/proformas/contract/runs.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo } from '../api/use.ts';
import { useMay, useMe } from '../frame/session.tsx';
import type { Column } from '../grid/column.ts';
import { Ledger } from '../grid/ledger.tsx';
import { momentText } from '../parts/day.tsx';
import { Answer, Empty, Exports, Page, Refusal, Section } from '../parts/page.tsx';
import { criteriaOf, everything } from './chosen.ts';
import { CriteriaFields } from './criteria.tsx';
import { Outcomes } from './outcomes.tsx';
import { ScheduleForm, Schedules } from './schedules.tsx';

type Row = OutputOf<typeof listRuns>['rows'][number];
const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'at',
    label: 'Started',
    width: 160,
    text: (r) => momentText(r.recordedAt),
    href: (r) => `/runs/${r.id}`,
    phone: true,
  },
  { key: 'from', label: 'From', width: 110, text: (r) => r.fromDay ?? '', hidden: true },
  { key: 'through', label: 'Through', width: 110, text: (r) => r.throughDay, phone: true },
  { key: 'who', label: 'By', width: 180, grow: 1, text: (r) => r.who },
  { key: 'generated', label: 'Generated', width: 110, number: (r) => r.generated, phone: true },
  { key: 'gathered', label: 'Filled', width: 90, number: (r) => r.gathered },
  { key: 'existing', label: 'Already there', width: 120, number: (r) => r.existing },
  { key: 'skipped', label: 'Skipped', width: 110, number: (r) => r.skipped },
];

export function Runs() {
  const may = useMay();
  const runs = useAsk(listRuns, {});
  return (
    <Page title="Runs" aside={<Exports of={listRuns} />}>
      {may('run proformas') ? <Builder /> : null}
      <Schedules />
      <Section title="Runs so far">
        <Answer of={runs}>
          {(data) =>
            data.rows.length === 0 ? (
              <Empty
                what="No run yet."
                how="Rehearse one above: it says for each matter whether it gets a proforma, and why."
              />
            ) : (
              <Ledger name="runs" rows={data.rows} columns={COLUMNS} idOf={(r) => r.id} />
            )
          }
        </Answer>
      </Section>
    </Page>
  );
}

function generateWords({ proformas, gathered }: { proformas: number; gathered: number }): string {
  const fill = gathered > 0 ? `fill ${gathered}` : '';
  if (proformas === 0 && gathered > 0) return `Fill ${counted(gathered, 'proforma')}`;
  return [`Generate ${counted(proformas, 'proforma')}`, fill].filter(Boolean).join(', ');
}

/** What is considered; then a rehearsal of every matter's outcome, then the run itself, or the same each month. */
function Builder() {
  const { today, firm } = useMe();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(everything(today, firm.entities[0]?.currency ?? 'USD'));
  const [scheduling, setScheduling] = useState(false);
  const rehearse = useDo(startRun);
  const start = useDo(startRun);
  const input = criteriaOf(chosen);
  const rehearsed =
    rehearse.data && JSON.stringify(rehearse.variables?.input) === JSON.stringify(input) ? rehearse.data : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (input) rehearse.mutate({ input, options: { dryRun: true } });
      }}
    >
      <Refusal error={rehearse.error ?? start.error} />
      <div className="filters">
        <CriteriaFields chosen={chosen} onChange={(part) => setChosen((before) => ({ ...before, ...part }))} />
      </div>
      <div className="row" style={{ marginBottom: 10 }}>
        <Button type="submit" variant={rehearsed ? 'default' : 'filled'} loading={rehearse.isPending}>
          Rehearse
        </Button>
        <Button
          disabled={!rehearsed || rehearsed.generated + rehearsed.gathered === 0}
          loading={start.isPending}
          onClick={() => input && start.mutate({ input }, { onSuccess: ({ id }) => void navigate(`/runs/${id}`) })}
        >
          {rehearsed ? generateWords(rehearsed) : 'Generate'}
        </Button>
        <Button variant="default" disabled={input === null} onClick={() => setScheduling(true)}>
          Each month …
        </Button>
      </div>
      {rehearsed ? (
        <Outcomes name="rehearsal" rows={rehearsed.outcomes} />
      ) : (
        <p className="quiet small">
          Rehearse first: nothing is made, and every matter’s outcome is shown with its reason.
        </p>
      )}
      {scheduling && input ? <ScheduleForm criteria={bare(input)} onClose={() => setScheduling(false)} /> : null}
    </form>
  );
}

/** The criteria without their days, which come from the schedule. */
function bare({ fromDay: _from, throughDay: _through, ...criteria }: AskOf<typeof startRun>) {
  return criteria;
}
