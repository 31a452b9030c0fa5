import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';
import { changeWip, detachExcluded, lockCards } from '../store/change.ts';
import { notTaken, obstacle } from '../taking-back.ts';

/** Takes all cards of an import back as one, and frees its rows to be imported again. */
export const takeBackImport: Command = handleCommand(c.takeBackImport, async (work, input) => {
  const kept = await work.db
    .selectFrom('card_import')
    .select(['id', 'state', 'file_name'])
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!kept) return refuse('not-found', 'There is no import with this id.');
  const no = notTaken(kept.state);
  if (no !== null) return refuse(kept.state === 'taken-back' ? 'taken-back' : 'import-not-done', no);
  const ids = await work.db.selectFrom('card').select('id').where('import_id', '=', input.id).execute();
  const cards = await lockCards(
    work,
    ids.map((card) => card.id),
  );
  const said = cards.map(obstacle).find((sentence) => sentence !== null);
  if (said !== undefined) return refuse('import-in-use', said);
  const open = cards.filter((card) => card.state === 'open');
  await detachExcluded(
    work,
    open.map((card) => card.id),
  );
  const eventId = newId<'event'>();
  if (open.length > 0) {
    const changed = await changeWip(work, open, {
      kind: 'taken-back',
      journalKind: 'work taken back',
      eventId,
      reason: input.reason,
      state: 'taken-back',
      to: () => ({ seconds: 0n, wipMinor: 0n, wipEntityMinor: 0n }),
    });
    if (!changed.ok) return changed;
  }
  await work.db.updateTable('card').set({ source_key: null }).where('import_id', '=', input.id).execute();
  await work.db
    .updateTable('card_import')
    .set({ state: 'taken-back', taken_back_at: new Date(work.now.epochMilliseconds) })
    .where('id', '=', input.id)
    .execute();
  await work.announce({
    id: eventId,
    name: 'import taken back',
    subject: { type: 'import', id: input.id },
    reason: input.reason,
    facts: { cards: open.length },
    detail: { fileName: kept.file_name },
  });
  return done({ id: input.id, cards: open.length });
});
