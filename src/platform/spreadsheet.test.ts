import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { day, inBuckets, money } from './shapes.ts';
import { sheetWriter } from './spreadsheet.ts';

const OUTPUT = z.object({
  rows: z.array(
    z.object({
      what: z.string(),
      on: day.nullable(),
      amount: money.nullable(),
      hours: z.string(),
      currency: z.string(),
      buckets: inBuckets(['not due', '1-30'], 'currency'),
    }),
  ),
});
const row = (minor: string, currency: string, more: object = {}) => ({
  what: 'Search',
  on: '2026-03-31',
  amount: { minor, currency },
  hours: '1.25',
  currency,
  buckets: ['5', '-10'],
  ...more,
});

async function written(format: 'csv' | 'xlsx', rows: readonly object[]): Promise<Buffer> {
  const stream = new PassThrough();
  const whole = buffer(stream);
  const sheet = sheetWriter(OUTPUT, format, stream);
  await sheet.add({ rows });
  await sheet.end();
  return await whole;
}

async function workbook(rows: readonly object[]): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await written('xlsx', rows)) as unknown as ArrayBuffer);
  return book.worksheets[0] as ExcelJS.Worksheet;
}

it('a workbook has amounts and hours as numbers and days as dates, so that a sum over them is their sum', async () => {
  const sheet = await workbook([row('123450', 'GBP'), row('-50', 'GBP')]);
  const headings = (sheet.getRow(1).values as string[]).slice(1);
  expect(headings.join()).toBe('what,on,amount,amount.currency,hours,currency,buckets.not due,buckets.1-30');
  const column = (name: string) => [2, 3].map((n) => sheet.getRow(n).getCell(headings.indexOf(name) + 1));
  // 1,234.50 − 0.50
  expect(column('amount').map((cell) => cell.value)).toEqual([1234.5, -0.5]);
  expect(column('amount')[0]?.numFmt).toBe('#,##0.00');
  expect(column('hours').map((cell) => [cell.value, cell.numFmt])).toEqual([
    [1.25, '0.00'],
    [1.25, '0.00'],
  ]);
  expect(column('on')[0]?.value).toEqual(new Date('2026-03-31T00:00:00Z'));
  expect(column('on')[0]?.numFmt).toBe('yyyy-mm-dd');
  expect(column('buckets.not due').map((cell) => cell.value)).toEqual([0.05, 0.05]);
  expect(column('buckets.1-30').map((cell) => cell.value)).toEqual([-0.1, -0.1]);
});

it.each([
  ['JPY', '1500', 1500, '#,##0'],
  ['KWD', '1500', 1.5, '#,##0.000'],
  ['GBP', '999999999999999', 9_999_999_999_999.99, '#,##0.00'],
  // A sixteenth digit would be lost without a word.
  ['GBP', '1000000000000001', '10000000000000.01', undefined],
  ['GBP', '-1000000000000001', '-10000000000000.01', undefined],
])('%s %s is %s in a workbook, with the decimals of its currency', async (currency, minor, value, format) => {
  const cell = (await workbook([row(minor, currency)])).getRow(2).getCell(3);
  expect([cell.value, cell.numFmt]).toEqual([value, format]);
});

it('what is empty is empty, and a text that would run is text', async () => {
  const cells = (await workbook([row('0', 'GBP', { what: '=1+1', on: null, amount: null })])).getRow(2);
  expect([1, 2, 3, 4].map((n) => cells.getCell(n).value)).toEqual([`'=1+1`, null, null, null]);
});

it('a CSV has the same columns, and amounts as decimal text', async () => {
  const text = (await written('csv', [row('123450', 'GBP')])).toString('utf8');
  expect(text.replace('\uFEFF', '').trim().split('\n')).toEqual([
    'what,on,amount,amount.currency,hours,currency,buckets.not due,buckets.1-30',
    'Search,2026-03-31,1234.50,GBP,1.25,GBP,0.05,-0.10',
  ]);
});
