import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { ready } from '../src/connect.ts';
import type { Day } from '../src/kernel/day.ts';
import { CHART } from '../src/modules/ledger/index.ts';
import { fixedClock } from '../src/platform/clock.ts';
import type { Engine } from '../src/platform/command.ts';
import { Store } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';
import { loadReference } from '../src/platform/reference.ts';
import { REACTIONS } from '../src/reactions.ts';

/** Work on a database made for it, with the shipped tables and nothing else, on a day that stays; gone afterwards. */
export async function onThrowAway(
  today: Day,
  work: (engine: Engine, owner: pg.ClientConfig) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engross-bench-'));
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  try {
    const owner = server.connection(server.ownerUser, 'engross');
    await ready(owner);
    const store = new Store({ connection: server.connection('engross_app', 'engross'), max: 8 });
    try {
      await loadReference(store, CHART);
      await work({ store, clock: fixedClock(today), reactions: REACTIONS }, owner);
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
