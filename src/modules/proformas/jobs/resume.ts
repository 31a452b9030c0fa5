import { sql } from 'kysely';
import { done } from '../../../kernel/outcome.ts';
import type { Engine, Work } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';
import { expectedEvent } from '../../matters/index.ts';
import { setState } from '../commands/move.ts';
import { moved } from '../state.ts';
import { loadSheet } from '../store/sheet.ts';

/**
 * Deferred proformas whose day has come go back to pre-review, each in its own transaction and on record.
 * Twice at once or again does nothing more. Gives how many were resumed.
 */
export async function resumeDue(engine: Engine): Promise<number> {
  const today = engine.clock.today();
  const due = await engine.store.kysely
    .selectFrom('proforma')
    .select('id')
    .where('state', '=', 'deferred')
    .where('deferred_until', '<=', today)
    .orderBy('id')
    .execute();
  const about = { name: 'proformas resume', permission: 'edit proformas' } as const;
  let resumed = 0;
  for (const { id } of due) {
    const outcome = await performInside(engine, about, async (work) => {
      const row = await work.db
        .selectFrom('proforma')
        .select('deferred_until')
        .where('id', '=', id)
        .where('state', '=', 'deferred')
        .where('deferred_until', '<=', work.today)
        .forUpdate()
        .executeTakeFirst();
      if (!row) return done(0); // somebody moved it meanwhile
      await resume(work, id, `Deferred until ${String(row.deferred_until)}; its day has come.`);
      return done(1);
    });
    if (!outcome.ok) throw new Error(outcome.refusal.sentence);
    resumed += outcome.value;
  }
  return resumed;
}

/** What was deferred until something that has now happened goes on, in the transaction that says so. */
export async function resumeWaiting(work: Work, eventId: string): Promise<void> {
  const title = (await expectedEvent(work.db, eventId))?.title ?? '';
  const { rows } = await sql<{ id: string }>`
    select id from proforma where state = 'deferred' and deferred_event_id = ${eventId}::uuid order by id for update`.execute(
    work.db,
  );
  for (const { id } of rows) await resume(work, id, `Deferred until “${title}”; it has happened.`);
}

/** The caller has locked it and knows that it is deferred. */
async function resume(work: Work, id: string, note: string): Promise<void> {
  const sheet = await loadSheet(work, id, { lock: true });
  if (!sheet) return;
  const to = moved(sheet.head.state, 'resume', note);
  if (!to.ok) throw new Error(to.refusal.sentence);
  await setState(work, sheet, to.value, note, { deferred_until: null, deferred_event_id: null });
  await work.announce({
    name: 'proforma resume',
    subject: { type: 'proforma', id },
    entityId: sheet.head.entityId,
    clientId: sheet.head.clientId,
    matterId: sheet.head.matterId,
    reason: note,
    facts: { from: sheet.head.state, to: to.value, byItself: true },
  });
}
