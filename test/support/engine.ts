import pg from 'pg';
import { inject } from 'vitest';
import type { Day } from '../../src/kernel/day.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import type { Engine } from '../../src/platform/command.ts';
import { Store } from '../../src/platform/database.ts';
import { REACTIONS } from '../../src/reactions.ts';
import { FIRM_DAY } from './database.ts';

export interface TestDatabase {
  readonly engine: Engine & { readonly clock: ReturnType<typeof fixedClock> };
  /** connection of the owner, for what the program's own role may not do */
  readonly owner: pg.PoolConfig;
  readonly name: string;
  close(): Promise<void>;
}

let made = 0;

/**
 * A database of one's own, cloned from a template; its clock stands at `today`. On the day of the templates the test firm
 * is set up already, unless it is wanted `bare`; on other days `testFirm` does it.
 */
export async function testDatabase(today: Day = FIRM_DAY, { bare = today !== FIRM_DAY } = {}): Promise<TestDatabase> {
  const { host, port } = inject('databaseServer');
  const name = `test_${process.pid}_${(made += 1)}`;
  const admin = new pg.Client({ host, port, user: 'engross_owner', database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${name} template ${bare ? 'engross_template' : 'engross_firm_template'}`);
  const store = new Store({ connection: { host, port, user: 'engross_app', database: name }, max: 30 });
  const owner = { host, port, user: 'engross_owner', database: name };
  return {
    engine: { store, clock: fixedClock(today), reactions: REACTIONS },
    owner,
    name,
    async close() {
      await store.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
