import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { addDays, mondayOf } from '../../kernel/day.ts';
import { showWeek } from '../../modules/cards/contract.ts';
import { useAsk } from '../api/use.ts';
import { useKeys } from '../desk/use-keys.ts';
import { useMe } from '../frame/session.tsx';
import { TimekeeperLookUp } from '../parts/look-up.tsx';
import { Answer, Empty } from '../parts/page.tsx';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The hours of one timekeeper, matter by day. */
export function WeekGrid() {
  const me = useMe();
  const [timekeeperId, setTimekeeper] = useState(me.timekeeperId);
  const [monday, setMonday] = useState(mondayOf(me.today));
  const move = (days: number) => () => setMonday((before) => addDays(before, days));
  useKeys({ '[': move(-7), ']': move(7) });
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
      </div>
      {timekeeperId === null ? (
        <Empty what="No timekeeper is chosen." how="Choose whose week to show." />
      ) : (
        <Week timekeeperId={timekeeperId} monday={monday} />
      )}
    </>
  );
}

function Week({ timekeeperId, monday }: { timekeeperId: string; monday: ReturnType<typeof mondayOf> }) {
  const week = useAsk(showWeek, { timekeeperId, monday }, { keep: true });
  return (
    <Answer of={week} rows={4}>
      {(data) => (
        <div className="scroll-x">
          <table className="ruled">
            <thead>
              <tr>
                <th>Matter</th>
                {data.days.map((day, index) => (
                  <th key={day} className="num">
                    {DAYS[index]} {day.slice(8)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.length === 0 ? (
                <tr>
                  <td colSpan={8} className="quiet">
                    No time is recorded in the week of {monday}. Cards recorded above come here.
                  </td>
                </tr>
              ) : null}
              {data.rows.map((row) => (
                <tr key={row.matterId}>
                  <td>
                    <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>
                  </td>
                  {data.days.map((day) => {
                    const cell = row.cells.find((c) => c.day === day);
                    return (
                      <td key={day} className="num">
                        {cell?.cards.map((card) => (
                          <div key={card.id}>
                            <Link to={`/cards/${card.id}`} title={card.narrative}>
                              {card.hours}
                            </Link>
                          </div>
                        ))}
                      </td>
                    );
                  })}
                </tr>
              ))}
              <tr className="sum">
                <td>Hours</td>
                {data.totals.slice(0, data.days.length).map((total, index) => (
                  <td key={index} className="num">
                    {total}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </Answer>
  );
}
