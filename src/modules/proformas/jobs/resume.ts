import { done } from '../../../kernel/outcome.ts';
import type { Engine } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';
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
  let resumed = 0;
  for (const { id } of due) resumed += await resumeOne(engine, id);
  return resumed;
}

async function resumeOne(engine: Engine, id: string): Promise<number> {
  const about = { name: 'proformas resume', permission: 'edit proformas' } as const;
  const outcome = await performInside(engine, about, async (work) => {
    const sheet = await loadSheet(work, id, { lock: true });
    const row = await work.db
      .selectFrom('proforma')
      .select('deferred_until')
      .where('id', '=', id)
      .where('state', '=', 'deferred')
      .where('deferred_until', '<=', work.today)
      .executeTakeFirst();
    if (!sheet || !row) return done(0); // somebody moved it meanwhile
    const note = `Deferred until ${String(row.deferred_until)}; its day has come.`;
    const to = moved(sheet.head.state, 'resume', note);
    if (!to.ok) return to;
    await setState(work, sheet, to.value, note, { deferred_until: null });
    await work.announce({
      name: 'proforma resume',
      subject: { type: 'proforma', id },
      entityId: sheet.head.entityId,
      clientId: sheet.head.clientId,
      matterId: sheet.head.matterId,
      reason: note,
      facts: { from: sheet.head.state, to: to.value, byItself: true },
    });
    return done(1);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}
