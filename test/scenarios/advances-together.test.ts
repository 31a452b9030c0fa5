import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, brokenChecks, letStand, proformaOn, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, receivable } from '../support/money.ts';

/** Costs laid out for two cases on the modified-cash basis, billed on one invoice; figures in minor units of GBP. */
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let owen: Actor;
let ruth: Actor;
let owner: pg.Client;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  owen = await firm.as('owen.price');
  ruth = await firm.as('ruth.sandoval');
  owner = new pg.Client(db.owner);
  await owner.connect();
  const me = await act<{ firm: { entities: { id: string }[] } }>(db.engine, ruth, 'me show', {});
  const entity = me.firm.entities.find((e) => e.id === firm.entities.get('UK')?.id);
  await act(db.engine, ruth, 'entities save', { ...entity, basis: 'modified-cash' });
});
afterAll(async () => {
  await owner.end();
  await db.close();
});

const [A, B] = ['1006-001', '1006-002'] as const;

/** Balances by account and matter, those of nothing left out. */
async function balances(): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ key: string; minor: string }>(
    `select l.account || ' of ' || coalesce(m.number, 'none') as key, sum(l.entity_amount)::text as minor from journal_line l
     left join matter m on m.id = l.matter_id where l.account in ('1200', '1210', '2950', '7300') group by 1 having sum(l.entity_amount) <> 0`,
  );
  return Object.fromEntries(rows.map((r) => [r.key, Number(r.minor)]));
}

const proved = async (): Promise<void> => expect(await brokenChecks(db.engine, firm)).toEqual([]);

/** Both cases on one approved proforma, the cost of the second billed 10.00 below what was laid out; gives the invoice. */
async function billedTogether(): Promise<string> {
  const first = await proformaOn(db.engine, firm, A, ['1.00'], '10000');
  const second = await proformaOn(db.engine, firm, B, [], '6000');
  await act(db.engine, maya, 'proformas put-together', { id: first.id, otherId: second.id });
  const sheet = await sheetOf(db.engine, maya, first.id);
  const cost = sheet.lines.find((line) => line.kind === 'disbursement' && line.amount.minor === '6000');
  await act(db.engine, maya, 'proformas edit', {
    id: sheet.id,
    operation: {
      do: 'set-amount',
      lines: [{ id: cost?.id, version: cost?.version }],
      amount: { minor: '5000', currency: 'GBP' },
      reason: 'Agreed',
    },
  });
  await letStand(db.engine, ruth, sheet.id);
  const ready = await approved(db.engine, firm, sheet.id);
  const { invoices } = await act<{ invoices: { id: string }[] }>(db.engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: db.engine.clock.today(),
  });
  return invoices[0]?.id ?? '';
}

it('each cost is an asset, and comes back, on the matter it was laid out for', async () => {
  const invoiceId = await billedTogether();
  const billed = { [`1210 of ${A}`]: 10_000, [`1210 of ${B}`]: 5_000, [`7300 of ${B}`]: 1_000 };
  expect(await balances()).toEqual(billed);
  await proved();

  // Costs are paid first: 90.00 are half of (100.00 + 50.00) with 20 % tax, so half of each comes back.
  const owed = await receivable(db.engine, owen, invoiceId);
  const receipt = await act<{ id: string }>(db.engine, owen, 'receipts record', {
    bankAccountId: await bankAccount(db.engine, owen, 'UK', 'GBP'),
    payerId: owed.payerId,
    method: 'wire',
    receivedOn: db.engine.clock.today(),
    amount: '9000',
    allocations: [{ receivableId: invoiceId, amount: '9000' }],
  });
  expect(await balances()).toEqual({ [`1210 of ${A}`]: 5_000, [`1210 of ${B}`]: 2_500, [`7300 of ${B}`]: 1_000 });
  await proved();

  const written = await act<{ id: string }>(db.engine, ruth, 'write-offs ask', {
    receivableId: invoiceId,
    amount: (await receivable(db.engine, owen, invoiceId)).open.minor,
    reasonKind: 'goodwill',
    reason: 'Insolvent',
  });
  // Half of each is lost, beside the 10.00 that were never billed.
  expect(await balances()).toEqual({ [`7300 of ${A}`]: 5_000, [`7300 of ${B}`]: 3_500 });
  await proved();

  await act(db.engine, ruth, 'write-offs reverse', { id: written.id, reason: 'They pay after all' });
  await act(db.engine, owen, 'receipts reverse', { id: receipt.id, reason: 'Recalled' });
  expect(await balances()).toEqual(billed);

  await act(db.engine, maya, 'invoices unbill', { invoiceId, reason: 'Wrong month' });
  expect(await balances()).toEqual({ [`1200 of ${A}`]: 10_000, [`1200 of ${B}`]: 6_000 });
  await proved();
});
