import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { eventsById, factsOf, keepChanges, markEvents, updateEvent } from '../store/events.ts';

const takeBack = handleCommand(c.takeBackDocket, async (work, input) => {
  const row = await work.db
    .selectFrom('docket_import')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || row.taken_back_at !== null) return refuse('not-found', 'No such import of the docket stands.');
  const changes = await work.db
    .selectFrom('docket_change')
    .selectAll()
    .where('import_id', '=', input.id)
    .orderBy('recorded_at')
    .execute();
  const standing = await inTheWay(
    work,
    changes.filter((change) => change.what === 'added').map((change) => change.docket_event_id),
  );
  if (standing) return standing;
  let events = 0;
  for (const change of changes) if (await revert(work, input.id, change)) events += 1;
  await work.db
    .updateTable('docket_import')
    .set({ taken_back_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', input.id)
    .execute();
  await work.announce({
    name: 'docket import taken back',
    subject: { type: 'docket_import', id: input.id },
    reason: input.reason,
    facts: { events, kept: changes.length - events },
  });
  return done({ id: input.id, events, kept: changes.length - events });
});

async function inTheWay(work: Work, eventIds: readonly string[]): Promise<ReturnType<typeof refuse> | null> {
  if (eventIds.length === 0) return null;
  const made = await work.db
    .selectFrom('docket_outcome')
    .select(['sentence'])
    .where('docket_event_id', 'in', [...eventIds])
    .where('state', '=', 'done')
    .execute();
  const [first] = made;
  if (first)
    return refuse(
      'in-use',
      `${made.length} things were made from its events, such as “${first.sentence}”. Take those back first, under Docket, Done.`,
    );
  await work.db
    .updateTable('docket_outcome')
    .set({ state: 'dismissed', reason: 'the import was taken back' })
    .where('docket_event_id', 'in', [...eventIds])
    .where('state', '=', 'proposed')
    .execute();
  return null;
}

/** Sets one event back to before the import; not where something changed it since. */
async function revert(
  work: Work,
  importId: string,
  change: { docket_event_id: string; what: string; before: unknown; id: string; recorded_at: Date },
): Promise<boolean> {
  const [event] = await eventsById(work.db, [change.docket_event_id]);
  const newer = await work.db
    .selectFrom('docket_change')
    .select('id')
    .where('docket_event_id', '=', change.docket_event_id)
    .where('recorded_at', '>', change.recorded_at)
    .where((eb) => eb.or([eb('import_id', 'is', null), eb('import_id', '<>', importId)]))
    .executeTakeFirst();
  if (!event || newer) return false;
  if (change.what === 'added') await markEvents(work, [event.id], { removed: true });
  if (change.what === 'missing') await markEvents(work, [event.id], { missingSince: null });
  if (change.what === 'returned') await markEvents(work, [event.id], { missingSince: importId });
  const before = change.before as ReturnType<typeof factsOf> | null;
  if (change.what === 'changed' && before) await updateEvent(work, event, event.clientId, before);
  await keepChanges(work, null, [
    {
      eventId: event.id,
      clientId: event.clientId,
      matterId: event.matterId,
      what: 'taken-back',
      before: factsOf(event),
      after: before,
    },
  ]);
  return true;
}

export const commands: readonly Command[] = [takeBack];
