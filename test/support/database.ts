import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ready } from '../../src/connect.ts';
import { CHART } from '../../src/modules/ledger/index.ts';
import { Store } from '../../src/platform/database.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';
import { loadReference } from '../../src/platform/reference.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: { host: string; port: number };
  }
}

/** One PostgreSQL for the whole test run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engross-suite-'));
  // PostgreSQL may run as another user than root; it must be able to pass through.
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  await makeTemplate(project, server.connection(server.ownerUser, 'engross'));
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Migrates the database, loads the shipped tables and keeps the whole as the template, whatever server it is on. */
export async function makeTemplate(
  project: TestProject,
  owner: { host: string; port: number; user: string; database: string },
): Promise<void> {
  await ready(owner);
  const store = new Store({ connection: { ...owner, user: 'engross_app' }, max: 2 });
  await loadReference(store, CHART);
  await store.close();
  const admin = new pg.Client({ ...owner, database: 'postgres' });
  await admin.connect();
  await admin.query(`create database engross_template template ${owner.database}`);
  await admin.end();
  project.provide('databaseServer', { host: owner.host, port: owner.port });
}
