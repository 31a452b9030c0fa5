import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { resumeDue } from '../../src/modules/proformas/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, codeOf, proformaOn, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});

afterAll(async () => {
  await db.close();
});

test('a deferred proforma comes back by itself on its day, once, on record', async () => {
  const matter = firm.matters[0];
  const sheet = await proformaOn(db.engine, firm, matter?.number ?? '', ['1']);
  const untilDay = addDays(db.engine.clock.today(), 5);
  const move = { id: sheet.id, version: sheet.version, move: 'defer', note: 'Client asked', untilDay };
  await act(db.engine, maya, 'proformas move', move);
  expect(await resumeDue(db.engine)).toBe(0);
  db.engine.clock.moveTo(untilDay);
  const both = await Promise.all([resumeDue(db.engine), resumeDue(db.engine)]);
  expect(both.reduce((a, b) => a + b)).toBe(1);
  expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('pre-review');
  const events = await db.engine.store.kysely
    .selectFrom('event')
    .select(['name', 'via', 'reason'])
    .where('subject_id', '=', sheet.id)
    .where('name', '=', 'proforma resume')
    .execute();
  expect(events).toEqual([
    { name: 'proforma resume', via: 'system', reason: `Deferred until ${untilDay}; its day has come.` },
  ]);
});

test('a proforma deferred until something happens on the matter goes on when it has, and only then', async () => {
  const [matter, elsewhere] = firm.matters.slice(2);
  const sheet = await proformaOn(db.engine, firm, matter?.number ?? '', ['1']);
  const add = async (matterId: string | undefined): Promise<string> =>
    (await act<{ id: string }>(db.engine, maya, 'expected-events add', { matterId, title: 'Grant of the patent' })).id;
  const untilEventId = await add(matter?.id);
  const move = { id: sheet.id, version: sheet.version, move: 'defer', note: 'One bill at grant' };
  expect(codeOf(await attempt(db.engine, maya, 'proformas move', move))).toBe('bad-input');
  const foreign = { ...move, untilEventId: await add(elsewhere?.id) };
  expect(codeOf(await attempt(db.engine, maya, 'proformas move', foreign))).toBe('not-found');
  await act(db.engine, maya, 'proformas move', { ...move, untilEventId });
  const deferred = await sheetOf(db.engine, maya, sheet.id);
  expect(deferred).toMatchObject({
    state: 'deferred',
    stateNote: 'Until “Grant of the patent”: One bill at grant',
  });
  db.engine.clock.moveTo(addDays(db.engine.clock.today(), 400));
  expect(await resumeDue(db.engine)).toBe(0);
  const on = db.engine.clock.today();
  const happened = await act<{ sentence: string }>(db.engine, maya, 'expected-events happened', {
    id: untilEventId,
    on,
  });
  expect(happened.sentence).toMatch(/0 cards released\. Proforma \d+ is back in pre-review\./);
  expect(await sheetOf(db.engine, maya, sheet.id)).toMatchObject({
    state: 'pre-review',
    stateNote: 'Deferred until “Grant of the patent”; it has happened.',
  });
  const late = { ...move, version: (await sheetOf(db.engine, maya, sheet.id)).version, untilEventId };
  expect(codeOf(await attempt(db.engine, maya, 'proformas move', late))).toBe('happened');
});

test('a threshold is compared with matters of its currency only', async () => {
  const other = firm.matters.find((m) => m.currency !== firm.matters[0]?.currency);
  const number = other?.number ?? '';
  await act(db.engine, maya, 'cards record', {
    kind: 'disbursement',
    costKind: 'hard',
    matterId: other?.id,
    workDate: '2026-03-30',
    amount: { minor: '10000', currency: other?.currency },
    narrative: 'Translation',
    expenseCode: 'E123',
  });
  const rehearsed = async (thresholds: unknown) =>
    await attempt(
      db.engine,
      maya,
      'runs start',
      { throughDay: db.engine.clock.today(), matterId: other?.id, thresholds },
      { dryRun: true },
    );
  const foreign = { minor: '99999999', currency: 'CHF' };
  expect(await rehearsed([foreign]), number).toMatchObject({
    value: { outcomes: [{ outcome: 'generated', reason: `Generated; no threshold is given in ${other?.currency}.` }] },
  });
  expect(await rehearsed([foreign, { minor: '10001', currency: other?.currency }])).toMatchObject({
    value: {
      outcomes: [{ outcome: 'skipped', reason: `Its WIP is below the threshold of 100.01 ${other?.currency}.` }],
    },
  });
  expect(await rehearsed([{ minor: 'much', currency: 'USD' }])).toMatchObject({
    refusal: { code: 'bad-input', where: 'thresholds.0.minor' },
  });
  expect(await rehearsed([{ minor: '-5', currency: 'USD' }])).toMatchObject({
    refusal: { code: 'bad-input', where: 'thresholds' },
  });
});
