import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bill } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

interface Shown {
  readonly corrections: readonly { id: string; documentType: string; dispatches: readonly { stands: boolean }[] }[];
  readonly dispatches: readonly {
    id: string;
    channel: string;
    state: string;
    stands: boolean;
    sentOn: string | null;
    note: string;
    problem: string;
  }[];
}

const doing = async <T>(name: string, input: object): Promise<T> =>
  await act<T>(database.engine, await firm.as('maya.okafor'), name, input);
const tried = async (name: string, input: object): Promise<string> =>
  codeOf(await attempt(database.engine, await firm.as('maya.okafor'), name, input));
const shown = async (id: string | undefined): Promise<Shown> => await doing<Shown>('invoices show', { id });
const listed = async (id: string | undefined): Promise<string | null | undefined> =>
  (await doing<{ rows: { id: string; dispatched: string | null }[] }>('invoices list', {})).rows.find(
    (row) => row.id === id,
  )?.dispatched;
const post = { channel: 'post', on: '2026-03-31', note: 'Recorded delivery AB 123' };

it('an invoice that went by post is sent: it is marked once, on its day, and unbilling cancels it by a document', async () => {
  const [invoice] = await bill(database.engine, firm, '1001-001', ['1.00']);
  const mark = async (more: object): Promise<string> =>
    await tried('invoices mark-sent', { invoiceIds: [invoice?.id], ...post, ...more });
  expect(await mark({ on: '2026-04-01' })).toBe('future-day');
  expect(await mark({ on: '2026-03-30' })).toBe('before-document');
  expect(await listed(invoice?.id)).toBeNull();
  expect(await mark({})).toBe('done');
  expect(await listed(invoice?.id)).toBe('2026-03-31');
  expect((await shown(invoice?.id)).dispatches).toMatchObject([
    { channel: 'post', state: 'sent', sentOn: '2026-03-31', note: 'Recorded delivery AB 123', stands: true },
  ]);
  expect(await mark({})).toBe('already-sent');
  expect(await tried('invoices send', { invoiceIds: [invoice?.id], recipients: ['ap@payer.example'] })).toBe(
    'already-sent',
  );
  await doing('invoices unbill', { invoiceId: invoice?.id, reason: 'Wrong hours' });
  const { corrections, dispatches } = await shown(invoice?.id);
  expect(corrections.map((c) => c.documentType)).toEqual(['cancellation']);
  // What cancels it goes the same way; the invoice itself stays as one that the payer has.
  expect(await tried('corrections mark-sent', { correctionIds: [corrections[0]?.id], ...post })).toBe('done');
  expect((await shown(invoice?.id)).corrections[0]?.dispatches[0]?.stands).toBe(true);
  expect(await tried('dispatches take-back', { dispatchId: dispatches[0]?.id, reason: 'Found in the tray' })).toBe(
    'reversed',
  );
});

it('a mark set by mistake is taken back in one action: the invoice was not sent, and unbilling needs no document', async () => {
  const [invoice] = await bill(database.engine, firm, '1002-001', ['1.00']);
  await doing('invoices mark-sent', { invoiceIds: [invoice?.id], ...post, channel: 'by hand' });
  const [mark] = (await shown(invoice?.id)).dispatches;
  const takeBack = { dispatchId: mark?.id, reason: 'It lay in the tray' };
  expect(await tried('dispatches take-back', takeBack)).toBe('done');
  expect(await tried('dispatches take-back', takeBack)).toBe('nothing-to-do');
  expect((await shown(invoice?.id)).dispatches).toMatchObject([
    { state: 'taken-back', stands: false, problem: 'It lay in the tray' },
  ]);
  expect(await listed(invoice?.id)).toBeNull();
  await doing('invoices unbill', { invoiceId: invoice?.id, reason: 'Wrong hours' });
  expect((await shown(invoice?.id)).corrections).toEqual([]);
});

it('a message of ours can’t be taken back', async () => {
  const [invoice] = await bill(database.engine, firm, '1001-001', ['1.00']);
  await doing('invoices send', { invoiceIds: [invoice?.id], recipients: ['ap@payer.example'] });
  const [message] = (await shown(invoice?.id)).dispatches;
  expect(await tried('dispatches take-back', { dispatchId: message?.id, reason: 'Too early' })).toBe('left');
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});
