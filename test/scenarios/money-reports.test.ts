import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, bill, eventfulMonth, type MoneyText, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let owen: Actor;

interface Ageing {
  rows: { group: string; open: MoneyText; buckets: string[]; disputed: MoneyText; invoices: number }[];
  totals: { currency: string; open: MoneyText; buckets: string[]; disputed: MoneyText }[];
  entities: { entity: string; open: MoneyText }[];
}
type Rolled = { rows: (Record<string, MoneyText> & { measure: string; tied: boolean; entity: string })[] };

const ask = async <T>(name: string, input: object): Promise<T> => await act<T>(database.engine, owen, name, input);
const instant = async (): Promise<string> => {
  const { rows } = await database.engine.store.pool.query<{ at: Date }>('select clock_timestamp() as at');
  return rows[0]?.at.toISOString() ?? '';
};

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  owen = await firm.as('owen.price');
});
afterAll(() => database.close());

describe('receivables ageing', () => {
  it('tells a day as of that day, and as it was then known: a receipt back-dated to it is in the one and not in the other', async () => {
    // 1003-001: 2.00 h at 405.00 = 810.00 and costs of 100.00, 60 % and 40 %: 546.00 and 364.00, billed on 31 March.
    const [first, second] = await bill(database.engine, firm, '1003-001', ['2.00'], '10000');
    const known = await instant();
    const owed = await receivable(database.engine, owen, first?.id);
    await ask('receipts record', {
      bankAccountId: await bankAccount(database.engine, owen, 'UK', 'EUR'),
      payerId: owed.payerId,
      method: 'wire',
      receivedOn: '2026-03-31',
      amount: '20000',
      allocations: [{ receivableId: first?.id, amount: '20000' }],
    });
    await ask('disputes open', { receivableId: second?.id, amount: '6400', reason: 'Hours doubted' });
    const dayOf = async (more: object): Promise<Ageing> => await ask('ageing show', { asOf: '2026-03-31', ...more });
    // 546.00 − 200.00 + 364.00 = 710.00, of which 64.00 disputed: 646.00 not due
    expect((await dayOf({})).totals).toEqual([
      {
        currency: 'EUR',
        open: { minor: '71000', currency: 'EUR' },
        buckets: ['64600', '0', '0', '0', '0', '0'],
        disputed: { minor: '6400', currency: 'EUR' },
        invoices: 2,
      },
    ]);
    // before the receipt was known: 910.00, nothing disputed yet
    expect((await dayOf({ knownAt: known })).totals[0]?.buckets).toEqual(['91000', '0', '0', '0', '0', '0']);
    // the day before, nothing was billed
    expect((await dayOf({ asOf: '2026-03-30' })).totals).toEqual([]);
    // By invoice date the same stands at an age of 1-30; in pounds at 0.85: (346.00 + 364.00) × 0.85 = 603.50
    const byInvoice = await dayOf({ basis: 'invoice', by: 'payer' });
    expect(byInvoice.totals[0]?.buckets).toEqual(['0', '64600', '0', '0', '0', '0']);
    expect(byInvoice.rows.map((r) => r.open.minor).toSorted()).toEqual(['34600', '36400']);
    expect(byInvoice.entities).toEqual([{ entity: 'UK', open: { minor: '60350', currency: 'GBP' } }]);
  });

  it('by movements says what the carried amounts say, and leads to the invoices, later in later buckets', async () => {
    const carried = await ask<Ageing>('ageing show', {});
    expect(await ask<Ageing>('ageing show', { knownAt: await instant() })).toEqual({
      ...carried,
      knownAt: expect.any(String) as string,
    });
    const items = await ask<{ total: number; rows: { days: number; bucket: string; open: MoneyText }[] }>(
      'ageing list',
      {
        asOf: '2026-07-15',
        bucket: '61-90',
      },
    );
    // due 30 days after 31 March, on 30 April: 76 days late on 15 July
    expect(items.rows.map((r) => [r.days, r.bucket])).toEqual([
      [76, '61-90'],
      [76, '61-90'],
    ]);
  });
});

describe('after an eventful month', () => {
  beforeAll(async () => void (await eventfulMonth(database.engine, firm)));

  it('the trial balance has equal columns, in entity currency and in each transaction currency', async () => {
    for (const per of ['entity', 'transaction']) {
      const { rows, totals } = await ask<{ rows: unknown[]; totals: { debit: MoneyText; balanced: boolean }[] }>(
        'ledger trial-balance',
        { per, asOf: '2026-03-31' },
      );
      expect(rows.length).toBeGreaterThan(5);
      expect(totals.length).toBeGreaterThanOrEqual(per === 'entity' ? 1 : 2);
      for (const total of totals) {
        expect(total.balanced).toBe(true);
        expect(BigInt(total.debit.minor)).toBeGreaterThan(0n);
      }
    }
  });

  it.each(['wip', 'receivables'])('the roll-forward of %s ties to its control account on every day', async (book) => {
    for (const [from, to] of [
      ['2026-03-01', '2026-03-31'],
      ['2026-03-30', '2026-03-30'],
      ['2026-03-31', '2026-03-31'],
      ['2026-01-01', '2026-12-31'],
    ]) {
      const { rows } = await ask<Rolled>(`roll-forward ${book}`, { from, to });
      expect(rows.filter((row) => !row.tied)).toEqual([]);
    }
    const { rows } = await ask<Rolled>(`roll-forward ${book}`, { from: '2026-03-01', to: '2026-03-31' });
    expect(rows.map((row) => row.measure)).toContain('transaction');
    const euros = rows.find((row) => row.entity === 'UK' && row['closing']?.currency === 'EUR');
    if (book === 'receivables') {
      // every kind of step happened
      const still = ['received', 'differences', 'credited', 'writtenOff', 'unbilled', 'reversed'].filter((step) =>
        rows.every((row) => row[step]?.minor === '0'),
      );
      expect(still).toEqual([]);
    }
    expect(euros?.['opening']?.minor).toBe('0');
  });
});
