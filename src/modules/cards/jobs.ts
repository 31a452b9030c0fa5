import { done, type Refusal, refuse } from '../../kernel/outcome.ts';
import type { Actor, Engine } from '../../platform/command.ts';
import { actorFor } from '../../platform/identity.ts';
import { performInside } from '../../platform/inside.ts';
import { builtIn } from '../../platform/system.ts';
import type { RefusedRow } from './reading/fields.ts';
import { seenProgress } from './store/progress.ts';
import { takeFile } from './store/take-file.ts';

const UNDER_WAY = ['received', 'reading', 'taking'];

/**
 * Takes a received import in one transaction, while its progress is seen. May run any number of times, also at
 * once: the second waits and finds it done; after a crash nothing of it is there and it is taken from the start.
 * What the file or the firm doesn't allow makes the import failed, with the reason; a defect is thrown.
 */
export async function takeImport(engine: Engine, importId: string): Promise<void> {
  const kept = await engine.store.kysely
    .selectFrom('card_import')
    .select(['state', 'actor_id'])
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  if (!UNDER_WAY.includes(kept.state)) return;
  const actor = await askedBy(engine, kept.actor_id);
  const outcome = actor
    ? await performInside(engine, { name: 'imports take', permission: 'import work', actor }, (work) =>
        takeFile(work, importId, seenProgress(engine, importId, kept.actor_id)),
      )
    : goneAway();
  if (!outcome.ok) await failImport(engine, importId, outcome.refusal);
}

/** The import belongs to whoever asked for it, and is taken with their rights as they are now. */
async function askedBy(engine: Engine, personId: string): Promise<Actor | null> {
  const actor = builtIn(personId) ?? (await actorFor(engine.store, personId, 'job'));
  return actor && { ...actor, via: 'job' };
}

function goneAway() {
  const sentence = 'Whoever asked for this import can’t sign in any more, so nothing of it was taken. Import it anew.';
  return refuse('not-permitted', sentence);
}

function rowsOf(refused: readonly RefusedRow[]) {
  return { refused: JSON.stringify(refused), rows_refused: refused.length };
}

/** Marks an import as failed and keeps why; nothing of it was taken. Does nothing when it is no longer under way. */
export async function failImport(engine: Engine, importId: string, refusal: Refusal): Promise<void> {
  const { details, ...failure } = refusal;
  const refused = failure.code === 'rows-refused' ? (details as RefusedRow[]) : [];
  await performInside(engine, { name: 'imports fail', permission: 'import work' }, async (work) => {
    const failed = await work.db
      .updateTable('card_import')
      .set({ state: 'failed', failure: JSON.stringify(failure), ...rowsOf(refused), progress_rows: 0 })
      .where('id', '=', importId)
      .where('state', 'in', UNDER_WAY)
      .returning('file_name')
      .executeTakeFirst();
    if (failed) {
      await work.announce({
        name: 'import failed',
        subject: { type: 'import', id: importId },
        facts: { code: failure.code },
        detail: { fileName: failed.file_name, sentence: failure.sentence },
      });
    }
    return done(null);
  });
}
