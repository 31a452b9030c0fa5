import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { OPERATOR } from '../../src/platform/system.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt } from '../support/firm.ts';

let db: TestDatabase;
let owner: pg.Client;

/** A firm with one timekeeper at 400.00 an hour and the two matters that the files name. */
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'), { bare: true });
  owner = new pg.Client(db.owner);
  await owner.connect();
  await owner.query(
    `insert into legal_entity (id, code, name, country, currency, address, tax_id) values (gen_random_uuid(), 'US', 'US', 'US', 'USD', '{}', '1')`,
  );
  const text =
    'Date,Client,Matter,Timekeeper,Hours,Narrative,Rate\n2026-01-02,Acme,00012-Acme,Ada Lovelace,1,First,400\n2026-01-02,Acme,P-100,Ada Lovelace,1,First,400';
  const made = await attempt(db.engine, OPERATOR, 'imports start', {
    fileName: 'first.csv',
    file: { text },
    createMissing: true,
  });
  expect(made).toMatchObject({ ok: true, value: { accepted: 2 } });
});

afterAll(async () => {
  await owner.end();
  await db.close();
});

async function imported(file: string): Promise<{ answer: Record<string, unknown>; cards: unknown[] }> {
  const bytes = readFileSync(`test/fixtures/trackers/${file}`);
  const input = { fileName: file, file: { base64: bytes.toString('base64') } };
  const taken = await attempt(db.engine, OPERATOR, 'imports start', input);
  if (!taken.ok) throw new Error(taken.refusal.sentence);
  const { rows } = await owner.query<Record<string, unknown>>(
    `select k.kind, k.cost_kind, m.number as matter, k.work_date::text as day, k.worked_seconds::int / 36 as hundredths, k.billable_seconds::int / 36 as billable,
       k.wip_minor::int as wip, k.narrative from card k join matter m on m.id = k.matter_id where k.import_id = $1 order by k.import_row`,
    [taken.value['id']],
  );
  expect(await attempt(db.engine, OPERATOR, 'imports start', input)).toMatchObject({
    value: { accepted: 0, duplicate: rows.length },
  });
  return { answer: taken.value, cards: rows.map((r) => Object.values(r)) };
}

test('a Clio export: time, a disbursement, time that isn’t billable, and two refused rows', async () => {
  const { answer, cards } = await imported('clio.csv');
  expect(cards).toEqual([
    // 1.5 h × 400.00; 160.00 × 2; 0.2 h worked, none billable
    ['time', null, '00012-Acme', '2026-01-25', 150, 150, 60_000, 'Draft response to the office action'],
    ['disbursement', 'hard', '00012-Acme', '2026-01-26', 0, 0, 32_000, 'Official fee for the petition'],
    ['time', null, '00012-Acme', '2026-01-26', 20, 0, 0, 'Call with inventor, follow-up'],
  ]);
  expect(answer).toMatchObject({
    accepted: 3,
    refused: 2,
    refusedRows: [
      { row: 5, column: 'matter', value: '00099-Nobody', code: 'unknown-matter' },
      { row: 6, column: 'quantity', value: '25', code: 'too-many-hours' },
    ],
  });
});

test('a Toggl Track export: durations as clock time, and a person the firm doesn’t know', async () => {
  const { answer, cards } = await imported('toggl.csv');
  expect(cards).toEqual([
    ['time', null, 'P-100', '2026-01-25', 150, 150, 60_000, 'Claim chart for the prior art'],
    ['time', null, 'P-100', '2026-01-26', 20, 0, 0, 'Internal filing of papers'],
  ]);
  expect(answer).toMatchObject({
    refusedRows: [{ row: 4, column: 'User', value: 'Grace Nobody', code: 'unknown-timekeeper' }],
  });
});

test('a Harvest export: hours as worked, another rate told, and a row without time', async () => {
  const { answer, cards } = await imported('harvest.csv');
  expect(cards).toEqual([
    // 1.25 h and 2 h × 400.00, the firm's rate, whatever the file says
    ['time', null, 'P-100', '2026-01-25', 125, 125, 50_000, 'Independent claims'],
    ['time', null, 'P-100', '2026-01-26', 200, 200, 80_000, 'Dependent claims'],
  ]);
  expect(answer).toMatchObject({
    refusedRows: [{ row: 4, column: 'Hours', code: 'no-hours' }],
    notices: [{ row: 3, column: 'Billable Rate', value: '350.00', code: 'rate-differs' }],
  });
});
