import { sql } from 'kysely';
import { counted } from '../../../kernel/text.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/expected.ts';
import { matterFacts } from '../store.ts';

export const addExpected: Command = handleCommand(c.addExpected, async (work, input) => {
  const matter = (await matterFacts(work.db, [input.matterId])).get(input.matterId);
  if (!matter) return refuse('not-found', 'There is no such matter.', { where: 'matterId' });
  const id = newId<'expected_event'>();
  await work.db
    .insertInto('expected_event')
    .values({
      id,
      matter_id: matter.id,
      title: input.title,
      expected_on: input.expectedOn,
      added_by: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'expected event added',
    subject: { type: 'expected_event', id },
    clientId: matter.clientId,
    matterId: matter.id,
    facts: { title: input.title, expectedOn: input.expectedOn },
  });
  return done({ id });
});

/** The cards and proformas that wait are let go by what follows from the event, in the same transaction; here they are told. */
export const expectedHappened: Command = handleCommand(c.expectedHappened, async (work, input) => {
  const row = await work.db
    .selectFrom('expected_event')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('not-found', 'Nothing with this id is expected.');
  if (row.happened_on !== null)
    return refuse('happened', `“${row.title}” is marked already: it happened on ${row.happened_on}.`);
  if (input.on > work.today)
    return refuse('future-date', 'The day is in the future. Mark it when it has happened.', { where: 'on' });
  const { rows } = await sql<{ cards: number }>`
    select count(*)::int as cards from card_waiting where event_id = ${input.id}::uuid`.execute(work.db);
  const released = rows[0]?.cards ?? 0;
  const { rows: deferred } = await sql<{ number: string }>`
    select number::text as number from proforma_deferred where event_id = ${input.id}::uuid order by number`.execute(
    work.db,
  );
  const resumed = deferred.map((one) => one.number);
  await work.db.updateTable('expected_event').set({ happened_on: input.on }).where('id', '=', input.id).execute();
  await work.announce({
    name: 'expected event happened',
    subject: { type: 'expected_event', id: input.id },
    matterId: row.matter_id,
    facts: { title: row.title, on: input.on, released, resumed },
  });
  const goesOn = resumed.length > 0 ? ` Proforma ${resumed.join(', ')} is back in pre-review.` : '';
  return done({ id: input.id, released, sentence: `“${row.title}”: ${counted(released, 'card')} released.${goesOn}` });
});
