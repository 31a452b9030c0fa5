import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import type { DocketEvent, DocketFacts } from '../event.ts';
import { eventsById, factsOf, keepChanges, lockEvents, lockSource } from '../store/events.ts';
import { follow } from '../store/outcomes.ts';
import { changedSince, revertChanged, revertMarks } from '../store/revert.ts';

const takeBack = handleCommand(c.takeBackDocket, async (work, input) => {
  const row = await standingImport(work, input.id);
  if (!row) return refuse('not-found', 'No such import of the docket stands.');
  const changes = await work.db.selectFrom('docket_change').selectAll().where('import_id', '=', input.id).execute();
  const events = await lockEvents(
    work,
    changes.map((change) => change.docket_event_id),
  );
  const since = await changedSince(
    work,
    input.id,
    events.map((event) => event.id),
  );
  const reverted = events.filter((event) => !since.has(event.id));
  const ids = reverted.map((event) => event.id);
  const followed = changes
    .filter((change) => change.what !== 'missing' && !since.has(change.docket_event_id))
    .map((change) => change.docket_event_id);
  const standing = await inTheWay(work, input.id, followed);
  if (standing) return standing;
  await letProposalsFall(work, input.id, followed);
  await revertChanged(work, input.id, ids);
  await revertMarks(work, input.id, ids);
  await tellReverted(work, reverted);
  await work.db
    .updateTable('docket_import')
    .set({ taken_back_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', input.id)
    .execute();
  await work.announce({
    name: 'docket import taken back',
    subject: { type: 'docket_import', id: input.id },
    reason: input.reason,
    facts: { events: ids.length, kept: since.size },
  });
  // What was proposed of an event before this list is proposed of it again.
  await follow(work, followed, { asks: true });
  return done({ id: input.id, events: ids.length, kept: since.size });
});

/** The import under lock, after its source: in the order in which a list is taken. */
async function standingImport(work: Work, id: string) {
  const found = await work.db.selectFrom('docket_import').select('source').where('id', '=', id).executeTakeFirst();
  if (!found) return null;
  await lockSource(work, found.source);
  const row = await work.db
    .selectFrom('docket_import')
    .select(['id', 'taken_back_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.taken_back_at === null ? row : null;
}

/** What was made since the list from events it added, changed or brought back. */
async function inTheWay(
  work: Work,
  importId: string,
  eventIds: readonly string[],
): Promise<ReturnType<typeof refuse> | null> {
  const { rows } = await sql<{ sentence: string }>`
    select o.sentence from docket_outcome o, docket_import i
    where i.id = ${importId}::uuid and o.docket_event_id = any(${[...eventIds]}::uuid[]) and o.state = 'done' and o.decided_at > i.recorded_at
    order by o.decided_at`.execute(work.db);
  const [first] = rows;
  if (!first) return null;
  return refuse(
    'in-use',
    `${rows.length} things were made from its events, such as “${first.sentence}”. Take those back first, under Docket, Done.`,
  );
}

async function letProposalsFall(work: Work, importId: string, eventIds: readonly string[]): Promise<void> {
  await sql`update docket_outcome set state = 'dismissed', reason = 'the list of its event was taken back', fell_with = ${importId}::uuid,
      decided_by = ${work.actor.personId}::uuid, decided_at = clock_timestamp()
    where docket_event_id = any(${[...eventIds]}::uuid[]) and state = 'proposed'`.execute(work.db);
}

async function tellReverted(work: Work, before: readonly DocketEvent[]): Promise<void> {
  const now = new Map<string, DocketFacts>(
    (
      await eventsById(
        work.db,
        before.map((event) => event.id),
      )
    ).map((event) => [event.id, factsOf(event)]),
  );
  await keepChanges(
    work,
    null,
    before.map((event) => ({
      eventId: event.id,
      clientId: event.clientId,
      matterId: event.matterId,
      what: 'taken-back' as const,
      before: factsOf(event),
      after: now.get(event.id) ?? null,
    })),
  );
}

export const commands: readonly Command[] = [takeBack];
