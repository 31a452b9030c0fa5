import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { site } from '../../src/http/server.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createIdentity } from '../../src/platform/identity.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { proformaOn, testFirm } from '../support/firm.ts';
import { bill } from '../support/money.ts';

const URL_OF = 'http://127.0.0.1:4200';
const ROWS = 12_003;
let db: TestDatabase;
let get: (path: string) => Promise<Response>;

beforeAll(async () => {
  db = await testDatabase();
  const firm = await testFirm(db.engine);
  await bill(db.engine, firm, '1003-001', ['2.00'], '10000');
  await proformaOn(db.engine, firm, '1002-001', ['1.00', '2.50']);
  const owner = new pg.Client(db.owner);
  await owner.connect();
  // All at one instant, so that only the tie-break keeps the pages apart.
  await owner.query(
    `insert into outbox_message (id, subject_type, subject_id, message_id, sender, recipients, subject, body, source, recorded_at)
     select gen_random_uuid(), 'letter', gen_random_uuid(), 'm' || n, 'a@b.example', array['c@d.example'], case n when 7 then '=1+1' else 'Letter ' || n end, '', '', '2026-03-30'
     from generate_series(1, $1::int) n`,
    [ROWS],
  );
  await owner.end();
  const config = { ...readConfig({ firm: 'empty' }), baseUrl: URL_OF, secret: 'a secret of the test, long enough' };
  const identity = createIdentity(db.engine.store, config);
  const app = site({ engine: db.engine, identity, handlers: HANDLERS, version: '0' }, config);
  const { email } = await db.engine.store.kysely
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select('email')
    .where('role', '=', 'coordinator')
    .executeTakeFirstOrThrow();
  const signedIn = await app.request(await identity.oneTimeLink(email));
  const cookie = signedIn.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  get = (path) => Promise.resolve(app.request(`${URL_OF}${path}`, { headers: { cookie } }));
});
afterAll(() => db.close());

test('a list longer than ten thousand rows is in the CSV whole, each row once, whatever page the screen shows', async () => {
  const answer = await get('/api/outbox/list.csv?limit=10&offset=5');
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const [header, ...rows] = (await answer.text()).trim().split('\n');
  expect(header).toBe('id,recordedAt,recipients,subject,messageId,size');
  expect(rows.length).toBe(ROWS);
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(ROWS);
  // A text that a spreadsheet would run is text.
  expect(rows.filter((row) => row.includes(`'=1+1`)).length).toBe(1);
});

test('and in the workbook', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await get('/api/outbox/list.xlsx')).arrayBuffer());
  const sheet = book.worksheets[0];
  expect(sheet?.rowCount).toBe(ROWS + 1);
  expect(sheet?.getRow(1).getCell(4).value).toBe('subject');
});

test('a list without rows has its columns all the same, and a refusal is an answer and no file', async () => {
  const empty = await (await get('/api/corrections/list.csv')).text();
  expect(empty.trim().split(',').slice(0, 5)).toEqual(['id', 'documentType', 'number', 'on', 'total']);
  const bad = await get('/api/invoices/list.csv?clientId=nobody');
  expect(bad.status).toBe(400);
  expect(bad.headers.get('content-disposition')).toBeNull();
});

/** A sheet's rows by their headings, as a spreadsheet has them. */
async function sheetOf(path: string): Promise<Record<string, unknown>[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await (await get(path)).arrayBuffer());
  const [headings = [], ...rows] = (book.worksheets[0]?.getSheetValues() ?? [])
    .slice(1)
    .map((row) => Array.from(row as unknown[]).slice(1));
  return rows.map((row) => Object.fromEntries(headings.map((heading, i) => [heading, row[i]])));
}
const added = (rows: readonly Record<string, unknown>[], column: string): number =>
  rows.reduce((total, row) => total + (row[column] as number), 0);

test('hours and amounts of cards are numbers in the workbook, their days dates', async () => {
  const rows = (await sheetOf('/api/cards/list.xlsx')).filter((row) => row['matter'] === '1002-001');
  // 1.00 h + 2.50 h at 345.00 an hour
  expect(added(rows, 'workedHours')).toBe(3.5);
  expect(added(rows, 'wip')).toBe(1207.5);
  expect(rows.every((row) => row['workDate'] instanceof Date)).toBe(true);
});

test('each bucket of the inventory and of the ageing is a column of amounts, in the workbook and in the CSV', async () => {
  const inventory = await sheetOf('/api/inventory/show.xlsx');
  expect(inventory.map((row) => [row['matter'], row['buckets.0-30'], row['buckets.>365'], row['wip']])).toEqual([
    ['1002-001', 1207.5, 0, 1207.5],
  ]);
  // 2.00 h at 405.00 and 100.00 of costs, 60 % and 40 %, of one client
  const ageing = await sheetOf('/api/ageing/show.xlsx');
  expect(ageing.map((row) => [row['open'], row['buckets.not due'], row['buckets.1-30']])).toEqual([[910, 910, 0]]);
  const [header, row] = (await (await get('/api/ageing/show.csv')).text()).split('\n');
  expect(header).toContain('buckets.not due,buckets.1-30,buckets.31-60,buckets.61-90,buckets.91-120,buckets.>120');
  expect(row).toContain('910.00,EUR,910.00,0.00,0.00,0.00,0.00,0.00');
});

test('the tax summary beneath the billing register is a file of its own, of all documents of the span', async () => {
  const rows = await sheetOf('/api/billing-register/taxes.xlsx?from=2026-03-01&to=2026-03-31');
  // 60 % and 40 % of 910.00 by two payers, neither of them taxed; in pounds at 0.85
  expect(rows.map((row) => [row['entity'], row['documents'], row['base'], row['base.currency']])).toEqual([
    ['UK', 2, 910, 'EUR'],
  ]);
  expect(added(rows, 'entityBase')).toBe(773.5);
  const csv = await (await get('/api/billing-register/taxes.csv?from=2026-03-01&to=2026-03-31')).text();
  expect(csv).toContain('entity,taxCode,taxName,rate,documents,base,base.currency,tax,tax.currency');
});
