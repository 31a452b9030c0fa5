import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let owen: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  owen = await firm.as('owen.price');
});
afterAll(() => database.close());

const INVOICES = [
  'Number;Payer;Matter;Timekeeper;Invoice date;Due date;Currency;Fees;Disbursements;Tax',
  'OLD-77;Nordlys Instruments AS;1003-001;101;01.12.2025;31.12.2025;EUR;1.000,00;200,00;240,00',
  'OLD-78;Nordlys Ventures AS;;;15.12.2025;14.01.2026;EUR;0,01;;',
].join('\n');

const take = (kind: string, text: string, control: { minor: string; currency: string }[]) =>
  attempt(database.engine, owen, 'openings take', {
    entityId: firm.entities.get('UK')?.id,
    kind,
    cutoverDay: '2026-01-31',
    fileName: `${kind}.csv`,
    file: { text },
    control,
  });

it('takes open invoices that tie to the control total; they are paid like any other', async () => {
  // 1,000.00 + 200.00 + 240.00 + 0.01 = 1,440.01
  const apart = await take('invoices', INVOICES, [{ minor: '144002', currency: 'EUR' }]);
  expect(codeOf(apart)).toBe('does-not-tie');
  expect(apart.ok ? '' : apart.refusal.sentence).toContain('0.01 EUR apart');
  expect(codeOf(await take('invoices', INVOICES, [{ minor: '144001', currency: 'EUR' }]))).toBe('done');
  expect(codeOf(await take('invoices', INVOICES, [{ minor: '144001', currency: 'EUR' }]))).toBe('taken');
  const { rows } = await act<{ rows: { id: string; number: string; payerId: string }[] }>(
    database.engine,
    owen,
    'receivables list',
    { words: 'OLD-77' },
  );
  const [old] = rows;
  const receipt = await act<{ id: string }>(database.engine, owen, 'receipts record', {
    bankAccountId: await bankAccount(database.engine, owen, 'UK', 'EUR'),
    payerId: old?.payerId,
    method: 'wire',
    receivedOn: '2026-03-31',
    amount: '144000',
    allocations: [{ receivableId: old?.id, amount: '144000' }],
  });
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
  const opening = (
    await act<{ rows: { id: string; kind: string }[] }>(database.engine, owen, 'openings list', {})
  ).rows.find((r) => r.kind === 'invoices');
  expect(
    codeOf(await attempt(database.engine, owen, 'openings take-back', { id: opening?.id, reason: 'Wrong file' })),
  ).toBe('in-use');
  await act(database.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'Wrong file' });
  await act(database.engine, owen, 'openings take-back', { id: opening?.id, reason: 'Wrong file' });
  expect((await act<{ total: number }>(database.engine, owen, 'receivables list', { words: 'OLD-7' })).total).toBe(0);
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});

it('tells every cell that can’t be taken, and takes nothing', async () => {
  const text = [
    'number,payer,invoice date,due date,currency,fees,tax',
    'A-1,Nobody Ltd,2025-12-01,2025-13-31,EUR,10.00,',
    'A-2,Nordlys Ventures AS,2025-12-01,2025-12-31,EURO,ten,',
    'A-3,Nordlys Ventures AS,2025-12-01,2025-12-31,EUR,,5.00',
  ].join('\n');
  const refused = await take('invoices', text, [{ minor: '1500', currency: 'EUR' }]);
  expect(codeOf(refused)).toBe('rows-refused');
  const cells = refused.ok ? [] : (refused.refusal.details as { row: number; column: string }[]);
  expect(cells.map((c) => `${c.row} ${c.column}`)).toEqual(
    expect.arrayContaining(['2 payer', '2 due date', '3 currency', '3 fees', '4 tax']),
  );
  expect((await act<{ total: number }>(database.engine, owen, 'receivables list', { words: 'A-' })).total).toBe(0);
  const headless = await take('unapplied', 'payer,amount\nNordlys Ventures AS,1', [{ minor: '100', currency: 'EUR' }]);
  expect(headless.ok ? '' : headless.refusal.sentence).toContain('received on');
});

it('takes open WIP at the value the earlier books carry, and unapplied cash; both go back as one', async () => {
  const wip = [
    'matter,timekeeper,kind,work date,hours,amount,narrative,cost kind',
    '1003-001,101,time,2025-12-03,2.50,999.99,Earlier work,',
    '1003-001,,disbursement,2025-12-04,,50.00,Filing fee,hard',
  ].join('\n');
  expect(codeOf(await take('wip', wip, [{ minor: '104999', currency: 'EUR' }]))).toBe('done');
  const cash = 'payer,received on,currency,amount,reference\nNordlys Ventures AS,2026-01-05,EUR,77.70,advance';
  expect(codeOf(await take('unapplied', cash, [{ minor: '7770', currency: 'EUR' }]))).toBe('done');
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
  const { rows } = await act<{ rows: { id: string; kind: string; state: string }[] }>(
    database.engine,
    owen,
    'openings list',
    {},
  );
  for (const opening of rows.filter((r) => r.state === 'taken'))
    await act(database.engine, owen, 'openings take-back', { id: opening.id, reason: 'Trial run' });
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});
