import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ledesKind, readLedes } from './ledes.ts';

const SAMPLE = readFileSync('test/fixtures/ledes/ledes_98B.txt', 'utf8');
const LINE =
  '20260225|1|C|M|630|20260101|20260131|Services|1|F|2.00|-70|630|20260115|L510||A102|T1|Research|24-1|350|Arnsley, Robert|PARTNR|X';

function readLine(changes: Record<number, string>) {
  const fields = LINE.split('|');
  for (const [at, value] of Object.entries(changes)) fields[Number(at) - 1] = value;
  return readLedes(`LEDES1998B[]\nHEADER[]\n${fields.join('|')}[]\n`)[0];
}

test('the sample: time, hard costs, charges', () => {
  const rows = readLedes(SAMPLE);
  expect(rows).toHaveLength(7);
  expect(rows.every((r) => r.ok)).toBe(true);
  expect(rows[0]).toMatchObject({
    ok: true,
    read: {
      row: 3,
      kind: 'time',
      workDate: '1999-01-15',
      matter: '0528',
      client: '00711',
      workedSeconds: 7200n,
      rateE4: 3_500_000n,
      adjustmentE4: -700_000n,
    },
  });
  expect(rows[3]).toMatchObject({
    ok: true,
    read: { kind: 'disbursement', costKind: 'hard', amountE4: 249_500n, expenseCode: 'E111' },
  });
  expect(rows[5]).toMatchObject({ ok: true, read: { kind: 'charge', amountE4: 12_500_000n } });
  const ids = rows.map((r) => (r.ok ? r.read.externalId : ''));
  expect(new Set(ids).size, 'line 6 stands under two clients and is two lines').toBe(7);
});

test('a file on one line is read too', () =>
  expect(readLedes(SAMPLE.replaceAll(/\r?\n/g, '')).filter((r) => r.ok)).toHaveLength(7));

test.each([
  [{ 14: '20261301' }, 'ledes-003', 'LINE_ITEM_DATE'],
  [{ 11: '2,0' }, 'ledes-004', 'LINE_ITEM_NUMBER_OF_UNITS'],
  [{ 21: '$350' }, 'ledes-004', 'LINE_ITEM_UNIT_COST'],
  [{ 4: '' }, 'ledes-005', 'LAW_FIRM_MATTER_ID'],
  [{ 13: '631' }, 'ledes-006', 'LINE_ITEM_TOTAL'],
  [{ 12: '0' }, 'ledes-006', 'LINE_ITEM_TOTAL'],
  [{ 10: 'X' }, 'ledes-type', 'EXP/FEE/INV_ADJ_TYPE'],
  [{ 10: 'IF', 13: '-70', 11: '', 21: '' }, 'ledes-negative', 'LINE_ITEM_TOTAL'],
  [{ 19: '' }, 'no-narrative', 'LINE_ITEM_DESCRIPTION'],
  [{ 11: '2.005', 13: '631.75' }, 'hours-too-fine', 'LINE_ITEM_NUMBER_OF_UNITS'],
  [{ 19: 'a|b' }, 'ledes-fields', 'line'],
])('%j is refused as %s', (changes, code, column) =>
  expect(readLine(changes as Record<number, string>)).toMatchObject({
    ok: false,
    refused: { row: 3, code, column },
  }),
);

test('half a hundredth is rounding, not an error', () =>
  expect(readLine({ 11: '0.33', 12: '0', 21: '99.99', 13: '33.00' })).toMatchObject({ ok: true }));

test('an invoice total that changes, and a line number twice', () => {
  const other = LINE.replace('|630|20260101', '|631|20260101').replace('|1|F|', '|2|F|');
  expect(readLedes(`LEDES1998B[]H[]${LINE}[]${other}[]${LINE}[]`).map((r) => (r.ok ? 'ok' : r.refused.code))).toEqual([
    'ok',
    'ledes-007',
    'ledes-repeated',
  ]);
});

test.each([
  ['LEDES1998B[]', '1998b'],
  ['\r\nLEDES1998B []', '1998b'],
  ['LEDES98BI V2[]', 'other-ledes'],
  ['Date,Matter', null],
])('%s is %s', (text, kind) => expect(ledesKind(text)).toBe(kind));
