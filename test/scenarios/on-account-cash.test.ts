import { afterAll, beforeAll, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import type { BilledInvoice } from '../support/money.ts';
import { onAccountWork } from '../support/on-account.ts';

/** Billed on account on the modified-cash basis: the liability is cash received in advance. Minor units of GBP. */
let database: TestDatabase;
let firm: TestFirm;
let at: Awaited<ReturnType<typeof onAccountWork>>;
let advance: BilledInvoice;
let invoice: BilledInvoice;
let receipt: string;

beforeAll(async () => {
  database = await testDatabase(day('2026-03-31'));
  firm = await testFirm(database.engine);
  at = await onAccountWork(database, firm);
  const me = await act<{ firm: { entities: { id: string }[] } }>(database.engine, at.ruth, 'me show', {});
  const entity = me.firm.entities.find((e) => e.id === firm.entities.get('UK')?.id);
  await act(database.engine, at.ruth, 'entities save', { ...entity, basis: 'modified-cash' });
});
afterAll(() => database.close());

const proved = async (): Promise<void> => expect(await brokenChecks(database.engine, firm)).toEqual([]);

it('the invoice is memorandum; the liability and the tax come with the cash', async () => {
  advance = (await at.bill('1006-001', '100000'))[0] as BilledInvoice;
  expect(await at.balances('1190', '2400', '2200')).toEqual({ 1190: 120_000, 2400: 0, 2200: 0 });
  expect(await at.standing(advance.id)).toMatchObject({ left: { minor: '100000' }, available: { minor: '0' } });
  await proved();
  receipt = await at.pay(advance.id, '60000');
  // 600.00 with 20 % tax: 500.00 are held for work to come.
  expect(await at.balances('1190', '2400', '2200', '2300')).toEqual({
    1190: 60_000,
    2400: -50_000,
    2200: -10_000,
    2300: 0,
  });
  expect(await at.standing(advance.id)).toMatchObject({ left: { minor: '100000' }, available: { minor: '50000' } });
  await proved();
});

it('only what was paid is taken up, and becomes revenue then', async () => {
  // 2.00 h at 345.00 = 690.00, tax 138.00
  const sheet = await at.ready('1006-001', ['2.00'], [{ onAccountId: advance.id }]);
  const outcome = await at.billWork(sheet);
  invoice = (outcome.ok ? (outcome.value['invoices'] as BilledInvoice[]) : [])[0] as BilledInvoice;
  expect(await at.standing(advance.id)).toMatchObject({ applied: { minor: '50000' }, available: { minor: '0' } });
  // 828.00 − 600.00 are owed of the work, 600.00 of the invoice on account; the tax of the 500.00 was due with the cash.
  expect(await at.balances('1190', '2400', '2200', '4000')).toEqual({
    1190: 82_800,
    2400: 0,
    2200: -10_000,
    4000: -50_000,
  });
  await proved();
});

it('a payment that was taken up is not recalled before the work is unbilled', async () => {
  const reversed = await attempt(database.engine, at.owen, 'receipts reverse', { id: receipt, reason: 'Bounced' });
  expect(codeOf(reversed)).toBe('applied');
  expect(reversed.ok ? '' : reversed.refusal.sentence).toContain(advance.number);
  await act(database.engine, at.maya, 'invoices unbill', { invoiceId: invoice.id, reason: 'The payment bounced' });
  expect(await at.balances('2400', '2200', '4000')).toEqual({ 2400: -50_000, 2200: -10_000, 4000: 0 });
  await act(database.engine, at.owen, 'receipts reverse', { id: receipt, reason: 'Bounced' });
  expect(await at.balances('1190', '2400', '2200')).toEqual({ 1190: 120_000, 2400: 0, 2200: 0 });
  await proved();
});

it('what is left of it is credited with its cash given back, and the rest taken back', async () => {
  await at.pay(advance.id, '120000');
  await act(database.engine, at.maya, 'invoices credit', {
    invoiceId: advance.id,
    toWip: false,
    amount: '40000',
    reason: 'Less is needed',
  });
  // 600.00 stay; 480.00 are unapplied.
  expect(await at.balances('1190', '2400', '2200', '2300')).toEqual({
    1190: 0,
    2400: -60_000,
    2200: -12_000,
    2300: -48_000,
  });
  await proved();
  const back = await act(database.engine, at.maya, 'on-account take-back', {
    invoiceId: advance.id,
    reason: 'The matter has ended',
    alsoLater: true,
  });
  expect(back).toMatchObject({ cancellation: null, toUnapplied: { minor: '72000' } });
  expect(await at.balances('1190', '2400', '2200', '2300')).toEqual({ 1190: 0, 2400: 0, 2200: 0, 2300: -120_000 });
  await proved();
});

it('a cost laid out comes back from what was paid in advance, like from a payment', async () => {
  const [ahead] = await at.bill('1006-002', '5000');
  await at.pay(ahead?.id ?? '', '6000');
  // A cost of 100.00 with 20 % tax, costs first: 60.00 of what was paid in advance bring 50.00 of it back.
  const sheet = await at.ready('1006-002', ['1.00'], [{ onAccountId: ahead?.id ?? '' }], '10000');
  expect(codeOf(await at.billWork(sheet))).toBe('done');
  expect(await at.balances('1210', '2400', '4100')).toEqual({ 1210: 5_000, 2400: 0, 4100: 0 });
  await proved();
});
