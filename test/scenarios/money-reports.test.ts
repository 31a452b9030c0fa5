import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Env } from '../../src/http/app.ts';
import { printedRoutes } from '../../src/http/printed-routes.ts';
import type { Actor } from '../../src/platform/command.ts';
import { pdfPages } from '../../src/platform/typst/pdf-text.ts';
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

/** Every report of money, about one day and the month before it. */
async function everyReport(known: object): Promise<Record<string, unknown>> {
  const day = '2026-03-31';
  const span = { from: '2026-03-01', to: day, ...known };
  const [owed] = (await ask<{ rows: { payerId: string }[] }>('ageing list', { asOf: day })).rows;
  const uk = { payerId: owed?.payerId, entityId: firm.entities.get('UK')?.id };
  const { knownAt: _, ...ageing } = await ask<Record<string, unknown>>('ageing show', { asOf: day, ...known });
  return {
    ageing,
    trialBalance: await ask('ledger trial-balance', { asOf: day, ...known }),
    inCurrencies: await ask('ledger trial-balance', { asOf: day, per: 'transaction', ...known }),
    wip: await ask('roll-forward wip', span),
    receivables: await ask('roll-forward receivables', span),
    // of another day than today, so that both are reckoned from movements
    inventory: await ask('inventory show', { asOf: '2026-04-01', ...known }),
    register: await ask('billing-register list', span),
    ladder: await ask('ladder show', { ...span, asOf: day }),
    statement: await ask('statement show', { ...uk, ...span }),
    journals: await ask('journals list', { to: day, ...known }),
  };
}

describe('after an eventful month', () => {
  let before: Record<string, unknown>;
  let known: string;
  beforeAll(async () => {
    before = await everyReport({});
    known = await instant();
    await eventfulMonth(database.engine, firm);
  });

  it('every report as it was known before is what it said before, and ties', async () => {
    const then = await everyReport({ knownAt: known });
    for (const [report, said] of Object.entries(before)) expect(then[report], report).toEqual(said);
    const now = await everyReport({});
    for (const [report, said] of Object.entries(before)) expect(now[report], report).not.toEqual(said);
    expect((then['receivables'] as Rolled).rows.every((row) => row.tied)).toBe(true);
  });

  it('the ladder has no invoice before its own day, whatever the span', async () => {
    const of = async (asOf: string): Promise<unknown> =>
      (await ask<{ rows: unknown[] }>('ladder show', { from: '2026-03-01', to: '2026-04-30', asOf })).rows;
    expect(await of('2026-03-30')).toEqual([]);
    expect(await of('2026-03-31')).not.toEqual([]);
  });

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

  it('the billing register comes to what the ledger has as tax and as receivable, reversals and corrections included', async () => {
    const register = await ask<{
      rows: { kind: string; total: MoneyText; entityTotal: MoneyText }[];
      taxes: { entity: string; entityTax: MoneyText; tax: MoneyText; base: MoneyText }[];
    }>('billing-register list', { from: '2026-03-01', to: '2026-03-31' });
    expect([...new Set(register.rows.map((r) => r.kind))].toSorted()).toEqual(
      expect.arrayContaining(['cancellation', 'credit-note', 'credit-note-reversal', 'invoice', 'reversal']),
    );
    const { rows } = await database.engine.store.pool.query<{ tax: bigint; owed: bigint }>(
      `select (-sum(l.entity_amount) filter (where l.account = '2200'))::int8 as tax, (select sum(entity_minor)::int8 from receivable_movement
         where kind in ('issued', 'unbilled', 'credited', 'credited-reversed')) as owed from journal_line l`,
    );
    const total = (of: readonly MoneyText[]): bigint => of.reduce((n, m) => n + BigInt(m.minor), 0n);
    expect(total(register.taxes.map((t) => t.entityTax))).toBe(rows[0]?.tax);
    expect(total(register.rows.map((r) => r.entityTotal))).toBe(rows[0]?.owed);
  });

  it('the ladder leads from standard to collected, and what was billed is collected, credited, written off or open', async () => {
    type Rungs = Record<string, MoneyText> & { group: string; groupId: string };
    const span = { from: '2026-03-01', to: '2026-03-31' };
    const byMatter = await ask<{ rows: Rungs[]; totals: Rungs[] }>('ladder show', span);
    const byTimekeeper = await ask<{ rows: Rungs[]; totals: Rungs[] }>('ladder show', { ...span, by: 'timekeeper' });
    const of = (row: Rungs | undefined, rung: string): bigint => BigInt(row?.[rung]?.minor ?? '0');
    for (const row of byMatter.totals)
      expect(of(row, 'billed')).toBe(
        of(row, 'collected') + of(row, 'credited') + of(row, 'writtenOff') + of(row, 'open'),
      );
    expect(byTimekeeper.totals).toEqual(byMatter.totals);
    // 1003-001 in EUR: 2.00 h billed here and 2.00 h in the eventful month, at 405.00: 4 × 405.00 = 1,620.00
    const matter = byMatter.rows.find((row) => row.group === '1003-001');
    expect(of(matter, 'billed')).toBe(162_000n);
    const cards = await ask<{ rows: Rungs[] }>('ladder show', { ...span, by: 'card', matterId: matter?.groupId });
    expect(cards.rows.reduce((n, row) => n + of(row, 'billed'), 0n)).toBe(162_000n);
  });

  it('a statement leads from the balance before to the balance after, which is what is open', async () => {
    const { rows } = await database.engine.store.pool.query<{ payer_id: string; entity_id: string; open: bigint }>(
      'select payer_id, entity_id, sum(open_minor)::int8 as open from receivable group by 1, 2 order by count(*) desc limit 1',
    );
    const [most] = rows;
    const asked = { payerId: most?.payer_id, entityId: most?.entity_id, from: '2026-03-01', to: '2026-03-31' };
    const statement = await ask<{
      currencies: { opening: MoneyText; closing: MoneyText; openTotal: MoneyText; rows: { amount: MoneyText }[] }[];
    }>('statement show', asked);
    const [account] = statement.currencies;
    expect(account?.rows.length).toBeGreaterThan(3);
    expect(account?.opening.minor).toBe('0');
    expect(account?.rows.reduce((n, row) => n + BigInt(row.amount.minor), 0n)).toBe(most?.open);
    expect(account?.closing).toEqual(account?.openTotal);
    const edge = { engine: database.engine, identity: { actorOf: () => Promise.resolve(owen) } };
    const app = new Hono<Env>();
    app.use('*', async (c, next) => {
      c.set('actor', owen);
      await next();
    });
    printedRoutes(app, edge as never);
    const query = new URLSearchParams(asked as Record<string, string>).toString();
    const pdf = await app.request(`/api/statement/show.pdf?${query}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const text = pdfPages(new Uint8Array(await pdf.arrayBuffer())).join('\n');
    expect(text).toContain('Statement\n');
    expect(text).toContain('Page 1 of ');
    expect(text).toContain('Open in all');
    const refused = await app.request(`/api/statement/show.pdf?${query.replace('2026-03-31', 'soon')}`);
    expect(refused.status).toBe(400);
  });
});
