import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { renderCorrection } from '../../src/modules/invoices/index.ts';
import { startPdfRenderer } from '../../src/platform/typst/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, receivable } from '../support/money.ts';

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

it('credits an invoice of the earlier books with the tax it carried, and takes that back in one action', async () => {
  const text = INVOICES.replaceAll('OLD-', 'EARLY-');
  expect(codeOf(await take('invoices', text, [{ minor: '144001', currency: 'EUR' }]))).toBe('done');
  const maya = await firm.as('maya.okafor');
  const [owed] = (
    await act<{ rows: { id: string }[] }>(database.engine, owen, 'receivables list', { words: 'EARLY-77' })
  ).rows;
  const credit = { invoiceId: owed?.id, toWip: false, reason: 'Agreed before the move' };
  const toWip = await attempt(database.engine, maya, 'invoices credit', {
    ...credit,
    toWip: true,
    lines: [{ lineNo: 1 }],
  });
  expect(codeOf(toWip)).toBe('no-wip');
  const more = await attempt(database.engine, maya, 'invoices credit', {
    ...credit,
    lines: [{ lineNo: 2, amount: '20001' }],
  });
  expect(codeOf(more)).toBe('more-than-billed');
  // The tax of 240.00 fell on fees and costs as 200.00 and 40.00: 300.00 of 1,000.00 fees carry 60.00 of it.
  const note = await act<{ id: string; number: string; total: { minor: string } }>(
    database.engine,
    maya,
    'invoices credit',
    {
      ...credit,
      lines: [{ lineNo: 1, amount: '30000' }],
    },
  );
  expect(note.total.minor).toBe('36000');
  const after = await receivable(database.engine, owen, owed?.id);
  // 1,440.00 − 360.00
  expect(after.open.minor).toBe('108000');
  expect(after.lines.map((l) => [l.openNet.minor, l.openTax.minor])).toEqual([
    ['70000', '14000'],
    ['20000', '4000'],
  ]);
  const renderer = startPdfRenderer({ children: 1 });
  await renderCorrection(database.engine, renderer, note.id);
  await renderer.close();
  const { corrections, lines } = await act<{
    corrections: { number: string; documents: string }[];
    lines: { creditable: { minor: string } }[];
  }>(database.engine, maya, 'corrections show', { receivableId: owed?.id });
  expect(corrections.map((x) => [x.number, x.documents])).toEqual([[note.number, 'ready']]);
  expect(lines.map((l) => l.creditable.minor)).toEqual(['70000', '20000']);
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
  const opening = (
    await act<{ rows: { id: string; state: string }[] }>(database.engine, owen, 'openings list', {})
  ).rows.find((r) => r.state === 'taken');
  const takeBack = { id: opening?.id, reason: 'Trial run' };
  expect(codeOf(await attempt(database.engine, owen, 'openings take-back', takeBack))).toBe('in-use');
  const reverse = { correctionId: note.id, reason: 'Credited the wrong invoice' };
  await act(database.engine, maya, 'invoices reverse-credit', reverse);
  expect(codeOf(await attempt(database.engine, maya, 'invoices reverse-credit', reverse))).toBe('reversed');
  expect((await receivable(database.engine, owen, owed?.id)).open.minor).toBe('144000');
  await act(database.engine, owen, 'openings take-back', takeBack);
  expect(codeOf(await attempt(database.engine, maya, 'invoices credit', { ...credit, amount: '100' }))).toBe(
    'taken-back',
  );
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});
