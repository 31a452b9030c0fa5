import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, codeOf, proformaOn, type Sheet, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let eleanor: Actor;
let jonas: Actor;

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  eleanor = await firm.as('eleanor.hartwell');
  jonas = await firm.as('jonas.voss');
});

afterAll(async () => {
  await db.close();
});

interface Review {
  readonly mode: string;
  readonly round: number;
  readonly version: number;
  readonly reviewers: readonly {
    personId: string;
    name: string;
    kind: string;
    askedAt: string | null;
    answer: string | null;
    answeredBy: string;
    note: string;
  }[];
  readonly mine: { name: string; onBehalf: boolean } | null;
}

const review = (who: Actor, id: string): Promise<Review> => act<Review>(db.engine, who, 'reviews show', { id });

async function clientOf(matter: number): Promise<string> {
  const id = firm.matters[matter]?.id;
  return (await act<{ clientId: string }>(db.engine, maya, 'matters show', { id })).clientId;
}

async function fresh(matter: number, hours = ['1']): Promise<Sheet> {
  return await proformaOn(db.engine, firm, firm.matters[matter]?.number ?? '', hours);
}

async function move(who: Actor, id: string, step: string, note = ''): Promise<string> {
  const { version } = await sheetOf(db.engine, maya, id);
  return codeOf(await attempt(db.engine, who, 'proformas move', { id, version, move: step, note }));
}

async function name(id: string, mode: string, reviewers: readonly (readonly [Actor, string])[]): Promise<void> {
  const { version } = await sheetOf(db.engine, maya, id);
  await act(db.engine, maya, 'reviews set-reviewers', {
    id,
    version,
    mode,
    reviewers: reviewers.map(([who, kind]) => ({ personId: who.personId, kind })),
  });
}

const states = async (who: Actor, id: string): Promise<(string | null)[]> =>
  (await review(who, id)).reviewers.map((r) => (r.askedAt === null ? 'later' : r.answer));

describe('a chain of reviewers', () => {
  test('without a policy the billing timekeeper reviews alone, and is asked at submission', async () => {
    const sheet = await fresh(0);
    expect(await move(maya, sheet.id, 'submit')).toBe('done');
    const { reviewers, mode } = await review(maya, sheet.id);
    expect([mode, reviewers.map((r) => [r.kind, r.askedAt !== null])]).toEqual(['sequential', [['owner', true]]]);
    const owner = [eleanor, jonas].find((who) => who.personId === reviewers[0]?.personId);
    expect(owner).toBeDefined();
    const other = owner === eleanor ? jonas : eleanor;
    expect(await move(other, sheet.id, 'complete')).toBe('not-your-turn');
    expect(await move(owner ?? maya, sheet.id, 'complete')).toBe('done');
    expect(['completed', 'approval-pending']).toContain((await sheetOf(db.engine, maya, sheet.id)).state);
  });

  test('in a sequential chain each is asked when the one before has completed', async () => {
    const sheet = await fresh(1);
    await name(sheet.id, 'sequential', [
      [jonas, 'collaborator'],
      [eleanor, 'owner'],
    ]);
    expect(await move(jonas, sheet.id, 'submit')).toBe('collaborator');
    expect(await move(maya, sheet.id, 'submit')).toBe('done');
    expect(await states(maya, sheet.id)).toEqual([null, 'later']);
    expect(await move(eleanor, sheet.id, 'complete')).toBe('not-your-turn');
    expect(await move(jonas, sheet.id, 'complete', 'Fine by me')).toBe('done');
    expect(await states(maya, sheet.id)).toEqual(['completed', null]);
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('with-reviewer');
    expect(await move(eleanor, sheet.id, 'complete')).toBe('done');
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('completed');
  });

  test('in a parallel chain all are asked at once, and a return by one ends it for all', async () => {
    const sheet = await fresh(2);
    await name(sheet.id, 'parallel', [
      [eleanor, 'owner'],
      [jonas, 'co-owner'],
    ]);
    await move(maya, sheet.id, 'submit');
    expect(await states(maya, sheet.id)).toEqual([null, null]);
    expect(await move(jonas, sheet.id, 'return', '')).toBe('needs-note');
    expect(await move(jonas, sheet.id, 'return', 'The search is missing')).toBe('done');
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('pre-review');
    // Those named for this proforma are asked again in the next round, both of them.
    await move(maya, sheet.id, 'submit');
    const again = await review(maya, sheet.id);
    expect([again.round, again.reviewers.map((r) => r.answer)]).toEqual([2, [null, null]]);
    const { rows } = await db.engine.store.pool.query<{ answer: string }>(
      `select answer from proforma_reviewer where proforma_id = $1 and round = 1 order by position`,
      [sheet.id],
    );
    expect(rows.map((r) => r.answer)).toEqual(['recalled', 'returned']);
  });

  test('a proforma above the limit of whoever completes last waits for an approval', async () => {
    const sheet = await fresh(3);
    await name(sheet.id, 'sequential', [[eleanor, 'owner']]);
    await move(maya, sheet.id, 'submit');
    // The coordinator enters the answer of the partner, and has no limit of her own.
    expect(await move(maya, sheet.id, 'complete')).toBe('needs-note');
    expect(await move(maya, sheet.id, 'complete', 'Told me by telephone')).toBe('done');
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('approval-pending');
    const events = await db.engine.store.kysely
      .selectFrom('event')
      .select(['actor_id', 'on_behalf_of', 'reason'])
      .where('subject_id', '=', sheet.id)
      .where('name', '=', 'proforma complete')
      .execute();
    expect(events).toEqual([
      { actor_id: maya.personId, on_behalf_of: eleanor.personId, reason: 'Told me by telephone' },
    ]);
    const { version } = await sheetOf(db.engine, maya, sheet.id);
    await act(db.engine, ruth, 'proformas approve', { proformas: [{ id: sheet.id, version }] });
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('approved');
  });

  test('whoever submitted takes it back, and nobody is waited for any more', async () => {
    const sheet = await fresh(4);
    await name(sheet.id, 'sequential', [[eleanor, 'owner']]);
    await move(maya, sheet.id, 'submit');
    expect(await move(maya, sheet.id, 'recall')).toBe('done');
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, eleanor, 'reviews list', { mine: 'true' });
    expect(rows.map((r) => r.id)).not.toContain(sheet.id);
  });
});

describe('a policy', () => {
  test('of the matter goes before that of the client, each from its day on', async () => {
    const matter = firm.matters[5];
    const clientId = await clientOf(5);
    const policy = (from: string, matterId: string | null, mode: string, reviewers: unknown[]) =>
      attempt(db.engine, maya, 'review-policies set', {
        clientId,
        matterId,
        from,
        mode,
        reviewers,
      });
    const collaborator = { kind: 'collaborator', personId: jonas.personId };
    expect(codeOf(await policy('2026-01-01', null, 'parallel', [{ kind: 'owner' }, collaborator]))).toBe('done');
    expect(codeOf(await policy('2026-04-02', matter?.id ?? '', 'sequential', [{ kind: 'owner' }]))).toBe('done');
    expect(codeOf(await policy('2026-01-01', null, 'parallel', [{ kind: 'owner' }]))).toBe('overlaps');
    const petra = await firm.as('petra.novak');
    expect(
      codeOf(await policy('2026-05-01', null, 'parallel', [{ kind: 'collaborator', personId: petra.personId }])),
    ).toBe('not-a-reviewer');
    const sheet = await fresh(5);
    expect((await review(maya, sheet.id)).mode).toBe('parallel');
    db.engine.clock.moveTo(day('2026-04-02'));
    expect((await review(maya, sheet.id)).mode).toBe('sequential');
    db.engine.clock.moveTo(day('2026-03-31'));
  });
});

describe('a delegate', () => {
  test('answers on behalf of whom they stand in for, from the first day to the last', async () => {
    const sheet = await fresh(6);
    await name(sheet.id, 'sequential', [[eleanor, 'owner']]);
    await move(maya, sheet.id, 'submit');
    const today = db.engine.clock.today();
    const span = {
      principalId: eleanor.personId,
      delegateId: jonas.personId,
      from: addDays(today, 2),
      to: addDays(today, 4),
    };
    expect(codeOf(await attempt(db.engine, await firm.as('sam.whitlock'), 'delegations set', span))).toBe(
      'not-permitted',
    );
    await act(db.engine, eleanor, 'delegations set', span);
    expect(await move(jonas, sheet.id, 'complete')).toBe('not-your-turn');
    db.engine.clock.moveTo(addDays(today, 5));
    expect(await move(jonas, sheet.id, 'complete')).toBe('not-your-turn');
    db.engine.clock.moveTo(addDays(today, 4));
    const { rows } = await act<{ rows: { id: string; standIn: boolean; reviewer: string }[] }>(
      db.engine,
      jonas,
      'reviews list',
      { mine: 'true' },
    );
    expect(rows.find((r) => r.id === sheet.id)).toMatchObject({ standIn: true, reviewer: eleanor.name });
    expect(await move(jonas, sheet.id, 'complete')).toBe('done');
    expect((await review(maya, sheet.id)).reviewers[0]).toMatchObject({
      personId: eleanor.personId,
      answer: 'completed',
      answeredBy: jonas.name,
    });
    db.engine.clock.moveTo(today);
  });

  test('of one client answers for no other', async () => {
    const sheet = await fresh(7);
    await name(sheet.id, 'sequential', [[eleanor, 'owner']]);
    await move(maya, sheet.id, 'submit');
    const today = db.engine.clock.today();
    const other = firm.matters.findIndex((m) => m.client.number !== firm.matters[7]?.client.number);
    const { id } = await act<{ id: string }>(db.engine, maya, 'delegations set', {
      principalId: eleanor.personId,
      delegateId: jonas.personId,
      clientId: await clientOf(other),
      from: today,
      to: today,
    });
    expect(await move(jonas, sheet.id, 'complete')).toBe('not-your-turn');
    await act(db.engine, maya, 'delegations set', {
      principalId: eleanor.personId,
      delegateId: jonas.personId,
      from: today,
      to: today,
    });
    await act(db.engine, eleanor, 'delegations end', { id });
    expect(codeOf(await attempt(db.engine, eleanor, 'delegations end', { id }))).toBe('nothing-to-do');
    expect(await move(jonas, sheet.id, 'reject', 'Bill it next year')).toBe('done');
  });
});

test('many are moved at once; each that can’t be is named with its reason, the others are moved', async () => {
  const [a, b] = [await fresh(8), await fresh(9)];
  const outcome = await attempt(db.engine, maya, 'proformas move-many', {
    proformas: [
      { id: a.id, version: a.version },
      { id: b.id, version: b.version + 1 },
    ],
    move: 'submit',
  });
  expect(outcome).toMatchObject({
    value: { moved: [{ id: a.id, state: 'with-reviewer' }], refused: [{ id: b.id, code: 'stale' }] },
  });
  expect((await sheetOf(db.engine, maya, a.id)).state).toBe('with-reviewer');
  expect((await sheetOf(db.engine, maya, b.id)).state).toBe('generated');
  const none = { proformas: [{ id: b.id, version: b.version }], move: 'resume' };
  expect(codeOf(await attempt(db.engine, maya, 'proformas move-many', none))).toBe('wrong-state');
});
