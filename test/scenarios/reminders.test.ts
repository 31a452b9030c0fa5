import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_OFFICES } from '../../src/modules/docket/index.ts';
import { runOnce } from 'graphile-worker';
import pg from 'pg';
import { addDays, type Day, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { tasksOf } from '../../src/jobs/tasks.ts';
import { remindDue } from '../../src/modules/proformas/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import type { PdfRenderer } from '../../src/platform/typst/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, codeOf, proformaOn, type Sheet, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let eleanor: Actor;
let jonas: Actor;
let ruth: Actor;
let today: Day;

beforeAll(async () => {
  // Proformas know when they were submitted by the database's clock, so the firm lives today.
  today = day(new Date().toISOString().slice(0, 10));
  db = await testDatabase(today);
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  eleanor = await firm.as('eleanor.hartwell');
  jonas = await firm.as('jonas.voss');
  ruth = await firm.as('ruth.sandoval');
});

afterAll(async () => {
  await db.close();
});

async function submitted(matter: number): Promise<Sheet> {
  const sheet = await proformaOn(db.engine, firm, firm.matters[matter]?.number ?? '', ['1']);
  await act(db.engine, maya, 'reviews set-reviewers', {
    id: sheet.id,
    version: sheet.version,
    mode: 'sequential',
    reviewers: [{ personId: eleanor.personId, kind: 'owner' }],
  });
  const { version } = await sheetOf(db.engine, maya, sheet.id);
  await act(db.engine, maya, 'proformas move', { id: sheet.id, version, move: 'submit' });
  return await sheetOf(db.engine, maya, sheet.id);
}

interface Letter {
  person_id: string;
  subject: string;
  body: string;
}

async function letters(): Promise<Letter[]> {
  const { rows } = await db.engine.store.pool.query<Letter>(
    'select person_id, subject, body from letter order by recorded_at',
  );
  return rows;
}

test('who is waited for is reminded by policy, with who stands in; then it escalates; nothing is said twice', async () => {
  const one = await submitted(0);
  const two = await submitted(1);
  expect(await remindDue(db.engine)).toBe(0);
  const policy = { what: 'with-reviewer', from: today, remindDays: 3, escalateDays: 5, escalateTo: ruth.personId };
  expect(codeOf(await attempt(db.engine, maya, 'waiting-policies set', policy))).toBe('not-permitted');
  expect(codeOf(await attempt(db.engine, ruth, 'waiting-policies set', { ...policy, escalateDays: 3 }))).toBe(
    'bad-input',
  );
  await act(db.engine, ruth, 'waiting-policies set', policy);
  db.engine.clock.moveTo(addDays(today, 2));
  expect(await remindDue(db.engine)).toBe(0);

  db.engine.clock.moveTo(addDays(today, 3));
  const both = await Promise.all([remindDue(db.engine), remindDue(db.engine)]);
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 2]);
  const [first, ...none] = await letters();
  expect(none).toEqual([]);
  expect(first).toMatchObject({ person_id: eleanor.personId, subject: 'Reminder: 2 proformas wait for you' });
  for (const sheet of [one, two]) expect(first?.body).toContain(`/proformas/${sheet.id}`);

  // She goes away; from the fifth day on the manager is told, once.
  await act(db.engine, eleanor, 'delegations set', {
    principalId: eleanor.personId,
    delegateId: jonas.personId,
    from: addDays(today, 5),
    to: addDays(today, 9),
  });
  db.engine.clock.moveTo(addDays(today, 5));
  expect(await remindDue(db.engine)).toBe(4);
  expect(await remindDue(db.engine)).toBe(0);
  const later = (await letters()).slice(1);
  expect(later.map((l) => l.person_id).toSorted()).toEqual([jonas.personId, ruth.personId].toSorted());
  const told = later.find((l) => l.person_id === ruth.personId);
  expect(told?.body).toContain(`with ${eleanor.name} since ${today} (5 days)`);
  expect(later.find((l) => l.person_id === jonas.personId)?.body).toContain(`for ${eleanor.name}`);

  // Answered: nobody hears of it any more.
  await act(db.engine, eleanor, 'proformas move', { id: one.id, version: one.version, move: 'complete' });
  db.engine.clock.moveTo(addDays(today, 6));
  expect(await remindDue(db.engine)).toBe(2); // two to her and who stands in, of the second only
  const { rows } = await db.engine.store.pool.query<{ name: string; n: number }>(
    `select name, count(*)::int as n from event where subject_id = $1 and name in ('reviewer reminded', 'review escalated') group by 1 order by 1`,
    [two.id],
  );
  expect(rows).toEqual([
    { name: 'review escalated', n: 1 },
    { name: 'reviewer reminded', n: 4 },
  ]);
});

test('tracking and the reviews show what is urgent', async () => {
  const { rows } = await act<{ rows: { urgent: boolean; holders: string[] }[] }>(db.engine, maya, 'proformas list', {
    urgent: 'true',
  });
  expect(rows.map((r) => [r.urgent, r.holders])).toEqual([[true, [eleanor.name]]]);
  const overdue = await act<{ rows: { days: number }[] }>(db.engine, maya, 'reviews list', { overdue: 'true' });
  expect(overdue.rows.map((r) => r.days)).toEqual([6]);
});

test('a letter is sent once and kept in the outbox', async () => {
  const config = {
    smtpUrl: null,
    offices: NO_OFFICES,
    mailFrom: 'billing@example.org',
    baseUrl: 'https://desk.example',
    secret: 'k',
  };
  const pool = new pg.Pool({ ...db.owner, max: 2 });
  pool.on('error', () => undefined);
  const taskList = tasksOf(db.engine, {} as PdfRenderer, config);
  await runOnce({ pgPool: pool, taskList });
  const [{ letterId } = { letterId: '' }] = (
    await pool.query<{ letterId: string }>(`select id as "letterId" from letter where state = 'sent' limit 1`)
  ).rows;
  await taskList['send-letter']?.({ letterId }, {} as never);
  const { rows } = await act<{ rows: { id: string; subject: string; recipients: string[] }[] }>(
    db.engine,
    maya,
    'outbox list',
    {},
  );
  expect(rows.length).toBe((await letters()).length);
  const message = rows.find((r) => r.recipients.includes('eleanor.hartwell@hartwell-voss.example'));
  expect(await act(db.engine, maya, 'outbox show', { id: message?.id })).toMatchObject({
    body: expect.stringContaining('https://desk.example/proformas/') as string,
  });
  await pool.end();
});
