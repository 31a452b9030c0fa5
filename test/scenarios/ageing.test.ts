import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { sendDueLists } from '../../src/modules/ageing/index.ts';
import { remindDue } from '../../src/modules/proformas/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

interface Item {
  readonly listId: string;
  readonly matterId: string;
  readonly matter: string;
  readonly attorneyId: string;
  readonly wip: { minor: string; currency: string };
  readonly days: number;
  readonly answer: string | null;
  readonly decision: string | null;
  readonly answeredBy: string;
}

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let attorney: Actor;
const today = day('2026-03-31');

beforeAll(async () => {
  db = await testDatabase(today);
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  // Five matters of one attorney with a disbursement of 100 days ago and one of yesterday.
  for (const matter of firm.matters.slice(0, 5)) {
    await cost(matter, addDays(today, -100), '10000');
    await cost(matter, addDays(today, -1), '7000');
  }
});

afterAll(async () => {
  await db.close();
});

async function cost(matter: { id: string; currency: string }, workDate: Day, minor: string): Promise<void> {
  await act(db.engine, maya, 'cards record', {
    kind: 'disbursement',
    costKind: 'hard',
    matterId: matter.id,
    workDate,
    amount: { minor, currency: matter.currency },
    narrative: 'Translation',
    expenseCode: 'E123',
  });
}

const items = async (who: Actor, input: Record<string, string> = {}): Promise<readonly Item[]> =>
  (await act<{ rows: Item[] }>(db.engine, who, 'ageing-lists list', input)).rows;

const answer = (who: Actor, item: Item | undefined, said: Record<string, unknown>) =>
  attempt(db.engine, who, 'ageing-lists answer', {
    items: [{ listId: item?.listId, matterId: item?.matterId, seen: item?.answer ?? null }],
    ...said,
  });

const wipOf = async (matterId: string | undefined): Promise<string> =>
  (await act<{ wip: { minor: string } }>(db.engine, maya, 'matters show', { id: matterId })).wip.minor;

test('each attorney gets the matters whose free work is older than the policy, by mail and on the page', async () => {
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists send', {}))).toBe('no-policy');
  await act(db.engine, ruth, 'ageing-policies set', { from: today, olderThanDays: 90 });
  const sent = await act<{ lists: number; matters: number; unreachable: string[] }>(
    db.engine,
    maya,
    'ageing-lists send',
    {},
  );
  expect(sent).toEqual({ lists: 1, matters: 5, unreachable: [] });
  const all = await items(maya);
  expect(all.map((i) => [i.wip.minor, i.days, i.answer])).toEqual(all.map(() => ['10000', 100, null]));
  const id = all[0]?.attorneyId;
  const names = ['eleanor.hartwell', 'jonas.voss', 'daniel.reyes', 'claire.beaumont'];
  const people = await Promise.all(names.map((name) => firm.as(name)));
  attorney = people.find((p) => p.personId === id) ?? maya;
  expect((await items(attorney, { mine: 'true' })).length).toBe(5);
  expect(await items(people.find((p) => p.personId !== id) ?? maya, { mine: 'true' })).toEqual([]);
  const { rows } = await db.engine.store.pool.query<{ person_id: string; body: string }>('select * from letter');
  expect(rows.map((r) => r.person_id)).toEqual([attorney.personId]);
  expect(rows[0]?.body).toContain('{site}/work/ageing');
});

test('bill: the next run takes the matter though it is below the threshold, and says who asked', async () => {
  const [one] = await items(attorney, { mine: 'true' });
  expect(codeOf(await answer(await firm.as('sam.whitlock'), one, { answer: 'bill' }))).toBe('not-your-turn');
  expect(codeOf(await answer(maya, one, { answer: 'bill' }))).toBe('needs-note');
  expect(codeOf(await answer(attorney, one, { answer: 'bill' }))).toBe('done');
  expect(codeOf(await answer(attorney, one, { answer: 'bill' }))).toBe('stale');
  const run = { throughDay: today, asked: true, thresholds: [{ minor: '9999999', currency: one?.wip.currency }] };
  const { outcomes } = await act<{ outcomes: { matterId: string; outcome: string; reason: string }[] }>(
    db.engine,
    maya,
    'runs start',
    run,
  );
  expect(outcomes).toMatchObject([
    { matterId: one?.matterId, outcome: 'generated', reason: `Generated; ${attorney.name} asked for a bill.` },
  ]);
  // It has its proforma now; nobody asks any more.
  expect(await act(db.engine, maya, 'runs start', run)).toMatchObject({ outcomes: [] });
});

test('hold: the old cards of the matter wait until the day, the new one doesn’t; another answer lets them go', async () => {
  const [two] = await items(attorney, { mine: 'true', unanswered: 'true' });
  const held = async (): Promise<number> => {
    const { rows } = await db.engine.store.pool.query<{ n: number }>(
      `select count(*)::int as n from card_brief where matter_id = $1 and hold_reason is not null`,
      [two?.matterId],
    );
    return rows[0]?.n ?? -1;
  };
  const hold = { answer: 'hold', untilDay: addDays(today, 30), reason: 'Waits for the grant' };
  expect(codeOf(await answer(attorney, two, { ...hold, untilDay: today }))).toBe('bad-input');
  expect(codeOf(await answer(attorney, two, hold))).toBe('done');
  expect(await held()).toBe(1);
  const again = (await items(attorney)).find((i) => i.matterId === two?.matterId);
  expect(codeOf(await answer(attorney, again, { answer: 'bill' }))).toBe('done');
  expect(await held()).toBe(0);
});

test('purge: asked for by the attorney, decided by another within the limit, taken back; the books hold', async () => {
  const [three] = await items(attorney, { mine: 'true', unanswered: 'true' });
  expect(codeOf(await answer(attorney, three, { answer: 'purge' }))).toBe('needs-note');
  expect(codeOf(await answer(attorney, three, { answer: 'purge', reason: 'Never agreed' }))).toBe('done');
  expect(await wipOf(three?.matterId)).toBe('17000');
  const decide = {
    listId: three?.listId,
    matterId: three?.matterId,
    decision: 'purge',
    note: 'Agreed with the client',
  };
  expect(codeOf(await attempt(db.engine, attorney, 'ageing-lists decide-purge', decide))).not.toBe('done');
  expect((await items(maya, { toDecide: 'true' })).map((i) => i.matterId)).toEqual([three?.matterId]);
  expect(await attempt(db.engine, maya, 'ageing-lists decide-purge', decide)).toMatchObject({
    value: { decision: 'purged', cards: 1, wip: { minor: '10000' } },
  });
  expect(await wipOf(three?.matterId)).toBe('7000');
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists decide-purge', decide))).toBe('wrong-state');
  const back = { listId: three?.listId, matterId: three?.matterId, reason: 'The client pays after all' };
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists restore', back))).toBe('done');
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists restore', back))).toBe('wrong-state');
  expect(await wipOf(three?.matterId)).toBe('17000');
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});

test('a coordinator’s limit holds for a purge, and a refused one stays work in progress', async () => {
  const [four] = await items(attorney, { mine: 'true', unanswered: 'true' });
  await db.engine.store.pool.query(`delete from person_limit where person_id = $1 and kind = 'purge'`, [maya.personId]);
  await answer(attorney, four, { answer: 'purge', reason: 'Too old' });
  const decide = { listId: four?.listId, matterId: four?.matterId, note: 'It is billed in full' };
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists decide-purge', { ...decide, decision: 'purge' }))).toBe(
    'over-limit',
  );
  expect(codeOf(await attempt(db.engine, maya, 'ageing-lists decide-purge', { ...decide, decision: 'refuse' }))).toBe(
    'done',
  );
  expect(await wipOf(four?.matterId)).toBe('17000');
});

test('whoever has not answered is seen, reminded by policy, and stood in for', async () => {
  const attorneys = async () =>
    (
      await act<{ rows: { matters: number; answered: number; urgent: boolean }[] }>(
        db.engine,
        maya,
        'ageing-lists attorneys',
        {},
      )
    ).rows;
  expect(await attorneys()).toMatchObject([{ matters: 5, answered: 4, urgent: false }]);
  await act(db.engine, ruth, 'waiting-policies set', { what: 'ageing-list', from: today, remindDays: 7 });
  db.engine.clock.moveTo(addDays(today, 7));
  expect(await remindDue(db.engine)).toBe(1);
  expect(await remindDue(db.engine)).toBe(0);
  expect(await attorneys()).toMatchObject([{ urgent: true }]);
  const other = attorney.name === 'Jonas Voss' ? await firm.as('eleanor.hartwell') : await firm.as('jonas.voss');
  await act(db.engine, attorney, 'delegations set', {
    principalId: attorney.personId,
    delegateId: other.personId,
    from: addDays(today, 7),
    to: addDays(today, 8),
  });
  const [five] = await items(other, { mine: 'true', unanswered: 'true' });
  expect(codeOf(await answer(other, five, { answer: 'bill' }))).toBe('done');
  expect((await items(maya)).find((i) => i.matterId === five?.matterId)?.answeredBy).toBe(other.name);
  const { rows } = await db.engine.store.pool.query<{ on_behalf_of: string }>(
    `select on_behalf_of from event where name = 'old work answered' and subject_id = $1`,
    [five?.matterId],
  );
  expect(rows).toEqual([{ on_behalf_of: attorney.personId }]);
});

test('the month’s lists go out by themselves on their day, once, also with two workers', async () => {
  await act(db.engine, ruth, 'ageing-policies set', { from: addDays(today, 7), olderThanDays: 90, dayOfMonth: 20 });
  db.engine.clock.moveTo(day('2026-04-19'));
  expect(await sendDueLists(db.engine)).toBe(0);
  db.engine.clock.moveTo(day('2026-04-22'));
  const both = await Promise.all([sendDueLists(db.engine), sendDueLists(db.engine)]);
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect((await items(maya)).every((i) => i.answer === null)).toBe(true);
});
