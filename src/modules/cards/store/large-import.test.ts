import { afterEach, beforeEach, expect, test } from 'vitest';
import pg from 'pg';
import type { Actor, Engine } from '../../../platform/command.ts';
import { act } from '../../../demo/doing.ts';
import { attempt, testFirm, type TestFirm } from '../../../../test/support/firm.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/engine.ts';
import { takeImport } from '../index.ts';

const ROWS = 6_000;
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeEach(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});

afterEach(async () => {
  await db.close();
});

/** Over half a megabyte, so that the worker takes it; `broken` puts one row without hours at the end. */
async function largeFile(engine: Engine, broken = false): Promise<string> {
  const matter = firm.matters[0];
  const { number } = await engine.store.kysely
    .selectFrom('timekeeper')
    .select('number')
    .where('id', '=', firm.timekeepers.find((t) => t.office === 'BOS')?.id ?? '')
    .executeTakeFirstOrThrow();
  const lines = Array.from(
    { length: ROWS },
    (_, i) =>
      `2026-03-${String(1 + (i % 28)).padStart(2, '0')},${matter?.number},${number},0.50,${'Work on the claims '.repeat(4)}${i}`,
  );
  if (broken) lines.push(`2026-03-30,${matter?.number},${number},,No hours`);
  return `Date,Matter,Timekeeper,Hours,Narrative\n${lines.join('\n')}`;
}

async function start(text: string, more: object = {}): Promise<string> {
  const input = { fileName: 'large.csv', file: { text }, ...more };
  const answer = await attempt(db.engine, maya, 'imports start', input);
  expect(answer).toMatchObject({ ok: true, value: { state: 'received', accepted: 0 } });
  return answer.ok ? String(answer.value['id']) : '';
}

const shown = (id: string) =>
  act<{ state: string; progress: number; total: number }>(db.engine, maya, 'imports show', { id });

async function cardCount(): Promise<number> {
  const row = await db.engine.store.kysely
    .selectFrom('card')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

test('a large file is received at once, taken by the worker and seen on its way; twice at once takes it once', async () => {
  const id = await start(await largeFile(db.engine));
  expect(await shown(id)).toMatchObject({ state: 'received', progress: 0 });
  expect(await attempt(db.engine, maya, 'imports take-back', { id, reason: 'too early' })).toMatchObject({
    refusal: { code: 'import-not-done' },
  });
  const seen: string[] = [];
  const jobs = Promise.all([takeImport(db.engine, id), takeImport(db.engine, id)]);
  const watch = { going: true };
  void jobs.finally(() => (watch.going = false));
  while (watch.going) {
    // Counted first: the cards that it sees were there before the state that is asked next.
    const cards = await cardCount();
    const { state, progress, total } = await shown(id);
    const said = `${state} ${progress}/${total}`;
    if (seen.at(-1) !== said) seen.push(said);
    if (state !== 'done') expect(cards).toBe(0); // one transaction: seen on its way, not yet there
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await jobs;
  expect(seen).toContain(`taking 2500/${ROWS}`);
  expect(await shown(id)).toMatchObject({ state: 'done', progress: ROWS, total: ROWS, accepted: ROWS });
  expect(await cardCount()).toBe(ROWS);
});

test('all or nothing: a refused row makes a large import failed, with its row, and nothing is taken', async () => {
  const id = await start(await largeFile(db.engine, true), { allOrNothing: true });
  await takeImport(db.engine, id);
  expect(await shown(id)).toMatchObject({
    state: 'failed',
    accepted: 0,
    refused: 1,
    failure: { code: 'rows-refused' },
    refusedRows: [{ row: ROWS + 2, column: 'Hours' }],
    whyNot: expect.stringContaining('nothing of it was taken'),
  });
  expect(await cardCount()).toBe(0);
  await takeImport(db.engine, id); // a failed import stays failed
  const events = await db.engine.store.kysely
    .selectFrom('event')
    .select(['name', 'via', 'actor_id'])
    .where('subject_id', '=', id)
    .orderBy('recorded_at')
    .execute();
  expect(events.map((e) => e.name)).toEqual(['document kept', 'import received', 'import failed']);
});

test('a worker that dies in the middle leaves nothing behind; the next one takes the file once', async () => {
  const id = await start(await largeFile(db.engine));
  const owner = new pg.Client(db.owner);
  await owner.connect();
  try {
    const dying = takeImport(db.engine, id).then(
      () => 'done',
      () => 'died',
    );
    for (let state = ''; state !== 'taking'; state = (await shown(id)).state)
      await new Promise((resolve) => setTimeout(resolve, 5));
    // What a killed process leaves: its connection ends in the middle of the transaction.
    await owner.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(await dying).toBe('died');
  } finally {
    await owner.end();
  }
  expect(await cardCount()).toBe(0);
  expect((await shown(id)).state).toBe('taking');
  await takeImport(db.engine, id);
  expect(await shown(id)).toMatchObject({ state: 'done', accepted: ROWS });
  expect(await cardCount()).toBe(ROWS);
});

test('whoever lost the right to import has it failed, not taken', async () => {
  const id = await start(await largeFile(db.engine));
  const owner = new pg.Client(db.owner);
  await owner.connect();
  await owner.query('delete from person_role where person_id = $1', [maya.personId]);
  await owner.end();
  await takeImport(db.engine, id);
  expect(await shown(id)).toMatchObject({ state: 'failed', failure: { code: 'not-permitted' } });
});
