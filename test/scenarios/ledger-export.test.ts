import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm, type TestFirm } from '../support/firm.ts';
import { hasHledger, hledgerAgrees } from '../support/hledger.ts';
import { bankAccount, bill, eventfulMonth, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  await eventfulMonth(database.engine, firm);
  await paidAtAnotherRate();
});
afterAll(() => database.close());

/** Billed at 0.85 and paid at 0.91 pounds for a euro, so that a realised exchange difference is in the books. */
async function paidAtAnotherRate(): Promise<void> {
  const owen = await firm.as('owen.price');
  const [first] = await bill(database.engine, firm, '1003-001', ['1.00']);
  const owed = await receivable(database.engine, owen, first?.id);
  await act(database.engine, owen, 'exchange-rates add', {
    from: 'EUR',
    to: 'GBP',
    day: '2026-03-31',
    rate: '0.9100',
    source: 'the day’s rate',
  });
  await act(database.engine, owen, 'receipts record', {
    bankAccountId: await bankAccount(database.engine, owen, 'UK', 'EUR'),
    payerId: owed.payerId,
    method: 'wire',
    receivedOn: '2026-03-31',
    amount: owed.open.minor,
    allocations: [{ receivableId: first?.id, amount: owed.open.minor }],
  });
}

const exported = async (format: string): Promise<{ text: string; journals: number; fileName: string }> =>
  await act(database.engine, await firm.as('owen.price'), 'ledger export', {
    entity: 'UK',
    from: '2026-03-01',
    to: '2026-03-31',
    format,
  });

describe('the ledger as a file', () => {
  it('is checked by hledger, whose balances are ours in both currencies', async (context) => {
    if (!hasHledger()) context.skip('hledger is not here and can’t be installed: apt-get needs root and a mirror');
    const { compared, differences } = await hledgerAgrees(database.engine, await firm.as('owen.price'));
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(20);
    // the exchange difference has no amount of its own: it stands in pounds
    expect((await exported('hledger')).text).toMatch(/expenses:7900 Realised exchange differences {4}-?\d+\.\d\d GBP/);
  });

  it('in CSV has every line with both amounts, which sum to zero', async () => {
    const { text, journals } = await exported('csv');
    const { rows } = await database.engine.store.pool.query<{ lines: string; journals: string }>(
      "select count(*) as lines, count(distinct journal_id) as journals from journal_line l join legal_entity e on e.id = l.entity_id where e.code = 'UK'",
    );
    expect(text.trimEnd().split('\r\n')).toHaveLength(Number(rows[0]?.lines) + 1);
    expect(journals).toBe(Number(rows[0]?.journals));
  });

  it('in IIF has blocks that each sum to zero in entity currency, without memorandum accounts', async () => {
    const { text } = await exported('iif');
    const blocks = text.split('ENDTRNS\r\n').slice(1, -1);
    expect(blocks.length).toBeGreaterThan(10);
    for (const block of blocks) {
      const rows = block
        .trimEnd()
        .split('\r\n')
        .map((row) => row.split('\t'));
      expect(rows.map((row) => row[0])).toEqual(['TRNS', ...rows.slice(1).map(() => 'SPL')]);
      expect(rows.reduce((sum, row) => sum + BigInt((row[5] ?? '').replace('.', '')), 0n)).toBe(0n);
    }
    expect(text).not.toContain('memorandum');
  });

  it('refuses an entity that is not there, and a span that is no day', async () => {
    const owen = await firm.as('owen.price');
    const asked = (entity: string, to: string) =>
      act(database.engine, owen, 'ledger export', { entity, from: '2026-03-01', to });
    await expect(asked('XX', '2026-03-31')).rejects.toThrow('There is no legal entity XX');
    await expect(asked('UK', 'soon')).rejects.toThrow('write a day that exists');
  });
});
