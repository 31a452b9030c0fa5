import { afterAll, beforeAll, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { prepareRuns } from '../../src/modules/proformas/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Prepared {
  readonly id: string;
  readonly throughDay: string;
  readonly generated: number;
  readonly decision: string | null;
}
interface Listed {
  readonly rows: readonly { readonly id: string; readonly next: string | null }[];
  readonly prepared: readonly Prepared[];
}

const listed = (): Promise<Listed> => act<Listed>(db.engine, maya, 'run-schedules list', {});
const proformas = async (): Promise<number> =>
  (await act<{ total: number }>(db.engine, maya, 'proformas list', {})).total;
const tasks = async (): Promise<string[]> =>
  (await act<{ tasks: { what: string; href: string }[] }>(db.engine, maya, 'today show', {})).tasks
    .filter((task) => task.href.startsWith('/runs/prepared/'))
    .map((task) => task.what);

async function record(number: string, workDate: string): Promise<void> {
  const matter = firm.matters.find((m) => m.number === number);
  await act(db.engine, maya, 'cards record', {
    kind: 'disbursement',
    costKind: 'hard',
    matterId: matter?.id,
    workDate,
    amount: { minor: '10000', currency: matter?.currency },
    narrative: 'Translation',
    expenseCode: 'E123',
  });
}

it('a scheduled run is prepared once on its day and generates nothing until a person does, who is told what changed', async () => {
  await record('1001-001', '2026-03-10');
  await act(db.engine, maya, 'run-schedules add', {
    name: 'Month end',
    dayKind: 'working',
    dayNumber: 2,
    criteria: {},
  });
  // 2 April is the second working day
  expect((await listed()).rows[0]?.next).toBe('2026-04-02');
  db.engine.clock.moveTo(day('2026-04-01'));
  expect(await prepareRuns(db.engine)).toBe(0);
  db.engine.clock.moveTo(day('2026-04-03'));
  const both = await Promise.all([prepareRuns(db.engine), prepareRuns(db.engine)]);
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 1]);
  const [waiting] = (await listed()).prepared;
  expect(waiting).toMatchObject({ throughDay: '2026-03-31', generated: 1, decision: null });
  expect(await proformas()).toBe(0);
  expect(await tasks()).toEqual(['Run “Month end” through 2026-03-31 is prepared']);

  await record('1001-001', '2026-03-11');
  await record('1002-001', '2026-03-12');
  const generate = { id: waiting?.id };
  const done = await act<{ generated: number; changes: { before: string; after: string }[]; sentence: string }>(
    db.engine,
    maya,
    'prepared-runs generate',
    generate,
  );
  expect(done).toMatchObject({
    generated: 2,
    sentence: '2 proformas generated. 2 matters changed since it was prepared.',
    changes: [
      { before: 'generated, 1 card', after: 'generated, 2 cards' },
      { before: 'not considered', after: 'generated, 1 card' },
    ],
  });
  expect(await proformas()).toBe(2);
  expect(await tasks()).toEqual([]);
  expect(codeOf(await attempt(db.engine, maya, 'prepared-runs generate', generate))).toBe('wrong-state');
});

it('one that nobody decided on gives way to the next; one with nothing in it bothers nobody; one can be dismissed with a reason', async () => {
  await record('1003-001', '2026-04-02');
  db.engine.clock.moveTo(day('2026-05-05'));
  expect(await prepareRuns(db.engine)).toBe(1);
  db.engine.clock.moveTo(day('2026-06-05'));
  expect(await prepareRuns(db.engine)).toBe(1);
  const [now, before] = (await listed()).prepared;
  expect([now?.decision, before?.decision, before?.throughDay]).toEqual([null, 'replaced', '2026-04-30']);
  const dismiss = { id: now?.id, reason: '' };
  expect(codeOf(await attempt(db.engine, maya, 'prepared-runs dismiss', dismiss))).toBe('bad-input');
  await act(db.engine, maya, 'prepared-runs dismiss', { ...dismiss, reason: 'Billed by hand this month' });
  expect(await tasks()).toEqual([]);
  await act(db.engine, maya, 'runs start', { throughDay: '2026-05-31' });
  db.engine.clock.moveTo(day('2026-07-05'));
  expect(await prepareRuns(db.engine)).toBe(1);
  expect((await listed()).prepared[0]).toMatchObject({ throughDay: '2026-06-30', generated: 0, decision: 'nothing' });
  expect(await tasks()).toEqual([]);
});

it('a schedule is changed in place, on record: other days count from then on, and whom it means is said by name', async () => {
  const [schedule] = (await listed()).rows;
  const family = await act<{ family: { id: string; reference: string } }>(db.engine, maya, 'matters show', {
    id: firm.matters.find((m) => m.number === '1001-001')?.id,
  });
  const client = await act<{ rows: { id: string }[] }>(db.engine, maya, 'clients list', { words: '1001' });
  const changed = {
    id: schedule?.id,
    name: 'Family alone',
    dayKind: 'calendar',
    dayNumber: 3,
    criteria: { clientId: client.rows[0]?.id, familyId: family.family.id },
  };
  // it is 5 July: the 3rd went by and isn't made up for
  const said = await act<{ sentence: string }>(db.engine, maya, 'run-schedules change', changed);
  expect(said.sentence).toBe('“Family alone” is changed. It is prepared next on 2026-08-03.');
  expect(await prepareRuns(db.engine)).toBe(0);
  const [now] = (await listed()).rows as unknown as { about: string; names: { family: string } }[];
  expect(now?.about).toContain(`family ${family.family.reference}`);
  expect(now?.names.family).toContain(family.family.reference);
  const { rows } = await act<{ rows: { name: string }[] }>(db.engine, await firm.as('petra.novak'), 'audit list', {
    subjectId: schedule?.id,
  });
  expect(rows[0]?.name).toBe('schedule changed');
  const back = { ...changed, name: 'Month end', dayKind: 'working', dayNumber: 2, criteria: {} };
  await act(db.engine, maya, 'run-schedules change', back);
  const gone = { ...changed, id: '01890000-0000-7000-8000-000000000000' };
  expect(codeOf(await attempt(db.engine, maya, 'run-schedules change', gone))).toBe('not-found');
});

it('a paused schedule prepares nothing, an ended one is gone; who may not run proformas may not schedule them', async () => {
  const [schedule] = (await listed()).rows;
  await act(db.engine, maya, 'run-schedules pause', { id: schedule?.id, paused: true });
  expect((await listed()).rows[0]?.next).toBeNull();
  db.engine.clock.moveTo(day('2026-08-10'));
  expect(await prepareRuns(db.engine)).toBe(0);
  await act(db.engine, maya, 'run-schedules pause', { id: schedule?.id, paused: false });
  expect(await prepareRuns(db.engine)).toBe(1);
  await act(db.engine, maya, 'run-schedules end', { id: schedule?.id, reason: 'By hand again' });
  expect((await listed()).rows).toEqual([]);
  db.engine.clock.moveTo(day('2026-09-10'));
  expect(await prepareRuns(db.engine)).toBe(0);
  const petra = await firm.as('petra.novak');
  const add = { name: 'Hers', dayKind: 'calendar', dayNumber: 1, criteria: {} };
  expect(codeOf(await attempt(db.engine, petra, 'run-schedules add', add))).toBe('not-permitted');
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});
