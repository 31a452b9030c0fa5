import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RefusedRow, Table } from './fields.ts';
import { ledesTable, readLedes } from './ledes.ts';
import { ledesToMend, tableToMend, WHY, withoutReasons } from './to-mend.ts';

const LEDES = readFileSync('test/fixtures/ledes/ledes_98B.txt', 'utf8');

function refused(row: number, reason: string): RefusedRow {
  return { row, column: 'Hours', value: '', code: 'no-hours', reason };
}

const TABLE: Table = {
  header: ['Date', 'Hours', '+/-'],
  rows: [
    { row: 2, cells: ['2026-03-02', '1', ''] },
    { row: 3, cells: ['2026-03-03'] },
    { row: 5, cells: ['=1+1', '-1.50', "'@x", 'beyond'] },
  ],
  plainNumbers: false,
};

test('refused rows stand under their own header, with the reason last and nothing that a spreadsheet would reckon', () => {
  expect(tableToMend(TABLE, [refused(3, 'The hours are empty.'), refused(5, 'Say “when”, or "if".')], ';')).toBe(
    [
      `\uFEFF"Date";"Hours";"'+/-";"${WHY}"`,
      '"2026-03-03";"";"";"Hours: The hours are empty."',
      `"'=1+1";"-1.50";"''@x";"Hours: Say “when”, or ""if"".";"beyond"`,
      '',
    ].join('\r\n'),
  );
});

test('with the reasons taken off again, every cell is as it was', () => {
  const given: Table = {
    header: ['Date', 'Hours', "'+/-", WHY, 'Column 5'],
    rows: [{ row: 2, cells: ["'=1+1", '-1.50', "''@x", 'Hours: none', 'beyond'] }],
    plainNumbers: false,
  };
  expect(withoutReasons(given)).toMatchObject({
    header: TABLE.header,
    rows: [{ row: 2, cells: ['=1+1', '-1.50', "'@x", 'beyond'] }],
  });
  expect(withoutReasons(TABLE)).toBe(TABLE);
});

test('lines of LEDES come back as LEDES and are read as what they were', () => {
  const { header, rows } = ledesTable(LEDES);
  const [first, second] = rows;
  const text = ledesToMend({ header, rows }, [refused(first?.row ?? 0, 'a|b'), refused(second?.row ?? 0, 'c[]d')]);
  expect(text.split('\r\n')[2]?.endsWith('|Hours: a/b[]')).toBe(true);
  expect(ledesTable(text)).toEqual({
    header,
    rows: [
      { row: 3, cells: first?.cells },
      { row: 4, cells: second?.cells },
    ],
  });
  const was = readLedes(LEDES).slice(0, 2);
  const is = readLedes(text);
  expect(is.map((r) => r.ok && [r.read.externalId, r.read.content])).toEqual(
    was.map((r) => r.ok && [r.read.externalId, r.read.content]),
  );
});
