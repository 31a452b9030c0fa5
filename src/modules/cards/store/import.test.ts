import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../../../test/support/engine.ts';
import { attempt, proformaOn, testFirm } from '../../../../test/support/firm.ts';
import { type InputOf, nameOf, type OutputOf } from '../../../kernel/endpoint.ts';
import { day } from '../../../kernel/day.ts';
import type { Outcome } from '../../../kernel/outcome.ts';
import { ask, type Command, perform, type Query } from '../../../platform/command.ts';
import { OPERATOR } from '../../../platform/system.ts';
import * as c from '../contract.ts';
import { routes } from '../routes.ts';
import type { FileToMend } from './to-mend.ts';

const LEDES = readFileSync('test/fixtures/ledes/ledes_98B.txt', 'utf8');
const HEADER = 'Date,Client,Matter,Timekeeper,Hours,Narrative,Rate';
let db: TestDatabase;
let owner: pg.Client;

beforeEach(async () => {
  db = await testDatabase(day('2026-03-31'), { bare: true });
  owner = new pg.Client(db.owner);
  await owner.connect();
  await entity('US', 'USD');
});

afterEach(async () => {
  await owner.end();
  await db.close();
});

async function entity(code: string, currency: string): Promise<void> {
  await owner.query(
    `insert into legal_entity (id, code, name, country, currency, address, tax_id) values (gen_random_uuid(), $1, $1, 'US', $2, '{}', '1')`,
    [code, currency],
  );
}

function start(text: string | { base64: string }, more: Partial<InputOf<typeof c.startImport>> = {}) {
  const input = {
    fileName: 'march.csv',
    file: typeof text === 'string' ? { text } : text,
    createMissing: true,
    ...more,
  };
  return callCommand<OutputOf<typeof c.startImport>>('start', input);
}

async function callCommand<T>(verb: string, input: unknown): Promise<Outcome<T>> {
  const handler = routes.find((h) => h.endpoint.noun === 'imports' && h.endpoint.verb === verb) as Command;
  return (await perform(db.engine, handler, OPERATOR, input)) as Outcome<T>;
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.sentence}`);
  return outcome.value;
}

async function counts(...tables: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const table of tables) {
    const { rows } = await owner.query<{ n: string }>(`select count(*) as n from ${table}`);
    found.push(Number(rows[0]?.n));
  }
  return found;
}

test('LEDES into an otherwise empty firm; again changes nothing; taken back and imported again', async () => {
  const first = value(await start(LEDES));
  expect(first).toMatchObject({ accepted: 7, duplicate: 0, refused: 0 });
  const { rows } = await owner.query('select kind, work_minor, wip_minor from card order by number');
  expect(rows.map((r) => [r.kind, Number(r.work_minor), Number(r.wip_minor)])).toEqual([
    ['time', 70_000, 63_000],
    ['time', 70_000, 70_000],
    ['time', 4000, 4000],
    ['disbursement', 2495, 2495],
    ['disbursement', 28_950, 28_950],
    ['charge', 125_000, 125_000],
    ['charge', 125_000, 125_000],
  ]);
  expect(value(await start(LEDES))).toMatchObject({ accepted: 0, duplicate: 7, refused: 0 });
  expect(await counts('card', 'matter', 'timekeeper', 'client', 'rate')).toEqual([7, 3, 2, 2, 2]);
  expect(value(await callCommand<{ cards: number }>('take-back', { id: first.id, reason: 'wrong file' })).cards).toBe(
    7,
  );
  const { rows: wip } = await owner.query(
    `select sum(wip_minor) as carried, (select sum(amount) from journal_line where account = (select account from journal_line where card_id is not null limit 1)) as books from card`,
  );
  expect([Number(wip[0]?.carried), Number(wip[0]?.books)]).toEqual([0, 0]);
  expect(await callCommand('take-back', { id: first.id, reason: 'again' })).toMatchObject({
    ok: false,
    refusal: { code: 'taken-back' },
  });
  expect(value(await start(LEDES))).toMatchObject({ accepted: 7 });
  const { rows: events } = await owner.query(
    `select name from event where name in ('work imported', 'import taken back') order by recorded_at`,
  );
  expect(events.map((e) => e.name)).toEqual(['work imported', 'work imported', 'import taken back', 'work imported']);
});

test('equal rows of one file are both kept, and the file is known again as a workbook', async () => {
  const rows = [
    ['2026-03-02', 'Acme', 'M1', 'Lovelace, Ada', '1.5', 'Claims', '400'],
    ['2026-03-02', 'Acme', 'M1', 'Lovelace, Ada', '1.5', 'Claims', '400'],
  ];
  const text = [HEADER, ...rows.map((r) => r.map((cell) => `"${cell}"`).join(','))].join('\n');
  expect(value(await start(text))).toMatchObject({ accepted: 2, duplicate: 0 });
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('x');
  sheet.addRow(HEADER.split(','));
  for (const row of rows)
    sheet.addRow(row.map((cell, i) => (i === 0 ? new Date(cell) : /^[\d.]+$/.test(cell) ? Number(cell) : cell)));
  const base64 = Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
  expect(value(await start({ base64 }))).toMatchObject({ accepted: 0, duplicate: 2 });
});

test('a bad row doesn’t stop the others, unless all or nothing is wanted', async () => {
  const text = `${HEADER}\n2026-03-02,Acme,M1,AL,1.5,Claims,400\n2026-03-02,Acme,M1,AL,30,Too long,400\n2026-05-02,Acme,M1,AL,1,Future,400\n2026-03-02,Acme,M1,,1,Nobody,400`;
  const none = await start(text, { allOrNothing: true });
  expect(none).toMatchObject({ ok: false, refusal: { code: 'rows-refused', where: 'row 3, column Hours' } });
  expect(await counts('card', 'matter', 'card_import', 'document')).toEqual([0, 0, 0, 0]);
  const some = value(await start(text));
  expect(some).toMatchObject({ accepted: 1, refused: 3 });
  expect(some.refusedRows.map((r) => [r.row, r.column, r.code])).toEqual([
    [3, 'Hours', 'too-many-hours'],
    [4, 'Date', 'future-date'],
    [5, 'Timekeeper', 'no-timekeeper'],
  ]);
  const show = routes.find((h) => h.endpoint.noun === 'imports' && h.endpoint.verb === 'show') as Query;
  expect(
    value((await ask(db.engine, show, OPERATOR, { id: some.id })) as Outcome<OutputOf<typeof c.showImport>>),
  ).toMatchObject({ total: 4, accepted: 1, refused: 3, canTakeBack: true, whyNot: '' });
});

test('a preview says what would happen and changes nothing but keeping the file', async () => {
  const text = `${HEADER}\n2026-03-02,Acme,M1,AL,1.5,Claims,400\n2026-03-02,Acme,M1,AL,x,Claims,400`;
  const seen = value(
    await callCommand<OutputOf<typeof c.previewImport>>('preview', {
      fileName: 'a.csv',
      file: { text },
      createMissing: true,
    }),
  );
  expect(seen).toMatchObject({
    wouldAccept: 1,
    wouldRefuse: 1,
    duplicates: 0,
    format: 'paste',
    questions: [],
    firstCards: [{ matter: 'M1', hours: '1.50', amount: '600.00' }],
  });
  expect(await counts('card', 'matter', 'event', 'document')).toEqual([0, 0, 0, 1]);
  const taken = await callCommand<OutputOf<typeof c.startImport>>('start', {
    fileName: 'a.csv',
    file: { uploaded: seen.uploaded },
    createMissing: true,
  });
  expect(value(taken).accepted).toBe(1);
});

test('what the file leaves open is asked; the answer can be remembered', async () => {
  const text = `${HEADER}\n03/02/2026,Acme,M1,AL,1.5,Claims,400`;
  expect(await start(text)).toMatchObject({ ok: false, refusal: { code: 'asks-dates', where: 'dates' } });
  const columns = {
    workDate: 'Date',
    client: 'Client',
    matter: 'Matter',
    timekeeper: 'Timekeeper',
    hours: 'Hours',
    narrative: 'Narrative',
    rate: 'Rate',
  };
  value(
    await start(text, {
      mapping: { columns, defaultKind: 'time', dates: 'day-month-year' },
      rememberAs: 'Our list',
    }),
  );
  expect((await owner.query('select work_date::text as day from card')).rows).toEqual([{ day: '2026-02-03' }]);
  expect(value(await start(`${HEADER}\n04/02/2026,Acme,M1,AL,1.5,Claims,400`)).accepted).toBe(1);
  const list = routes.find((h) => nameOf(h.endpoint) === 'mappings list') as Query;
  const kept = await ask(db.engine, list, OPERATOR, {});
  expect(kept).toMatchObject({ value: { rows: [{ name: 'Our list' }] } });
  const forget = routes.find((h) => nameOf(h.endpoint) === 'mappings forget') as Command;
  expect(await perform(db.engine, forget, OPERATOR, { name: 'Our list' })).toMatchObject({ ok: true });
  expect(await perform(db.engine, forget, OPERATOR, { name: 'Our list' })).toMatchObject({
    refusal: { code: 'not-found' },
  });
  expect(await start(`${HEADER}\n05/02/2026,Acme,M1,AL,1.5,Claims,400`)).toMatchObject({
    refusal: { code: 'asks-dates' },
  });
});

test('words that fit two are refused naming both; aliases and either order of a name are understood', async () => {
  value(
    await start(`${HEADER}\n2026-03-02,Acme,M1,Ada Lovelace,1,Claims,400\n2026-03-02,Acme,M2,Alan Turing,1,Claims,400`),
  );
  await owner.query(`update timekeeper set initials = 'XX'; update matter set client_reference = 'REF'`);
  const text = `Date,Matter,Timekeeper,Hours,Narrative\n2026-03-03,REF,Ada Lovelace,1,a\n2026-03-03,m1,XX,1,b\n2026-03-03,M1,"LOVELACE, Ada",1,c\n2026-03-03,theirs,boss,1,d\n2026-03-03,M9,Ada Lovelace,1,e`;
  const columns = {
    workDate: 'Date',
    matter: 'Matter',
    timekeeper: 'Timekeeper',
    hours: 'Hours',
    narrative: 'Narrative',
  };
  const done = value(
    await start(text, {
      createMissing: false,
      mapping: {
        columns,
        defaultKind: 'time',
        aliases: { matter: { theirs: 'M2' }, timekeeper: { boss: 'Alan Turing' } },
      },
    }),
  );
  expect(done).toMatchObject({ accepted: 2, refused: 3 });
  expect(done.refusedRows.map((r) => [r.row, r.code])).toEqual([
    [2, 'several-matters'],
    [3, 'several-timekeepers'],
    [6, 'unknown-matter'],
  ]);
  expect(done.refusedRows[0]?.reason).toMatch(/M1.*M2/);
});

test('a file’s rate that is not the firm’s is told row by row, and the firm’s is used', async () => {
  value(await start(LEDES));
  await owner.query('update rate set rate_e4 = rate_e4 + 50000000'); // 50.00 more, in ten-thousandths of a cent
  const taken = value(await start(LEDES.replaceAll('|96542|', '|96549|')));
  expect(taken).toMatchObject({ accepted: 5, duplicate: 2, refused: 0, noticed: 3 });
  expect(taken.notices[0]).toMatchObject({ column: 'LINE_ITEM_UNIT_COST', value: '350', code: 'rate-differs' });
  expect(taken.notices[0]?.reason).toContain('The file says 350.00 USD an hour, the firm’s rate is 400.00.');
});

test('a rate in another currency is no rate of ours: none is made of it, and where the firm has one that is said', async () => {
  const head = 'Date,Client,Matter,Timekeeper,Hours,Narrative,Rate,Currency,Amount,Type';
  value(await start(`${HEADER}\n2026-03-02,Acme,M1,Ada Lovelace,2,Claims,400`));
  const none = value(await start(`${head}\n2026-03-02,Acme,M1,Alan Turing,1,Claims,300,EUR,,time`));
  expect(none).toMatchObject({ accepted: 0, refused: 1, refusedRows: [{ code: 'no-rate' }] });
  const rows = [
    '2026-03-03,Acme,M1,Ada Lovelace,1,More,300,EUR,,time',
    '2026-03-03,Acme,M1,Nobody Known,,Fee,,USD,20,expense',
  ];
  const taken = value(await start([head, ...rows].join('\n'), { createMissing: false }));
  expect(taken).toMatchObject({ accepted: 2, refused: 0 });
  expect(taken.notices.map((notice) => notice.code)).toEqual(['other-currency', 'unknown-timekeeper']);
});

test('a file that is too big is refused before anything of it is kept', async () => {
  const kept = async () => (await owner.query<{ n: number }>('select count(*)::int as n from document')).rows[0]?.n;
  const before = await kept();
  const refused = await start(`${HEADER}\n${'x'.repeat(65 * 1024 * 1024)}`);
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'file-too-big' } });
  expect(await kept()).toBe(before);
});

test('several entities: one must be named', async () => {
  await entity('DE', 'EUR');
  expect(await start(LEDES)).toMatchObject({
    ok: false,
    refusal: { code: 'which-entity', sentence: expect.stringContaining('DE or US') },
  });
  value(await start(LEDES, { entityCode: 'de' }));
  expect((await owner.query('select distinct currency from card')).rows).toEqual([{ currency: 'EUR' }]);
});

test('an import with a billed card stays', async () => {
  const { id } = value(await start(LEDES));
  await owner.query(`update card set state = 'billed' where number = (select min(number) + 1 from card)`);
  expect(await callCommand('take-back', { id, reason: 'wrong file' })).toMatchObject({
    ok: false,
    refusal: { code: 'import-in-use', sentence: expect.stringMatching(/^Card \d+ of this import is billed/) },
  });
});

test('an import with a card on a proforma stays, and says so beforehand', async () => {
  const own = await testDatabase();
  try {
    const firm = await testFirm(own.engine);
    const maya = await firm.as('maya.okafor');
    const sheet = await proformaOn(own.engine, firm, firm.matters[0]?.number ?? '', ['1']);
    const card = await own.engine.store.kysely
      .selectFrom('card')
      .innerJoin('timekeeper', 'timekeeper.id', 'card.timekeeper_id')
      .select(['timekeeper.number'])
      .executeTakeFirstOrThrow();
    const text = `Date,Matter,Timekeeper,Hours,Narrative\n2026-03-30,${firm.matters[0]?.number ?? ''},${card.number},2,More work`;
    const taken = await attempt(own.engine, maya, 'imports start', { fileName: 'more.csv', file: { text } });
    expect(taken).toMatchObject({ ok: true, value: { accepted: 1 } });
    const id = taken.ok ? taken.value['id'] : '';
    expect(await attempt(own.engine, maya, 'proformas gather', { id: sheet.id })).toMatchObject({ ok: true });
    const said = { code: 'import-in-use', sentence: expect.stringMatching(/is on proforma/) };
    expect(await attempt(own.engine, maya, 'imports take-back', { id, reason: 'wrong' })).toMatchObject({
      ok: false,
      refusal: said,
    });
    const show = routes.find((h) => h.endpoint.noun === 'imports' && h.endpoint.verb === 'show') as Query;
    const shown = await ask(own.engine, show, maya, { id });
    expect(shown).toMatchObject({ value: { canTakeBack: false, whyNot: expect.stringMatching(/is on proforma/) } });
  } finally {
    await own.close();
  }
});

test('an id of the source is the identity: other content under it is refused, the same again is known', async () => {
  const header = `${HEADER},Entry ID`;
  const line = '2026-03-02,Acme,M1,AL,1.5,Claims,400,77';
  expect(value(await start(`${header}\n${line}\n${line}\n2026-03-02,Acme,M1,AL,2,Other,400,77`))).toMatchObject({
    accepted: 1,
    duplicate: 1,
    refused: 1,
    refusedRows: [{ row: 4, code: 'repeated-id' }],
  });
  expect(value(await start(`${header}\n2026-03-02,Acme,M1,AL,1.5,Claims reworded,400,77`))).toMatchObject({
    accepted: 0,
    duplicate: 1,
  });
});

test('a time that is no whole hundredths of an hour is taken to the nearest, and that is told', async () => {
  const rows = ['2026-03-02,Acme,M1,AL,0:05,Claims,400', '2026-03-02,Acme,M1,AL,1:30,More claims,400'];
  expect(value(await start([HEADER, ...rows].join('\n')))).toMatchObject({
    accepted: 2,
    notices: [
      {
        row: 2,
        code: 'hours-rounded',
        reason: '“0:05” is no whole number of hundredths of an hour; 0.08 h was taken.',
      },
    ],
  });
});

test('two at once take each row once', async () => {
  const both = await Promise.all([start(LEDES), start(LEDES)]);
  expect(both.map((o) => value(o).accepted).toSorted((a, b) => a - b)).toEqual([0, 7]);
});

test('of many refused rows the answer has the first 5,000, and the file to mend has all', async () => {
  const rows = Array.from({ length: 5_200 }, (_, i) => `2026-03-02,Acme,M1,AL,x,Claims ${i},400`);
  const taken = value(await start([HEADER, '2026-03-02,Acme,M1,AL,1,Claims,400', ...rows].join('\n')));
  expect(taken).toMatchObject({ accepted: 1, refused: 5_200 });
  expect(taken.refusedRows).toHaveLength(5_000);
  const mend = routes.find((h) => nameOf(h.endpoint) === 'imports to-mend') as Query;
  const file = value((await ask(db.engine, mend, OPERATOR, { id: taken.id })) as Outcome<FileToMend>);
  expect(file).toMatchObject({ rows: 5_200, fileName: 'march to mend.csv' });
  const rehearse = async (hours: string): Promise<Outcome<OutputOf<typeof c.startImport>>> => {
    const handler = routes.find((h) => nameOf(h.endpoint) === 'imports start') as Command;
    const text = file.text.replaceAll('"x"', hours);
    const input = { fileName: file.fileName, file: { text }, createMissing: true, allOrNothing: true };
    return (await perform(db.engine, handler, OPERATOR, input, { dryRun: true })) as Awaited<ReturnType<typeof start>>;
  };
  expect(value(await rehearse('"0.1"'))).toMatchObject({ accepted: 5_200, duplicate: 0, refused: 0 });
  const none = await rehearse('"y"');
  expect(none).toMatchObject({ refusal: { code: 'rows-refused', sentence: expect.stringMatching(/^5200 rows/) } });
  expect(!none.ok && (none.refusal.details as unknown[]).length).toBe(5_000);
});

test('what only one file decided is not remembered; what was answered is', async () => {
  const preview = async (text: string): Promise<OutputOf<typeof c.previewImport>> =>
    value(await callCommand('preview', { fileName: 'a.csv', file: { text }, createMissing: true }));
  const telling = `${HEADER}\n25/02/2026,Acme,M1,AL,1.5,Claims,400`;
  const open = `${HEADER}\n03/02/2026,Acme,M1,AL,1.5,Claims,400`;
  const told = await preview(telling);
  expect(told.mapping).toMatchObject({ dates: 'day-month-year', numbers: '1,234.56' });
  value(await start(telling, { mapping: told.answered, rememberAs: 'Our list' }));
  const asked = await preview(open);
  expect(asked).toMatchObject({ remembered: 'Our list', questions: [{ about: 'dates' }] });
  value(await start(open, { mapping: { ...asked.answered, dates: 'day-month-year' }, rememberAs: 'Our list' }));
  expect((await preview(open.replace('03/', '04/'))).questions).toEqual([]);
});
