import type { Day } from '../../kernel/day.ts';
import { folded } from '../../kernel/text.ts';
import type { EventKind, EventState } from './event.ts';
import { type DocketField, type DocketMapping, stateOf } from './layout.ts';

/** A row of a list, read; its matter still in the list's own words. */
export interface ReadRow {
  readonly row: number;
  readonly externalId: string;
  readonly words: Readonly<Record<'matter' | 'applicationNumber' | 'registrationNumber' | 'clientReference', string>>;
  readonly code: string;
  readonly name: string;
  readonly kind: EventKind;
  readonly state: EventState;
  readonly eventDay: Day | null;
  readonly dueDay: Day | null;
  readonly completedDay: Day | null;
  readonly note: string;
}

/** Why a row isn't taken. */
export interface RefusedRow {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

export interface Reader {
  readonly mapping: DocketMapping;
  readonly cell: (field: DocketField) => string;
  readonly day: (text: string) => Day | null;
  readonly today: Day;
}

/** Reads one row; all its faults at once, each with its column. */
export function readRow(row: number, reader: Reader): ReadRow | readonly RefusedRow[] {
  const faults: RefusedRow[] = [];
  const fault = (field: DocketField, reason: string): void => {
    faults.push({ row, column: reader.mapping.columns[field] ?? field, value: reader.cell(field), reason });
  };
  const dayIn = (field: DocketField): Day | null => {
    const text = reader.cell(field).trim();
    if (text === '') return null;
    const day = reader.day(text);
    // A column that says “yes” instead of a day is a state, read below.
    if (day === null && !(field === 'completedDay' && stateOf(text, reader.mapping.states) !== null))
      fault(field, 'is no date; write it as YYYY-MM-DD');
    return day;
  };
  const eventDay = dayIn('eventDay');
  const dueDay = dayIn('dueDay');
  const completedCell = dayIn('completedDay');
  const code = reader.cell('code').trim();
  const name = reader.cell('name').trim() || code;
  if (name === '') fault('name', 'is empty; say what happened or is to be done');
  const kind: EventKind = dueDay === null ? 'event' : 'task';
  const state = rowState(reader, { kind, completed: completedCell, eventDay });
  if (state === null) fault('status', 'is no state that is known; say what it means in the layout');
  const completedDay = state === 'completed' ? (completedCell ?? eventDay ?? dueDay) : null;
  if (state === 'completed' && completedDay === null)
    fault('completedDay', 'is empty; say on which day it was completed');
  if (completedDay !== null && completedDay > reader.today)
    fault('completedDay', 'lies in the future; correct the day');
  if (faults.length > 0 || state === null) return faults;
  return {
    row,
    ...identityOf(reader.cell),
    code,
    name,
    kind,
    state,
    eventDay,
    dueDay,
    completedDay,
    note: reader.cell('note').trim(),
  };
}

/** Which event a row is of, in its own words; also where it can't be read otherwise. */
export function identityOf(cell: Reader['cell']): Pick<ReadRow, 'externalId' | 'words'> {
  return {
    externalId: cell('externalId').trim(),
    words: {
      matter: cell('matter').trim(),
      applicationNumber: cell('applicationNumber').trim(),
      registrationNumber: cell('registrationNumber').trim(),
      clientReference: cell('clientReference').trim(),
    },
  };
}

function rowState(
  reader: Reader,
  of: { readonly kind: EventKind; readonly completed: Day | null; readonly eventDay: Day | null },
): EventState | null {
  const word = reader.cell('status').trim();
  if (word !== '') return stateOf(word, reader.mapping.states);
  if (of.completed !== null) return 'completed';
  const said = reader.cell('completedDay').trim();
  if (said !== '') return stateOf(said, reader.mapping.states) ?? 'open';
  // Something that only has a day has happened on it.
  return of.kind === 'event' && of.eventDay !== null && of.eventDay <= reader.today ? 'completed' : 'open';
}

/** Words of the list for states that nobody has explained yet. */
export function unknownStates(words: readonly string[], mapping: DocketMapping): string[] {
  return [
    ...new Set(
      words.map((word) => word.trim()).filter((word) => word !== '' && stateOf(word, mapping.states) === null),
    ),
  ];
}

/** The row's identity: the source's own, else its matter, what it is and its first day. Then a changed day is another row. */
export function keyOf(read: ReadRow, matterId: string): string {
  if (read.externalId !== '') return read.externalId;
  return [matterId, folded(read.code || read.name), read.eventDay ?? read.dueDay ?? read.completedDay ?? ''].join('|');
}
