import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstStart } from '../../src/first-start.ts';
import { readConfig } from '../../src/platform/config.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

it('a demo firm broken off in a server of one’s own is a person’s to take away: nothing is dropped', async () => {
  await database.engine.store.pool.query(
    `insert into setting (owner_id, key, value) values ('00000000-0000-7000-8000-000000000000', 'demo', '"half"')
     on conflict (owner_id, key) do update set value = excluded.value`,
  );
  const matters = async (): Promise<unknown> =>
    (await database.engine.store.pool.query('select count(*) from matter')).rows;
  const before = await matters();
  const connected = { owner: database.owner, engine: database.engine, server: null, close: () => Promise.resolve() };
  const said: string[] = [];
  const started = firstStart(connected, readConfig({ port: undefined, firm: undefined }), (line) => said.push(line));
  await expect(started).rejects.toMatchObject({ sentence: expect.stringContaining('empty this one') });
  expect(said).toEqual([]);
  expect(await matters()).toEqual(before);
});
