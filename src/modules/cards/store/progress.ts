import type { Engine } from '../../../platform/command.ts';

/** Says how far an import is, to whoever looks at it while it is under way. */
export interface Progress {
  reading(): Promise<void>;
  /** `done` of `total` rows are written, known before or refused. */
  taking(done: number, total: number): Promise<void>;
}

/** For a file that is taken while its caller waits: nobody could see it before it is done. */
export const UNSEEN: Progress = { reading: () => Promise.resolve(), taking: () => Promise.resolve() };

/**
 * Writes progress outside the transaction that takes the rows, over a connection of its own: the taking stays one
 * transaction and is seen nevertheless. Only whoever holds the lock of imports may write it. When the taking is
 * undone the rows are gone and only the word of how far it was stays, until it is begun again.
 */
export function seenProgress(engine: Engine, importId: string, actorId: string): Progress {
  const set = (values: { state: 'reading' | 'taking'; progress_rows: number; rows_total: number }): Promise<void> =>
    engine.store.transaction({ actorId }, async ({ db }) => {
      await db
        .updateTable('card_import')
        .set(values)
        .where('id', '=', importId)
        .where('state', 'in', ['received', 'reading', 'taking'])
        .execute();
    });
  return {
    reading: () => set({ state: 'reading', progress_rows: 0, rows_total: 0 }),
    taking: (done, total) => set({ state: 'taking', progress_rows: done, rows_total: total }),
  };
}
