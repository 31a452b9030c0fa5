import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { OutputOf } from '../../kernel/endpoint.ts';
import { counted } from '../../kernel/text.ts';
import { addSchedule, endSchedule, listSchedules, pauseSchedule } from '../../modules/proformas/contract/schedules.ts';
import type { AskOf } from '../api/client.ts';
import { useAsk, useDo, useDoOnce } from '../api/use.ts';
import { useMay } from '../frame/session.tsx';
import { momentText } from '../parts/day.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { ChangeSchedule } from './change-schedule.tsx';
import { Answer, Section } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';

type Answered = OutputOf<typeof listSchedules>;
export type ScheduleRow = Answered['rows'][number];
type PreparedRow = Answered['prepared'][number];

/** Runs prepared by the clock, and what waits to be generated. */
export function Schedules() {
  const schedules = useAsk(listSchedules, {});
  return (
    <Answer of={schedules} rows={2}>
      {(data) => (
        <>
          {data.prepared.length > 0 ? <Prepared rows={data.prepared} /> : null}
          {data.rows.length > 0 ? <Scheduled rows={data.rows} /> : null}
        </>
      )}
    </Answer>
  );
}

const DECIDED = {
  generated: 'generated',
  dismissed: 'dismissed',
  replaced: 'replaced by the next',
  nothing: 'nothing to generate',
} as const;

/** What became of a prepared run, when, and why; empty while it waits. */
export function decidedText({
  decision,
  decidedAt,
  note,
}: Pick<PreparedRow, 'decision' | 'decidedAt' | 'note'>): string {
  if (decision === null) return '';
  const when = decidedAt === null ? '' : `, ${momentText(decidedAt)}`;
  return `${DECIDED[decision]}${when}${note === '' ? '' : `: ${note}`}`;
}

function Prepared({ rows }: { rows: Answered['prepared'] }) {
  return (
    <Section title="Prepared">
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Prepared">
        <table className="ruled">
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link to={`/runs/prepared/${row.id}`}>
                    {row.name}, through {row.throughDay}
                  </Link>
                </td>
                <td>
                  {counted(row.generated, 'proforma')}
                  {row.gathered > 0 ? `, ${row.gathered} to fill` : ''}
                </td>
                <td className="quiet">
                  {row.decision === null ? <strong>waits for a person</strong> : decidedText(row)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function ruleText({ dayKind, dayNumber, through }: Answered['rows'][number]): string {
  const kind = dayKind === 'working' ? 'working day' : 'day';
  return `on ${kind} ${dayNumber} of each month, work through ${through === 'last-month' ? 'the end of the month before' : 'that day'}`;
}

function Scheduled({ rows }: { rows: Answered['rows'] }) {
  const may = useMay()('run proformas');
  const pause = useDo(pauseSchedule);
  const end = useDo(endSchedule);
  const [changing, setChanging] = useState<ScheduleRow | null>(null);
  const told = { onSuccess: (answer: { sentence: string }) => say(answer.sentence), onError: sayRefused };
  return (
    <Section title="Scheduled">
      <div className="scroll-x" tabIndex={0} role="group" aria-label="Scheduled">
        <table className="ruled">
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  {row.name}
                  <div className="small quiet">{row.about}.</div>
                  <div className="small quiet">Prepared {ruleText(row)}.</div>
                </td>
                <td className="quiet nowrap">{row.next === null ? 'paused' : `next ${row.next}`}</td>
                <td className="num">
                  {may ? (
                    <span className="row" style={{ justifyContent: 'flex-end' }}>
                      <Button size="compact-xs" variant="default" onClick={() => setChanging(row)}>
                        Change
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={pause.isPending}
                        onClick={() => pause.mutate({ input: { id: row.id, paused: !row.paused } }, told)}
                      >
                        {row.paused ? 'Go on' : 'Pause'}
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={end.isPending}
                        onClick={() => end.mutate({ input: { id: row.id } }, told)}
                      >
                        End
                      </Button>
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changing ? <ChangeSchedule key={changing.id} row={changing} onClose={() => setChanging(null)} /> : null}
    </Section>
  );
}

interface ScheduleFormProps {
  readonly criteria: AskOf<typeof addSchedule>['criteria'];
  readonly onClose: () => void;
}

/** The criteria above, each month; its days come from the rule. */
export function ScheduleForm({ criteria, onClose }: ScheduleFormProps) {
  const add = useDoOnce(addSchedule);
  return (
    <FormDialog
      title="Prepare this run each month"
      action="Schedule"
      initial={{ name: 'Month end', dayKind: 'working', dayNumber: '2', through: 'last-month' }}
      onClose={onClose}
      fields={[
        { name: 'name', label: 'Name', wide: true },
        {
          name: 'dayKind',
          label: 'Prepared on',
          kind: 'choice',
          options: [
            { value: 'working', label: 'a working day' },
            { value: 'calendar', label: 'a day of the month' },
          ],
          help: 'Working days are Monday to Friday; public holidays are not known.',
        },
        { name: 'dayNumber', label: 'Which one', help: '1 for the first, 28 at most.' },
        {
          name: 'through',
          label: 'Work through',
          kind: 'choice',
          options: [
            { value: 'last-month', label: 'the end of the month before' },
            { value: 'that-day', label: 'that day' },
          ],
        },
      ]}
      onSubmit={async (values) => {
        const { sentence } = await add.once({
          name: values['name'] ?? '',
          dayKind: values['dayKind'] === 'calendar' ? 'calendar' : 'working',
          dayNumber: Number(values['dayNumber']),
          through: values['through'] === 'that-day' ? 'that-day' : 'last-month',
          criteria,
        });
        say(sentence);
        onClose();
      }}
    />
  );
}
