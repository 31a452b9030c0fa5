import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ready } from '../../src/connect.ts';
import { chanceFrom } from '../../src/demo/chance.ts';
import { type DemoFirm, setUpFirm } from '../../src/demo/set-up.ts';
import { day } from '../../src/kernel/day.ts';
import { CHART } from '../../src/modules/ledger/index.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { Store } from '../../src/platform/database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { loadReference } from '../../src/platform/reference.ts';
import { REACTIONS } from '../../src/reactions.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { host: string; port: number };
    firm: DemoFirm;
  }
}

/** The day on which the firm of the templates was set up. */
export const FIRM_DAY = day('2026-03-31');

/** One PostgreSQL for the whole test run, with templates that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engross-suite-'));
  // PostgreSQL may run as another user than root; it must be able to pass through.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const owner = server.connection(server.ownerUser, 'engross');
  await neverMindACrash(owner);
  await makeTemplates(project, owner);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Its data doesn't outlive the run: nothing waits for the disk. */
async function neverMindACrash(owner: pg.ClientConfig): Promise<void> {
  const admin = new pg.Client(owner);
  await admin.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await admin.query(`alter system set ${setting} = off`);
  // Over a hundred databases it would begin somewhere ten times a second.
  await admin.query(`alter system set autovacuum_naptime = '1min'`);
  await admin.query('select pg_reload_conf()');
  await admin.end();
}

/** Two templates on whatever server it is: migrated, with the shipped tables; and the same with a firm set up. */
export async function makeTemplates(
  project: TestProject,
  owner: { host: string; port: number; user: string; database: string },
): Promise<void> {
  await ready(owner);
  const admin = new pg.Client({ ...owner, database: 'postgres' });
  await admin.connect();
  const store = new Store({ connection: { ...owner, user: 'engross_app' }, max: 2 });
  await loadReference(store, CHART);
  await store.close();
  await admin.query(`create database engross_template template ${owner.database}`);
  await admin.query(`create database engross_firm_template template ${owner.database}`);
  await admin.end();
  const inFirm = new Store({
    connection: { ...owner, user: 'engross_app', database: 'engross_firm_template' },
    max: 4,
  });
  const engine = { store: inFirm, clock: fixedClock(FIRM_DAY), reactions: REACTIONS };
  project.provide('firm', await setUpFirm(engine, chanceFrom(7), FIRM_DAY));
  await inFirm.close();
  project.provide('databaseServer', { host: owner.host, port: owner.port });
}
