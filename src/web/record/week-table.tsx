import { type KeyboardEvent, useRef } from 'react';
import { Link } from 'react-router';
import { hoursText } from '../../kernel/hours.ts';
import { cellKey, type Week } from './use-week.ts';
import { cardsOn, cellSeconds, cellText, codesOf, lockOf, type WeekRow } from './week-rows.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface At {
  readonly rowKey: string;
  readonly day: string;
}

interface TableProps {
  readonly week: Week;
  readonly timekeeperId: string;
  readonly rows: readonly WeekRow[];
  readonly days: readonly string[];
  readonly today: string;
  readonly may: boolean;
  readonly at: At | null;
  readonly onAt: (at: At) => void;
  /** leads to the words of the cell */
  readonly onWords: () => void;
}

/** The week as a sheet: hours are typed, arrows and Enter move, sums follow as one types. */
export function WeekTable(props: TableProps) {
  const { week, timekeeperId, rows, days } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const go = (row: number, column: number): void => {
    const cell = body.current?.querySelector<HTMLInputElement>(`[data-cell="${row}:${column}"]`);
    cell?.focus();
    cell?.select();
  };
  const secondsOf = (row: WeekRow, day: string) => cellSeconds(row, day, week.drafts[cellKey(timekeeperId, row, day)]);
  const sum = (of: readonly bigint[]): string => {
    const seconds = of.reduce((a, b) => a + b, 0n);
    return seconds === 0n ? '' : hoursText(seconds);
  };
  return (
    <div className="scroll-x">
      <table className="ruled week" aria-label="Hours of the week">
        <thead>
          <tr>
            <th>Matter</th>
            <th>Codes</th>
            {days.map((day, index) => (
              <th key={day} className="num" data-today={day === props.today}>
                {DAYS[index]} {day.slice(8)}
              </th>
            ))}
            <th className="num">Hours</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, r) => (
            <tr key={row.key}>
              <td>
                <Link to={`/matters/${row.matterId}`}>{row.matter}</Link>
              </td>
              <td className="quiet">{codesOf(row)}</td>
              {days.map((day, c) => (
                <Cell key={day} {...props} row={row} day={day} place={[r, c]} go={go} />
              ))}
              <td className="num">{sum(days.map((day) => secondsOf(row, day)))}</td>
            </tr>
          ))}
          <tr className="sum">
            <td colSpan={2}>Hours</td>
            {days.map((day) => (
              <td key={day} className="num">
                {sum(rows.map((row) => secondsOf(row, day)))}
              </td>
            ))}
            <td className="num">{sum(rows.flatMap((row) => days.map((day) => secondsOf(row, day))))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

interface CellProps extends TableProps {
  readonly row: WeekRow;
  readonly day: string;
  readonly place: readonly [number, number];
  readonly go: (row: number, column: number) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function Cell({ week, timekeeperId, row, day, today, may, at, onAt, onWords, place, go }: CellProps) {
  const cell = { timekeeperId, row, day };
  const draft = week.drafts[cellKey(timekeeperId, row, day)];
  const cards = cardsOn(row, day);
  const shown = cellText(row, day);
  const fixed = !may || day > today || cards.length > 1 || cards.some((card) => lockOf(card) !== '');
  const leave = (): void => {
    if (draft && draft.typed.trim() !== '' && draft.state !== 'saving') void week.save(cell, draft);
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    const box = event.currentTarget;
    const whole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    const move = ARROWS[event.key];
    const edge =
      event.key === 'ArrowLeft'
        ? box.selectionEnd === 0
        : event.key === 'ArrowRight'
          ? box.selectionStart === box.value.length
          : true;
    if (move && (whole || edge)) {
      event.preventDefault();
      go(place[0] + move[0], place[1] + move[1]);
    }
    if (event.key === 'Escape' && draft && draft.state !== 'saving') week.drop(cell);
    if (event.key === 'Enter') {
      event.preventDefault();
      const needsWords = draft !== undefined && draft.typed.trim() !== '' && cards.length === 0;
      if (fixed || (needsWords && draft.narrative.trim() === '')) onWords();
      else go(place[0] + 1, place[1]);
    }
  };
  return (
    <td className="num week-cell" data-at={at?.rowKey === row.key && at.day === day} data-state={draft?.state}>
      <input
        data-cell={place.join(':')}
        aria-label={`${row.matter} ${codesOf(row)}, ${day}`}
        aria-invalid={draft?.state === 'refused'}
        inputMode="decimal"
        autoComplete="off"
        readOnly={fixed}
        title={day > today ? 'Not yet' : cards.map((card) => card.narrative).join(' · ')}
        value={draft ? draft.typed : shown}
        onFocus={(event) => {
          onAt({ rowKey: row.key, day });
          event.currentTarget.select();
        }}
        onChange={(event) => week.change(cell, { typed: event.currentTarget.value, state: 'typing', sentence: '' })}
        onBlur={leave}
        onKeyDown={pressed}
      />
      {cards.length > 1 ? <span className="week-many">{cards.length}</span> : null}
    </td>
  );
}
