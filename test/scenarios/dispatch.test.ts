import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { deliver, failDispatch } from '../../src/modules/dispatch/index.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { brokenChecks, testFirm, type TestFirm } from '../support/firm.ts';
import { bill } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

interface Shown {
  readonly dispatches: readonly { state: string }[];
}

const nobody = {
  sender: 'billing@firm.example',
  send: () => Promise.reject(new Error('nothing may leave')),
};

async function sent(matter: string): Promise<{ invoiceId: string; dispatchId: string }> {
  const [invoice] = await bill(database.engine, firm, matter, ['1.00']);
  const made = await act<{ dispatches: { id: string }[] }>(
    database.engine,
    await firm.as('maya.okafor'),
    'invoices send',
    {
      invoiceIds: [invoice?.id],
      recipients: ['ap@payer.example'],
    },
  );
  return { invoiceId: invoice?.id ?? '', dispatchId: made.dispatches[0]?.id ?? '' };
}

it('an invoice that is reversed before its message left doesn’t leave', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1006-001');
  await act(database.engine, maya, 'invoices unbill', { invoiceId, reason: 'Wrong matter' });
  await deliver(database.engine, nobody, dispatchId);
  const { dispatches } = await act<Shown>(database.engine, maya, 'invoices show', { id: invoiceId });
  expect(dispatches.map((d) => d.state)).toEqual(['failed']);
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});

it('a message that can’t be delivered is failed with its reason, on record, and can be sent again', async () => {
  const maya = await firm.as('maya.okafor');
  const { invoiceId, dispatchId } = await sent('1006-002');
  await failDispatch(database.engine, dispatchId, 'The mail server refused the recipient.');
  const { rows } = await act<{ rows: { name: string; reason: string }[] }>(
    database.engine,
    await firm.as('petra.novak'),
    'audit list',
    {
      subjectId: invoiceId,
    },
  );
  expect(rows.find((r) => r.name === 'dispatch failed')?.reason).toBe('The mail server refused the recipient.');
  await act(database.engine, maya, 'invoices send', { invoiceIds: [invoiceId], recipients: ['ap@payer.example'] });
  const { dispatches } = await act<Shown>(database.engine, maya, 'invoices show', { id: invoiceId });
  expect(dispatches.map((d) => d.state).toSorted()).toEqual(['failed', 'queued']);
});
