import { describe, expect, test } from 'vitest';
import { type Table, withColumn } from './fields.ts';
import { headerKey, propose } from './mapping.ts';
import { readRows } from './rows.ts';
import { settle } from './settle.ts';

function table(...lines: readonly string[]): Table {
  const [header = [], ...rows] = lines.map((line) => line.split(',').map((cell) => cell.trim()));
  return { header, rows: rows.map((cells, i) => ({ row: i + 2, cells })), plainNumbers: false };
}

function read(t: Table) {
  const { mapping, questions } = settle(t, propose(t).mapping);
  expect(questions).toEqual([]);
  return readRows(t, mapping);
}

// The headers of the trackers are those of their makers' public pages, named in mapping.ts.
describe('exports of trackers', () => {
  test('Clio activities', () => {
    const t = table(
      'matter,date,activity_description,note,price,quantity,type,activity_user,non_billable',
      '00012-Acme,01/25/2026,Drafting,Draft response,400,1.5,,Ada Lovelace,',
      '00012-Acme,01/26/2026,Filing fee,Official fee,160,2,HardCostEntry,Ada Lovelace,',
      '00012-Acme,01/26/2026,Call,Call with inventor,400,0.2,TimeEntry,Ada Lovelace,yes',
    );
    expect(propose(t).source).toBe('clio');
    const rows = read(t);
    expect(rows[0]).toMatchObject({
      ok: true,
      read: {
        kind: 'time',
        workDate: '2026-01-25',
        matter: '00012-Acme',
        timekeeper: 'Ada Lovelace',
        workedSeconds: 5400n,
        billableSeconds: 5400n,
      },
    });
    expect(rows[1]).toMatchObject({
      ok: true,
      read: { kind: 'disbursement', costKind: 'hard', amountE4: 3_200_000n },
    });
    expect(rows[2]).toMatchObject({ ok: true, read: { workedSeconds: 720n, billableSeconds: 0n } });
  });

  test('Toggl Track detailed', () => {
    const t = table(
      'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)',
      'Ada Lovelace,ada@example.com,Acme,P-100,,Claim chart,Yes,2026-01-25,09:00:00,2026-01-25,10:30:00,01:30:00,,600.00',
    );
    expect(propose(t).source).toBe('toggl');
    expect(read(t)[0]).toMatchObject({
      ok: true,
      read: {
        workDate: '2026-01-25',
        client: 'Acme',
        matter: 'P-100',
        workedSeconds: 5400n,
        narrative: 'Claim chart',
      },
    });
  });

  test('Harvest detailed time', () => {
    const t = table(
      'Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL',
      '2026-01-25,Acme,Widget,P-100,Drafting,Claims,1.25,1.5,Yes,No,No,Ada,Lovelace,,Yes,400.00,500.00,,,United States Dollar - USD,',
    );
    expect(propose(t).source).toBe('harvest');
    expect(propose(t).mapping.columns).toMatchObject({
      matter: 'Project Code',
      timekeeper: 'First Name + Last Name',
    });
    expect(read(t)[0]).toMatchObject({
      ok: true,
      read: {
        matter: 'P-100',
        timekeeper: 'Ada Lovelace',
        workedSeconds: 4500n,
        currency: 'USD',
        rateE4: 4_000_000n,
      },
    });
    const later = readRows(
      {
        ...t,
        rows: t.rows.map((r) => ({ ...r, cells: r.cells.map((cell, i) => (i === 9 ? 'Yes' : cell)) })),
      },
      settle(t, propose(t).mapping).mapping,
    );
    const content = (rows: ReturnType<typeof readRows>) => rows.map((r) => (r.ok ? r.read.content : ''));
    expect(content(later), 'an entry marked as invoiced meanwhile is the same entry').toEqual(content(read(t)));
  });

  test('a firm’s own list, in German', () => {
    const t = table(
      'Datum;Aktenzeichen;Bearbeiter;Stunden;Tätigkeit'.replaceAll(';', ','),
      '31.01.2026,A-1,AL,1.5,Bescheid',
    );
    expect(propose(t)).toMatchObject({
      source: 'table',
      mapping: {
        columns: {
          workDate: 'Datum',
          matter: 'Aktenzeichen',
          timekeeper: 'Bearbeiter',
          hours: 'Stunden',
          narrative: 'Tätigkeit',
        },
      },
    });
  });

  test('a list of costs without hours is of disbursements', () =>
    expect(propose(table('Date,Matter,Description,Amount', '2026-01-01,A,Fee,10')).mapping.defaultKind).toBe(
      'disbursement',
    ));
});

describe('what the file leaves open', () => {
  test('asks about dates, numbers and missing columns', () => {
    const t = table('Date,Matter,Narrative,Amount', '03/04/2026,A,Fee,1.234');
    expect(settle(t, propose(t).mapping).questions.map((q) => q.about)).toEqual(['dates', 'numbers']);
    const lacking = table('When,What', '2026-01-01,Fee');
    expect(settle(lacking, propose(lacking).mapping).questions.every((q) => q.about === 'columns')).toBe(true);
  });

  test('an answer settles it', () => {
    const t = table('Date,Matter,Narrative,Amount', '03/04/2026,A,Fee,1.234');
    const settled = settle(t, { ...propose(t).mapping, dates: 'day-month-year', numbers: '1.234,56' });
    expect(settled.questions).toEqual([]);
    expect(readRows(t, settled.mapping)[0]).toMatchObject({
      ok: true,
      read: { workDate: '2026-04-03', amountE4: 12_340_000n },
    });
  });

  test('a remembered order that this file proves wrong is asked about again', () => {
    const t = table('Date,Matter,Narrative,Amount', '25/04/2026,A,Fee,10', '03/04/2026,A,Fee,11');
    expect(settle(t, { ...propose(t).mapping, dates: 'month-day-year' }).questions.map((q) => q.about)).toEqual([
      'dates',
    ]);
  });

  test('what was remembered from a file of another kind doesn’t stand in the way', () => {
    const slashes = table('Date,Matter,Narrative,Amount', '25/04/2026,A,Fee,10');
    expect(settle(slashes, { ...propose(slashes).mapping, dates: 'iso' })).toMatchObject({
      questions: [],
      mapping: { dates: 'day-month-year' },
    });
    const points = table('Date,Matter,Narrative,Amount', '2026-04-25,A,Fee,10.5');
    const remembered = { ...propose(points).mapping, numbers: '1.234,56' as const };
    expect(settle(points, remembered).questions.map((q) => q.about)).toEqual(['numbers']);
    expect(settle({ ...points, plainNumbers: true }, remembered)).toMatchObject({
      questions: [],
      mapping: { numbers: '1,234.56' },
    });
  });

  test('the key of a header ignores case, accents and punctuation', () =>
    expect(headerKey(['Tätigkeit ', 'Work-Date'])).toBe(headerKey(['tatigkeit', 'work date'])));
});

describe('refused rows', () => {
  test.each([
    ['2026-02-30,A,AL,1,x', 'Date', 'bad-date'],
    ['2026-01-01,,AL,1,x', 'Matter', 'no-matter'],
    ['2026-01-01,A,AL,much,x', 'Hours', 'bad-hours'],
    ['2026-01-01,A,AL,0,x', 'Hours', 'no-hours'],
    ['2026-01-01,A,AL,1,', 'Narrative', 'no-narrative'],
    ['2026-01-01,A,AL,0.333,x', 'Hours', 'hours-too-fine'],
  ])('%s names %s: %s', (line, column, code) => {
    const t = table('Date,Matter,Timekeeper,Hours,Narrative', line, '2026-01-01,A,AL,1.5,fine');
    const [first, second] = read(t);
    expect(first).toMatchObject({ ok: false, refused: { row: 2, column, code } });
    expect(second).toMatchObject({ ok: true });
  });
});

describe('columns that a file leaves open', () => {
  test('each question names the field it asks for, and its answer settles it', () => {
    const t = table('When,What for,Who,How long,Text', '2026-03-02,M1,AL,1.5,Claims');
    const first = settle(t, propose(t).mapping);
    expect(first.questions.map((q) => [q.about, q.fields])).toEqual([
      ['columns', ['workDate']],
      ['columns', ['matter']],
      ['columns', ['hours', 'amount']],
    ]);
    const dated = withColumn(withColumn(first.mapping, 'workDate', 'When'), 'matter', 'What for');
    expect(settle(t, withColumn(dated, 'hours', 'How long')).questions).toEqual([]);
    // A column that isn't there is asked for under the field that named it.
    expect(settle(t, withColumn(dated, 'hours', 'Std.')).questions.map((q) => q.fields)).toEqual([['hours']]);
  });

  test('a file with an amount and no hours is one of costs, unless it is one of charges', () => {
    const { mapping } = propose(table('Date,Matter,Text', '2026-03-02,M1,Filing fee'));
    expect(withColumn(mapping, 'amount', 'Text').defaultKind).toBe('disbursement');
    expect(withColumn(withColumn(mapping, 'amount', 'Text'), 'hours', 'Date').defaultKind).toBe('time');
    expect(withColumn(withColumn(mapping, 'amount', 'Text'), 'amount', null).defaultKind).toBe('time');
    expect(withColumn({ ...mapping, defaultKind: 'charge' }, 'amount', 'Text').defaultKind).toBe('charge');
  });
});
