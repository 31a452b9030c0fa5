import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, bill, type MoneyText, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let ruth: Actor;
let owen: Actor;
let account: string;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  ruth = await firm.as('ruth.sandoval');
  owen = await firm.as('owen.price');
  account = await bankAccount(database.engine, owen, 'UK', 'EUR');
});
afterEach(async () => expect(await brokenChecks(database.engine, firm)).toEqual([]));
afterAll(() => database.close());

interface Shown {
  readonly state: string;
  readonly unapplied: MoneyText;
  readonly movements: readonly {
    id: string;
    kind: string;
    amount: MoneyText;
    movementId: string | null;
    live: boolean;
  }[];
}

const sentenceOf = (outcome: Awaited<ReturnType<typeof attempt>>): string =>
  outcome.ok ? 'done' : outcome.refusal.sentence;

function idOf(outcome: Awaited<ReturnType<typeof attempt>>): string {
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return String(outcome.value['id']);
}

const shown = async (id: string): Promise<Shown> => await act<Shown>(database.engine, owen, 'receipts show', { id });

/** The receivable of a bill just made, and a receipt over it by so much. */
async function paidOver(over: bigint, keeps: boolean) {
  const [invoice] = await bill(database.engine, firm, '1003-001', ['1.00']);
  const owed = await receivable(database.engine, owen, invoice?.id);
  const outcome = await attempt(database.engine, owen, 'receipts record', {
    bankAccountId: account,
    payerId: owed.payerId,
    method: 'wire',
    reference: 'rounded up by the payer',
    receivedOn: '2026-03-31',
    amount: (BigInt(owed.open.minor) + over).toString(),
    allocations: [{ receivableId: owed.id, amount: owed.open.minor }],
    ...(keeps ? { keepRest: over.toString() } : {}),
  });
  return { owed, outcome };
}

async function onSmallDifferences(): Promise<bigint> {
  const { rows } = await act<{ rows: { account: string; balance: MoneyText }[] }>(
    database.engine,
    owen,
    'ledger balances',
    {},
  );
  return rows
    .filter((row) => row.account === '7150' && row.balance.currency === 'EUR')
    .reduce((sum, row) => sum + BigInt(row.balance.minor), 0n);
}

describe('some cents too much', () => {
  it('are kept with the receipt in one step, and are released again as one', async () => {
    const before = await onSmallDifferences();
    const { outcome } = await paidOver(3n, true);
    expect(outcome).toMatchObject({ ok: true, value: { unapplied: { minor: '0' } } });
    const id = idOf(outcome);
    const kept = (await shown(id)).movements.find((m) => m.kind === 'kept');
    expect(kept).toMatchObject({ amount: { minor: '-3', currency: 'EUR' }, live: true });
    expect((await onSmallDifferences()) - before).toBe(-3n);
    await act(database.engine, owen, 'receipts release', { movementId: kept?.movementId, reason: 'They asked for it' });
    expect(await shown(id)).toMatchObject({ state: 'partly applied', unapplied: { minor: '3' } });
    expect(await onSmallDifferences()).toBe(before);
    const again = { movementId: kept?.movementId, reason: 'again' };
    expect(codeOf(await attempt(database.engine, owen, 'receipts release', again))).toBe('not-found');
  });

  it('are kept later as well, once; a bounce takes them back with all the rest', async () => {
    const before = await onSmallDifferences();
    const { owed, outcome } = await paidOver(7n, false);
    const id = idOf(outcome);
    await act(database.engine, owen, 'receipts keep-overpayment', { id, amount: '7', reason: 'Rounded up' });
    expect(await shown(id)).toMatchObject({ state: 'applied', unapplied: { minor: '0' } });
    expect(codeOf(await attempt(database.engine, owen, 'receipts keep-overpayment', { id, amount: '7' }))).toBe(
      'nothing',
    );
    await act(database.engine, owen, 'receipts reverse', { id, reason: 'It bounced' });
    expect(await shown(id)).toMatchObject({ state: 'reversed', unapplied: { minor: '0' } });
    expect((await receivable(database.engine, owen, owed.id)).open).toEqual(owed.open);
    expect(await onSmallDifferences()).toBe(before);
  });

  it('are of a payment: of a receipt that is on no invoice, that somebody saw otherwise, or that is asked back, nothing is kept', async () => {
    const { id } = await act<{ id: string }>(database.engine, owen, 'receipts record', {
      bankAccountId: account,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '300',
    });
    const keep = async (of: string, amount: string): Promise<string> =>
      codeOf(await attempt(database.engine, owen, 'receipts keep-overpayment', { id: of, amount }));
    expect(await keep(id, '300')).toBe('not-applied');
    const { outcome } = await paidOver(9n, false);
    expect(await keep(idOf(outcome), '8')).toBe('stale');
    await act(database.engine, owen, 'refunds ask', { receiptId: idOf(outcome), amount: '9', reason: 'They asked' });
    expect(await keep(idOf(outcome), '9')).toBe('refund-asked');
  });

  it('that are more than the entity keeps are refused with the way out, and nothing is recorded', async () => {
    const entityId = firm.entities.get('UK')?.id;
    const receipts = async (): Promise<number> =>
      (await act<{ total: number }>(database.engine, owen, 'receipts list', {})).total;
    const count = await receipts();
    const { owed, outcome } = await paidOver(60_000n, true);
    expect(codeOf(outcome)).toBe('limit');
    expect(sentenceOf(outcome)).toMatch(/would be kept, and .* keeps at most 5\.00 GBP .*Setup, Bank/);
    expect(await receipts()).toBe(count);
    expect((await receivable(database.engine, owen, owed.id)).open).toEqual(owed.open);
    // Not in steps either: what was kept of the receipt before counts.
    const { owed: large, outcome: paid } = await paidOver(300n, true);
    const id = idOf(paid);
    const allocation = (
      await act<{ movements: { id: string; kind: string; live: boolean }[] }>(
        database.engine,
        owen,
        'receivables show',
        { id: large.id },
      )
    ).movements.find((m) => m.kind === 'allocated' && m.live);
    await act(database.engine, owen, 'receipts release', { movementId: allocation?.id, reason: 'Elsewhere' });
    const less = (BigInt(large.open.minor) - 400n).toString();
    const again = { id, allocations: [{ receivableId: large.id, amount: less }], keepRest: '400' };
    expect(codeOf(await attempt(database.engine, owen, 'receipts allocate', again))).toBe('limit');
    await act(database.engine, ruth, 'receivables set-tolerance', { entityId, upTo: '0', reason: 'Nothing is kept' });
    const { outcome: refused } = await paidOver(1n, true);
    expect(sentenceOf(refused)).toMatch(/keeps nothing of an overpayment/);
    expect(
      codeOf(await attempt(database.engine, ruth, 'receivables set-tolerance', { entityId, upTo: '-1', reason: 'x' })),
    ).toBe('bad-amount');
  });
});
