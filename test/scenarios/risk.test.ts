import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, type Day, day, mondayOf } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { lookAt, tellDigest } from '../../src/modules/flags/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  type Sheet,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let monday: Day;

beforeAll(async () => {
  // Flags know by the database's clock when they were raised, so the firm lives now; the digest is told next Monday.
  const today = day(new Date().toISOString().slice(0, 10));
  monday = addDays(mondayOf(today), 7);
  db = await testDatabase(today);
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
});
afterAll(() => db.close());

interface Tracked {
  readonly id: string;
  readonly flags: { readonly block: number; readonly fix: number; readonly warn: number };
}
interface Task {
  readonly severity: string;
  readonly what: string;
  readonly count: number;
  readonly href: string;
}

async function standing(id: string): Promise<Tracked['flags'] | undefined> {
  const { rows } = await act<{ rows: Tracked[] }>(db.engine, maya, 'proformas list', {});
  return rows.find((row) => row.id === id)?.flags;
}

async function task(severity: string): Promise<Task | undefined> {
  const { tasks } = await act<{ tasks: Task[] }>(db.engine, maya, 'today show', {});
  return tasks.find((one) => one.severity === severity && one.what.includes('flags'));
}

/** Another client's name on the first line, which blocks. */
async function plant(sheet: Sheet): Promise<void> {
  const { rows } = await act<{ rows: { number: string; name: string }[] }>(db.engine, maya, 'clients list', {});
  const narrative = `Drafting response with amendments for ${rows.find((one) => one.number === '1001')?.name ?? ''}`;
  const [line] = sheet.lines;
  await act(db.engine, maya, 'proformas edit', {
    id: sheet.id,
    operation: { do: 'set-words', lines: [{ id: line?.id, version: line?.version }], narrative },
  });
  await lookAt(db.engine, [sheet.id]);
}

interface Letter {
  readonly person_id: string;
  readonly subject: string;
  readonly body: string;
}

async function letters(): Promise<Letter[]> {
  const { rows } = await db.engine.store.pool.query<Letter>(
    "select person_id, subject, body from letter where subject like 'Flags of the week%' order by recorded_at",
  );
  return rows;
}

test('Today and the list of proformas count the flags that stand; a waived one counts no more', async () => {
  const sheet = await proformaOn(db.engine, firm, '1002-001', ['1.00', '2.00']);
  await lookAt(db.engine, [sheet.id]);
  const before = (await standing(sheet.id))?.block ?? 0;
  expect(await task('block')).toBeUndefined();
  await plant(sheet);
  expect((await standing(sheet.id))?.block).toBe(before + 1);
  expect(await task('block')).toMatchObject({
    what: '1 proforma blocked by flags',
    count: 1,
    href: '/pre-review?severity=block',
  });
  const { flags } = await act<{ flags: { fingerprint: string; severity: string }[] }>(db.engine, maya, 'flags list', {
    proformaId: sheet.id,
  });
  for (const { fingerprint } of flags.filter((flag) => flag.severity === 'block'))
    await act(db.engine, ruth, 'flags waive', { proformaId: sheet.id, fingerprint, reason: 'a joint matter' });
  expect((await standing(sheet.id))?.block).toBe(0);
  expect(await task('block')).toBeUndefined();
  expect((await sheetOf(db.engine, maya, sheet.id)).id).toBe(sheet.id);
});

test('the digest of the week that ended is mailed once to the billing managers, later if the desk was down, and not when it is switched off', async () => {
  db.engine.clock.moveTo(monday);
  const both = await Promise.all([tellDigest(db.engine), tellDigest(db.engine)]);
  const [first, ...more] = await letters();
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 1 + more.length]);
  expect(first?.subject).toContain(`the week to ${addDays(monday, -1)}`);
  expect(first?.body).toContain('Blocks and fixes that were waived:');
  expect(first?.body).toContain('a joint matter');
  const { rows: managers } = await db.engine.store.pool.query<{ id: string }>(
    "select id from person_contact where active and 'billing-manager' = any(roles)",
  );
  expect(new Set([first, ...more].map((letter) => letter?.person_id))).toEqual(new Set(managers.map((m) => m.id)));

  // nothing stands and nothing happened in the week after: no letter
  db.engine.clock.moveTo(addDays(monday, 7));
  expect(await tellDigest(db.engine)).toBe(0);
  await plant(await proformaOn(db.engine, firm, '1002-002', ['1.00']));
  // down until Wednesday
  db.engine.clock.moveTo(addDays(monday, 16));
  expect(await tellDigest(db.engine)).toBe(managers.length);
  expect((await letters()).at(-1)?.subject).toContain(`the week to ${addDays(monday, 13)}`);

  expect(codeOf(await attempt(db.engine, maya, 'flags set-digest', { weekday: null }))).toBe('not-permitted');
  await act(db.engine, ruth, 'flags set-digest', { weekday: null });
  db.engine.clock.moveTo(addDays(monday, 21));
  expect(await tellDigest(db.engine)).toBe(0);
  await act(db.engine, ruth, 'flags set-digest', { weekday: 5 });
  expect(await act<{ weekday: number }>(db.engine, maya, 'flags digest', {})).toMatchObject({ weekday: 5 });
  db.engine.clock.moveTo(addDays(monday, 25));
  expect(await tellDigest(db.engine)).toBe(managers.length);
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});
