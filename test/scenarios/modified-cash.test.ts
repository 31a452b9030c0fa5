import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { auditInvoices } from '../../src/modules/flags/jobs.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
  attempt,
  brokenChecks,
  codeOf,
  letStand,
  proformaOn,
  type Sheet,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';
import { bankAccount, receivable } from '../support/money.ts';
import { expectFound, provedBy } from '../support/tamper.ts';

/** Costs laid out on the modified-cash basis, followed through the accounts; every figure in minor units of GBP. */
let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let owen: Actor;
let ruth: Actor;
let entity: { id: string; basis: string };

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  owen = await firm.as('owen.price');
  ruth = await firm.as('ruth.sandoval');
  const me = await act<{ firm: { entities: (typeof entity)[] } }>(database.engine, ruth, 'me show', {});
  entity = me.firm.entities.find((e) => e.id === firm.entities.get('UK')?.id) ?? { id: '', basis: '' };
  await act(database.engine, ruth, 'entities save', { ...entity, basis: 'modified-cash' });
});
afterAll(() => database.close());

const UNBILLED = '1200';
const BILLED = '1210';
const PAID = '2910';
const BORNE = '7300';
const EXCHANGE = '7900';

/** Balances of some accounts, debit above zero. */
async function balances(...accounts: string[]): Promise<Record<string, number>> {
  const { rows } = await act<{
    rows: { entityId: string; account: string; entityDebit: { minor: string }; entityCredit: { minor: string } }[];
  }>(database.engine, ruth, 'ledger trial-balance', { entityId: entity.id, asOf: database.engine.clock.today() });
  return Object.fromEntries(
    accounts.map((account) => {
      const row = rows.find((r) => r.account === account);
      return [account, Number(row?.entityDebit.minor ?? 0) - Number(row?.entityCredit.minor ?? 0)];
    }),
  );
}

const proved = async (): Promise<void> => expect(await brokenChecks(database.engine, firm)).toEqual([]);

async function edit(sheet: Sheet, op: Record<string, unknown>): Promise<void> {
  await act(database.engine, maya, 'proformas edit', { id: sheet.id, operation: op });
}

async function billed(sheet: Sheet): Promise<string> {
  await letStand(database.engine, ruth, sheet.id);
  const ready = await approved(database.engine, firm, sheet.id);
  const { invoices } = await act<{ invoices: { id: string }[] }>(database.engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: database.engine.clock.today(),
  });
  return invoices[0]?.id ?? '';
}

async function pay(invoiceId: string, amount: string): Promise<string> {
  const owed = await receivable(database.engine, owen, invoiceId);
  const { id } = await act<{ id: string }>(database.engine, owen, 'receipts record', {
    bankAccountId: await bankAccount(database.engine, owen, 'UK', owed.amount.currency),
    payerId: owed.payerId,
    method: 'wire',
    receivedOn: database.engine.clock.today(),
    amount,
    allocations: [{ receivableId: invoiceId, amount }],
  });
  return id;
}

it('a cost of 100.00 is an asset from its recording, through billing below cost, to its payment, and all the way back', async () => {
  const sheet = await proformaOn(database.engine, firm, '1006-001', ['1.00'], '10000');
  expect(await balances(UNBILLED, BILLED, PAID, BORNE)).toEqual({ 1200: 10_000, 1210: 0, 2910: -10_000, 7300: 0 });
  await proved();
  const cost = sheet.lines.find((line) => line.kind === 'disbursement');
  await edit(sheet, {
    do: 'set-amount',
    lines: [{ id: cost?.id, version: cost?.version }],
    amount: { minor: '8000', currency: 'GBP' },
    reason: 'Agreed',
  });
  const invoiceId = await billed(sheet);
  // Billed at 80.00: the firm bears 20.00.
  expect(await balances(UNBILLED, BILLED, BORNE, '2950')).toEqual({ 1200: 0, 1210: 8_000, 7300: 2_000, 2950: 0 });
  await proved();
  const receiptId = await pay(invoiceId, '4800');
  // 48.00 is half of the cost with its 20 % tax, 80.00 + 16.00: 40.00 come back, 8.00 is tax, nothing is income.
  expect(await balances(BILLED, '2200', '4100', '4000')).toEqual({ 1210: 4_000, 2200: -800, 4100: 0, 4000: 0 });
  await proved();
  const { lines } = await receivable(database.engine, owen, invoiceId);
  const lineNo = lines.find((l) => l.kind === 'disbursement')?.lineNo;
  const note = await act<{ id: string }>(database.engine, maya, 'invoices credit', {
    invoiceId,
    toWip: false,
    lines: [{ lineNo, amount: '2000' }],
    reason: 'Too dear',
  });
  // Of the 40.00 still asked for, 20.00 are given up.
  expect(await balances(BILLED, BORNE)).toEqual({ 1210: 2_000, 7300: 4_000 });
  await proved();
  await act(database.engine, maya, 'invoices reverse-credit', { correctionId: note.id, reason: 'Not agreed' });
  await act(database.engine, owen, 'receipts reverse', { id: receiptId, reason: 'Recalled' });
  expect(await balances(BILLED, BORNE, '2200')).toEqual({ 1210: 8_000, 7300: 2_000, 2200: 0 });
  const written = await act<{ id: string }>(database.engine, ruth, 'write-offs ask', {
    receivableId: invoiceId,
    amount: (await receivable(database.engine, owen, invoiceId)).open.minor,
    reasonKind: 'goodwill',
    reason: 'Insolvent',
  });
  expect(await balances(BILLED, BORNE, '7200')).toEqual({ 1210: 0, 7300: 10_000, 7200: 0 });
  await proved();
  await act(database.engine, ruth, 'write-offs reverse', { id: written.id, reason: 'They pay after all' });
  await act(database.engine, maya, 'invoices unbill', { invoiceId, reason: 'Wrong month' });
  expect(await balances(UNBILLED, BILLED, BORNE, '2950')).toEqual({ 1200: 10_000, 1210: 0, 7300: 0, 2950: 0 });
  await proved();
});

it('what is billed above cost is revenue when it is paid, not before', async () => {
  const before = await balances(UNBILLED, BILLED, BORNE, '4100');
  const sheet = await proformaOn(database.engine, firm, '1006-002', ['1.00'], '10000');
  const cost = sheet.lines.find((line) => line.kind === 'disbursement');
  await edit(sheet, {
    do: 'set-amount',
    lines: [{ id: cost?.id, version: cost?.version }],
    amount: { minor: '12000', currency: 'GBP' },
    reason: 'With our handling',
  });
  const invoiceId = await billed(sheet);
  const at = await balances(BILLED, '4100');
  expect([at[BILLED], at['4100']]).toEqual([(before[BILLED] ?? 0) + 10_000, before['4100']]);
  // 120.00 and 24.00 tax: 100.00 come back, 20.00 are income.
  await pay(invoiceId, '14400');
  const paid = await balances(BILLED, '4100');
  expect([paid[BILLED], paid['4100']]).toEqual([before[BILLED], (before['4100'] ?? 0) - 2_000]);
  await proved();
});

it('a credit to WIP makes the cost an asset of its card again, a purge an expense', async () => {
  const before = await balances(UNBILLED, BILLED, BORNE);
  const sheet = await proformaOn(database.engine, firm, '1006-003', ['1.00'], '5000');
  const invoiceId = await billed(sheet);
  const { lines } = await receivable(database.engine, owen, invoiceId);
  const lineNo = lines.find((l) => l.kind === 'disbursement')?.lineNo;
  await act(database.engine, maya, 'invoices credit', { invoiceId, toWip: true, lines: [{ lineNo }], reason: 'Later' });
  const after = await balances(UNBILLED, BILLED, BORNE, '2950');
  expect(after).toEqual({
    1200: (before[UNBILLED] ?? 0) + 5_000,
    1210: before[BILLED],
    7300: before[BORNE],
    2950: 0,
  });
  await proved();
  const again = await proformaOn(database.engine, firm, '1006-003', []);
  const cost = again.lines.find((line) => line.kind === 'disbursement');
  await act(database.engine, ruth, 'proformas edit', {
    id: again.id,
    operation: {
      do: 'purge',
      lines: [{ id: cost?.id, version: cost?.version }],
      type: 'courtesy',
      reason: 'Never to be billed',
    },
  });
  expect(await balances(UNBILLED, BORNE)).toEqual({ 1200: before[UNBILLED], 7300: (before[BORNE] ?? 0) + 5_000 });
  await proved();
});

it('a cost in euro comes back at what the books carry it at; what the cash is worth more is an exchange difference', async () => {
  const before = await balances(UNBILLED, BILLED, EXCHANGE);
  const sheet = await proformaOn(database.engine, firm, '1004-001', ['1.00'], '10000');
  const carried = ((await balances(UNBILLED))[UNBILLED] ?? 0) - (before[UNBILLED] ?? 0);
  // € 100.00 at 0.85
  expect(carried).toBe(8_500);
  database.engine.clock.moveTo(day('2026-04-01'));
  const dear = { from: 'EUR', to: 'GBP', day: '2026-04-01', rate: '0.9', source: 'test' };
  await act(database.engine, ruth, 'exchange-rates add', dear);
  const invoiceId = await billed(sheet);
  const { amount } = await receivable(database.engine, owen, invoiceId);
  await pay(invoiceId, amount.minor);
  // €100.00 in cash are £90.00 now; the books carried the cost lower, and the rest is a gain (credit).
  expect(await balances(UNBILLED, BILLED, EXCHANGE)).toEqual({
    1200: before[UNBILLED],
    1210: before[BILLED],
    7900: (before[EXCHANGE] ?? 0) - (9_000 - carried),
  });
  await proved();
});

it('an entity with journals keeps its basis', async () => {
  expect(codeOf(await attempt(database.engine, ruth, 'entities save', { ...entity, basis: 'accrual' }))).toBe('in-use');
});

it('two payers share a cost to the last cent, and the report ties to the accounts', async () => {
  const sheet = await proformaOn(database.engine, firm, '1003-001', ['0.50'], '9999');
  const invoiceId = await billed(sheet);
  await proved();
  const { rows, totals } = await act<{
    rows: { matter: string; notBilled: { minor: string }; billed: { minor: string } }[];
    totals: { tied: boolean; control: { minor: string } }[];
  }>(database.engine, ruth, 'advanced-costs list', { entityId: entity.id });
  // 99.99 at 60 and 40 %: 59.99 and 40.00
  expect(rows.find((row) => row.matter === '1003-001')).toMatchObject({
    notBilled: { minor: '0' },
    billed: { minor: '9999' },
  });
  expect(totals.map((t) => t.tied)).toEqual([true]);
  await act(database.engine, maya, 'invoices unbill', { invoiceId, reason: 'Wrong payers' });
  await proved();
});

it('the bills of such an entity foot with what their payers owe', async () => {
  await auditInvoices(database.engine);
  const audits = await act<{ footed: number; different: number; unfooted: number }>(
    database.engine,
    ruth,
    'invoice-audits list',
    {},
  );
  expect(audits.footed).toBeGreaterThan(0);
  expect(audits).toMatchObject({ different: 0, unfooted: 0 });
});

it('a cost laid out, or a movement of it, that is altered, deleted or slipped in is found', async () => {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  try {
    await vi.waitUntil(async () => (await provedBy(owner)).checks.every((check) => check.ok), { timeout: 60_000 });
    await expectFound(owner, 'advanced_cost', 'minor = minor + 1');
    await expectFound(owner, 'advanced_cost_movement', 'entity_minor = entity_minor + 1');
  } finally {
    await owner.end();
  }
});
