import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorker, type Worker } from '../../src/jobs/worker.ts';
import { SYSTEM_ID } from '../../src/platform/system.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';

const LOSSES = 4;

let database: TestDatabase;
let worker: Worker;
let begun = 0;
beforeAll(async () => {
  database = await testDatabase(undefined, { bare: true });
  const { store } = database.engine;
  worker = await startWorker(database.engine, database.owner, {
    'meets-a-restart': async () => {
      begun += 1;
      await store.transaction({ actorId: SYSTEM_ID }, async ({ db }) => {
        if (begun <= LOSSES) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
      });
    },
  });
});
afterAll(async () => {
  await worker?.stop();
  await database?.close();
});

it('a job that loses the database begins again in a moment, and the queue does not put it off for it', async () => {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  try {
    await owner.query(`select graphile_worker.add_job('meets-a-restart', '{}')`);
    const began = Date.now();
    await expect
      .poll(async () => (await owner.query('select id from graphile_worker.jobs')).rowCount, {
        interval: 200,
        timeout: 60_000,
      })
      .toBe(0);
    expect(begun).toBe(LOSSES + 1);
    // The queue alone would wait e + e² + e³ + e⁴ seconds, 84 s.
    expect(Date.now() - began).toBeLessThan(30_000);
  } finally {
    await owner.end();
  }
});
