import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { addDays, type Day, mondayOf } from '../../kernel/day.ts';
import { counted } from '../../kernel/text.ts';
import { listCards } from '../../modules/cards/contract.ts';
import { ask } from '../api/client.ts';
import { useAsk } from '../api/use.ts';
import { useKeys } from '../desk/use-keys.ts';
import { useMay, useMe } from '../frame/session.tsx';
import { CodeLookUp, MatterLookUp, TimekeeperLookUp } from '../parts/look-up.tsx';
import { Answer, Empty } from '../parts/page.tsx';
import { say, sayRefused } from '../parts/say.ts';
import { useWeek, type Week } from './use-week.ts';
import { type RowOf, rowKey, weekRows } from './week-rows.ts';
import { type At, WeekTable } from './week-table.tsx';
import { WeekWords } from './week-words.tsx';
import './week.css';

function inWeek(timekeeperId: string, monday: Day) {
  return { timekeeperId, kind: 'time' as const, from: monday, to: addDays(monday, 6), limit: 1000 };
}

/** The hours of one timekeeper, matter and activity by day, to type into. */
export function WeekGrid() {
  const me = useMe();
  const [timekeeperId, setTimekeeper] = useState(me.timekeeperId);
  const [monday, setMonday] = useState(mondayOf(me.today));
  const week = useWeek();
  const move = (days: number) => () => setMonday((before) => addDays(before, days));
  useKeys({ '[': move(-7), ']': move(7) });
  const waiting = Object.values(week.drafts).filter((draft) => draft.typed.trim() !== '').length;
  return (
    <>
      <div className="filters">
        <TimekeeperLookUp w={210} value={timekeeperId} onPick={setTimekeeper} />
        <Button variant="default" onClick={move(-7)} rightSection={<kbd>[</kbd>}>
          Week before
        </Button>
        <Button variant="default" onClick={() => setMonday(mondayOf(me.today))}>
          This week
        </Button>
        <Button variant="default" onClick={move(7)} rightSection={<kbd>]</kbd>}>
          Week after
        </Button>
        <span className="small" role="status">
          {waiting === 0 ? '' : `${counted(waiting, 'cell')} not recorded yet`}
        </span>
      </div>
      {timekeeperId === null ? (
        <Empty what="No timekeeper is chosen." how="Choose whose week to show." />
      ) : (
        <OneWeek key={`${timekeeperId} ${monday}`} week={week} timekeeperId={timekeeperId} monday={monday} />
      )}
    </>
  );
}

function OneWeek({ week, timekeeperId, monday }: { week: Week; timekeeperId: string; monday: Day }) {
  const me = useMe();
  const may = useMay()('record work');
  const [added, setAdded] = useState<readonly RowOf[]>([]);
  const [at, setAt] = useState<At | null>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const cards = useAsk(listCards, inWeek(timekeeperId, monday), { keep: true });
  const days = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n));
  const copy = async (): Promise<void> => {
    const before = await ask(listCards, inWeek(timekeeperId, addDays(monday, -7)));
    const rows = weekRows(before.rows, []);
    if (rows.length === 0) say('The week before has no time.');
    setAdded((had) => [...had, ...rows]);
  };
  return (
    <Answer of={cards} rows={4}>
      {(data) => {
        const rows = weekRows(data.rows, [...added, ...draftRows(week, timekeeperId, days, data.rows)]);
        const row = rows.find((r) => r.key === at?.rowKey);
        return (
          <div ref={sheet}>
            {rows.length === 0 ? (
              <Empty
                what={`No time is recorded in the week of ${monday}.`}
                how="Add a matter beneath, or take over the rows of the week before."
              />
            ) : (
              <WeekTable
                week={week}
                timekeeperId={timekeeperId}
                rows={rows}
                days={days}
                today={me.today}
                may={may}
                at={at}
                onAt={setAt}
                onWords={() => words.current?.focus()}
              />
            )}
            {row && at ? (
              <WeekWords
                key={`${row.key} ${at.day}`}
                week={week}
                timekeeperId={timekeeperId}
                row={row}
                day={at.day}
                may={may && at.day <= me.today}
                box={words}
                onSaved={() => sheet.current?.querySelector<HTMLInputElement>('[data-at="true"] input')?.focus()}
              />
            ) : null}
            {may ? (
              <AddRow onAdd={(one) => setAdded((had) => [...had, one])} onCopy={() => void copy().catch(sayRefused)} />
            ) : null}
          </div>
        );
      }}
    </Answer>
  );
}

/** Rows of cells that are typed and not recorded, after another week was looked at. */
function draftRows(week: Week, timekeeperId: string, days: readonly string[], cards: readonly RowOf[]): RowOf[] {
  const known = new Set(cards.map(rowKey));
  return Object.keys(week.drafts).flatMap((key) => {
    const [who, matterId = '', task = '', activity = '', day = ''] = key.split(' ');
    if (who !== timekeeperId || !days.includes(day) || known.has(`${matterId} ${task} ${activity}`)) return [];
    return [{ matterId, matter: week.names[matterId] ?? '', taskCode: task || null, activityCode: activity || null }];
  });
}

function AddRow({ onAdd, onCopy }: { onAdd: (row: RowOf) => void; onCopy: () => void }) {
  const [matter, setMatter] = useState<{ id: string; name: string } | null>(null);
  const [taskCode, setTask] = useState<string | null>(null);
  const [activityCode, setActivity] = useState<string | null>(null);
  return (
    <div className="filters" style={{ marginTop: 10 }}>
      <MatterLookUp
        w={300}
        value={matter?.id ?? null}
        onPick={(id) => setMatter(id === null ? null : { id, name: '' })}
        onPicked={(id, name) => setMatter({ id, name })}
      />
      <CodeLookUp kind="task" label="Task" w={150} value={taskCode} onPick={setTask} />
      <CodeLookUp kind="activity" label="Activity" w={150} value={activityCode} onPick={setActivity} />
      <Button
        variant="default"
        disabled={matter === null}
        onClick={() => {
          if (matter === null) return;
          onAdd({ matterId: matter.id, matter: matter.name, taskCode, activityCode });
          setMatter(null);
        }}
      >
        Add the row
      </Button>
      <Button variant="default" onClick={onCopy}>
        Copy last week’s rows
      </Button>
    </div>
  );
}
