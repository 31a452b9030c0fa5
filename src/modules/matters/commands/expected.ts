import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { counted, folded } from '../../../kernel/text.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract/expected.ts';
import { matterFacts } from '../store.ts';

export const addExpected: Command = handleCommand(c.addExpected, async (work, input) => {
  const matter = (await matterFacts(work.db, [input.matterId])).get(input.matterId);
  if (!matter) return refuse('not-found', 'There is no such matter.', { where: 'matterId' });
  return done({ id: await expect(work, matter, input) });
});

/** Writes something expected on a matter. Gives its id. */
export async function expect(
  work: Work,
  matter: { readonly id: string; readonly clientId: string },
  what: { readonly title: string; readonly expectedOn: Day | null },
): Promise<string> {
  const id = newId<'expected_event'>();
  await work.db
    .insertInto('expected_event')
    .values({
      id,
      matter_id: matter.id,
      title: what.title,
      expected_on: what.expectedOn,
      added_by: work.actor.personId,
    })
    .execute();
  await work.announce({
    name: 'expected event added',
    subject: { type: 'expected_event', id },
    clientId: matter.clientId,
    matterId: matter.id,
    facts: { title: what.title, expectedOn: what.expectedOn },
  });
  return id;
}

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
  const { released, resumed } = await happen(work, row, input.on);
  const goesOn = resumed.length > 0 ? ` Proforma ${resumed.join(', ')} is back in pre-review.` : '';
  return done({ id: input.id, released, sentence: `“${row.title}”: ${counted(released, 'card')} released.${goesOn}` });
});

interface ExpectedRow {
  readonly id: string;
  readonly matter_id: string;
  readonly title: string;
}

/** The cards and proformas that wait are let go by what follows from the event, in the same transaction; here they are told. */
async function happen(
  work: Work,
  row: ExpectedRow,
  on: Day,
  because?: string,
): Promise<{ released: number; resumed: string[] }> {
  const { rows } = await sql<{ cards: number }>`
    select count(*)::int as cards from card_waiting where event_id = ${row.id}::uuid`.execute(work.db);
  const released = rows[0]?.cards ?? 0;
  const { rows: deferred } = await sql<{ number: string }>`
    select number::text as number from proforma_deferred where event_id = ${row.id}::uuid order by number`.execute(
    work.db,
  );
  const resumed = deferred.map((one) => one.number);
  await work.db.updateTable('expected_event').set({ happened_on: on }).where('id', '=', row.id).execute();
  await work.announce({
    name: 'expected event happened',
    subject: { type: 'expected_event', id: row.id },
    matterId: row.matter_id,
    facts: { title: row.title, on, released, resumed, ...(because === undefined ? {} : { because }) },
  });
  return { released, resumed };
}

/** What is waited for as one event of the docket has ended with it; told why, since it may have been cancelled. */
export async function expectedEnds(
  work: Work,
  ended: readonly { readonly id: string; readonly on: Day; readonly because: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  const rows = await work.db
    .selectFrom('expected_event')
    .select(['id', 'matter_id', 'title'])
    .where('happened_on', 'is', null)
    .where(
      'id',
      'in',
      ended.map((one) => one.id),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  const byId = new Map(ended.map((one) => [one.id, one]));
  for (const row of rows) {
    const one = byId.get(row.id);
    if (one) await happen(work, row, one.on, one.because);
  }
}

/** What was expected under one of these names on the matters, and is still, has happened: the docket says so. What waits for an event of its own is left out. */
export async function expectedHave(
  work: Work,
  happened: readonly { readonly matterId: string; readonly titles: readonly string[]; readonly on: Day }[],
  leftOut: readonly string[],
): Promise<number> {
  if (happened.length === 0) return 0;
  const rows = await work.db
    .selectFrom('expected_event')
    .select(['id', 'matter_id', 'title'])
    .where('happened_on', 'is', null)
    .where('matter_id', 'in', [...new Set(happened.map((h) => h.matterId))])
    .orderBy('id')
    .forUpdate()
    .execute();
  let found = 0;
  for (const row of rows) {
    const what = happened.find(
      (h) => h.matterId === row.matter_id && h.titles.some((title) => folded(title) === folded(row.title)),
    );
    if (!what || leftOut.includes(row.id)) continue;
    await happen(work, row, what.on);
    found += 1;
  }
  return found;
}
