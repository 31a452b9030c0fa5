import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import { expectedEnds, expectedHave } from '../../matters/index.ts';
import type { DocketEvent } from '../event.ts';

/** What rules hold until one of these events ends with it: when it is completed, and when it is cancelled or gone. */
export async function endWaits(work: Work, events: readonly DocketEvent[]): Promise<void> {
  const ended = events.filter((event) => event.removed || event.state !== 'open');
  if (ended.length === 0) return;
  const { rows } = await sql<{ event_id: string; expected_id: string }>`
    select docket_event_id as event_id, expected_id from docket_outcome
    where docket_event_id = any(${ended.map((event) => event.id)}::uuid[]) and expected_id is not null`.execute(
    work.db,
  );
  const byId = new Map(ended.map((event) => [event.id, event]));
  await expectedEnds(
    work,
    rows.flatMap((row) => {
      const event = byId.get(row.event_id);
      if (!event) return [];
      const isDone = event.state === 'completed' && !event.removed && event.completedDay !== null;
      return [
        {
          id: row.expected_id,
          on: isDone && event.completedDay !== null ? event.completedDay : work.today,
          because: isDone ? 'completed' : event.removed ? 'gone' : 'cancelled',
        },
      ];
    }),
  );
}

/** What somebody expects under the name of an event that has just been completed has happened; what a rule waits for knows its own event. */
export async function tellExpected(work: Work, events: readonly DocketEvent[]): Promise<void> {
  const happened = events.flatMap((event) =>
    event.completedDay === null
      ? []
      : [{ matterId: event.matterId, titles: [event.name, event.code], on: event.completedDay }],
  );
  if (happened.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select expected_id as id from docket_outcome 
    where expected_id is not null and matter_id = any(${happened.map((one) => one.matterId)}::uuid[])`.execute(work.db);
  await expectedHave(
    work,
    happened,
    rows.map((row) => row.id),
  );
}
