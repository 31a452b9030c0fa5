import { expect } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor, Engine } from '../../src/platform/command.ts';
import { approved, proformaOn, type TestFirm } from './firm.ts';

export interface MoneyText {
  readonly minor: string;
  readonly currency: string;
}

export interface Receivable {
  readonly id: string;
  readonly payerId: string;
  readonly number: string;
  readonly amount: MoneyText;
  readonly open: MoneyText;
  readonly entityOpen: MoneyText;
  readonly lines: readonly { lineNo: number; kind: string; openNet: MoneyText; openTax: MoneyText }[];
  readonly movements: readonly { id: string; kind: string; amount: MoneyText; live: boolean }[];
}

export interface BilledInvoice {
  readonly id: string;
  readonly number: string;
  readonly total: MoneyText;
}

/** Time and costs recorded on a matter, approved and billed on the 31st of March. */
export async function bill(
  engine: Engine,
  firm: TestFirm,
  matter: string,
  hours: readonly string[],
  cost?: string,
): Promise<readonly BilledInvoice[]> {
  const sheet = await proformaOn(engine, firm, matter, hours, cost);
  const ready = await approved(engine, firm, sheet.id);
  const { invoices } = await act<{ invoices: BilledInvoice[] }>(engine, await firm.as('maya.okafor'), 'invoices bill', {
    proformas: [{ id: sheet.id, version: ready.version }],
    invoiceDate: engine.clock.today(),
  });
  return invoices;
}

export async function bankAccount(engine: Engine, actor: Actor, entity: string, currency: string): Promise<string> {
  const { rows } = await act<{ rows: { id: string; entity: string; currency: string }[] }>(
    engine,
    actor,
    'bank-accounts list',
    {},
  );
  const found = rows.find((row) => row.entity === entity && row.currency === currency);
  if (!found) throw new Error(`no bank account of ${entity} in ${currency}`);
  return found.id;
}

export async function receivable(engine: Engine, actor: Actor, id: string | undefined): Promise<Receivable> {
  return await act<Receivable>(engine, actor, 'receivables show', { id });
}

/**
 * A month in which everything happens once: payers with shares, a deposit, a short payment, another currency, a refund,
 * a write-off, a dispute, credit notes of both kinds, a sent invoice unbilled and billed again with its cash, an amount
 * on account of which work takes a part up.
 */
export async function eventfulMonth(engine: Engine, firm: TestFirm): Promise<{ invoiceId: string }> {
  const maya = await firm.as('maya.okafor');
  const ruth = await firm.as('ruth.sandoval');
  const owen = await firm.as('owen.price');
  const today = engine.clock.today();
  const account = await bankAccount(engine, owen, 'UK', 'EUR');
  const deposit = await act<{ id: string }>(engine, owen, 'deposits open', {
    bankAccountId: account,
    day: today,
    control: '90000',
  });
  const [first] = await bill(engine, firm, '1003-001', ['2.00'], '10000');
  const owed = await receivable(engine, owen, first?.id);
  const receipt = await act<{ id: string }>(engine, owen, 'receipts record', {
    bankAccountId: account,
    depositId: deposit.id,
    payerId: owed.payerId,
    method: 'cheque',
    receivedOn: today,
    amount: '90000',
    allocations: [
      { receivableId: first?.id, amount: '40000', differences: [{ reason: 'withheld-tax', minor: '1000' }] },
    ],
  });
  await act(engine, owen, 'deposits close', { id: deposit.id });
  const refund = await act<{ id: string }>(engine, owen, 'refunds ask', {
    receiptId: receipt.id,
    amount: '100',
    reason: 'Paid too much',
  });
  await act(engine, ruth, 'refunds decide', { id: refund.id, decision: 'pay' });
  await act(engine, owen, 'receipts record', {
    bankAccountId: account,
    payerId: owed.payerId,
    method: 'wire',
    receivedOn: today,
    amount: '201',
    allocations: [{ receivableId: first?.id, amount: '100' }],
    keepRest: '101',
  });
  await act(engine, owen, 'disputes open', { receivableId: first?.id, amount: '500', reason: 'Hours doubted' });
  const written = await act<{ id: string }>(engine, ruth, 'write-offs ask', {
    receivableId: first?.id,
    amount: '300',
    reasonKind: 'goodwill',
    reason: 'Small kindness',
  });
  await act(engine, maya, 'invoices send', { invoiceIds: [first?.id], recipients: ['ap@payer.example'], message: '' });
  await act(engine, maya, 'invoices unbill', {
    invoiceId: first?.id,
    reason: 'Wrong matter on the cover',
    alsoLater: true,
  });
  expect(written.id).not.toBe('');
  const { rows } = await act<{ rows: { id: string; state: string; matter: string }[] }>(
    engine,
    maya,
    'proformas list',
    {},
  );
  const back = rows.find((row) => row.state === 'pre-review');
  const ready = await approved(engine, firm, back?.id ?? '');
  await act(engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: today,
  });
  const [second] = await bill(engine, firm, '1006-003', ['2.00', '1.00']);
  await act(engine, maya, 'invoices credit', {
    invoiceId: second?.id,
    toWip: true,
    lines: [{ lineNo: 1 }],
    reason: 'Not ours to bill',
  });
  await act(engine, maya, 'invoices unbill', { invoiceId: second?.id, reason: 'All of it wrong', alsoLater: true });
  const [third] = await bill(engine, firm, '1006-001', ['1.00']);
  await act(engine, maya, 'invoices credit', {
    invoiceId: third?.id,
    toWip: false,
    amount: '1000',
    reason: 'Goodwill',
  });
  await act(engine, owen, 'openings take', {
    entityId: firm.entities.get('UK')?.id,
    kind: 'unapplied',
    cutoverDay: today,
    fileName: 'cash.csv',
    file: { text: `payer,received on,currency,amount\nNordlys Ventures AS,${today},EUR,77.70` },
    control: [{ minor: '7770', currency: 'EUR' }],
  });
  await partOnAccount(engine, firm, maya);
  return { invoiceId: third?.id ?? '' };
}

async function partOnAccount(engine: Engine, firm: TestFirm, maya: Actor): Promise<void> {
  const matter = firm.matters.find((m) => m.number === '1006-002');
  const { invoices } = await act<{ invoices: BilledInvoice[] }>(engine, maya, 'on-account bill', {
    matterId: matter?.id,
    amount: '50000',
    words: 'On account of the opposition',
    invoiceDate: engine.clock.today(),
  });
  const sheet = await proformaOn(engine, firm, '1006-002', ['0.50']);
  await act(engine, maya, 'on-account choose', {
    proformaId: sheet.id,
    takes: [{ onAccountId: invoices[0]?.id }],
  });
  const ready = await approved(engine, firm, sheet.id);
  await act(engine, maya, 'invoices bill', {
    proformas: [{ id: sheet.id, version: ready.version }],
    invoiceDate: engine.clock.today(),
  });
}
