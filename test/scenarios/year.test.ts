import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { amountText } from '../../src/kernel/money.ts';
import { day, type Day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, bill, receivable } from '../support/money.ts';

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let owen: Actor;

beforeAll(async () => {
  database = await testDatabase(day('2026-01-20'));
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  owen = await firm.as('owen.price');
});
afterAll(() => database.close());

const on = (month: number, dayOfMonth: number): Day =>
  `2026-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}` as Day;
const engine = (): TestDatabase['engine'] => database.engine;

/** A receipt in full, or less what is said. */
async function paid(
  invoiceId: string | undefined,
  entity: string,
  less?: { reason: string; minor: bigint },
): Promise<void> {
  const owed = await receivable(engine(), owen, invoiceId);
  if (owed.open.minor === '0') return;
  const amount = BigInt(owed.open.minor) - (less?.minor ?? 0n);
  await act(engine(), owen, 'receipts record', {
    bankAccountId: await bankAccount(engine(), owen, entity, owed.open.currency),
    payerId: owed.payerId,
    method: 'wire',
    receivedOn: engine().clock.today(),
    amount: amount.toString(),
    allocations: [
      {
        receivableId: invoiceId,
        amount: amount.toString(),
        differences: less ? [{ reason: less.reason, minor: less.minor.toString() }] : [],
      },
    ],
  });
}

async function closeMonth(month: number): Promise<void> {
  const { rows } = await act<{ rows: { id: string; from: string }[] }>(engine(), owen, 'periods list', {});
  for (const { id } of rows.filter((p) => p.from === on(month, 1)))
    await act(engine(), owen, 'periods set-state', { id, state: 'closed', reason: `Books of month ${month} are done` });
}

it('a year of two entities in three currencies ends in a ledger that an accountant can read', async () => {
  let last: { gbp?: string; eur?: string; eurSecond?: string; usd?: string } = {};
  for (let month = 1; month <= 12; month += 1) {
    // Money of last month comes on the fifth, at a new month's rate; then last month closes.
    engine().clock.moveTo(on(month, 5));
    for (const [from, to, rate] of [
      ['EUR', 'GBP', 0.84 + month / 1000],
      ['USD', 'GBP', 0.78 + month / 1000],
      ['EUR', 'USD', 1.07 + month / 1000],
    ] as const)
      await act(engine(), owen, 'exchange-rates add', {
        from,
        to,
        day: on(month, 1),
        rate: rate.toFixed(4),
        source: 'firm’s monthly rate',
      });
    if (last.gbp) await paid(last.gbp, 'UK');
    // The first payer's bank takes 5.00 of it.
    if (last.eur) await paid(last.eur, 'UK', { reason: 'bank-fee', minor: 500n });
    if (last.usd && month !== 9)
      await paid(last.usd, 'US', month === 6 ? { reason: 'withheld-tax', minor: 4100n } : undefined);
    if (last.eurSecond && month === 4) {
      // The second payer's invoice of March was wrong, and the first payer had paid: both go back, are billed again at once, and the cash stays.
      await act(engine(), maya, 'invoices unbill', { invoiceId: last.eurSecond, reason: 'Wrong cost centre' });
      const { rows } = await act<{ rows: { id: string; state: string }[] }>(engine(), maya, 'proformas list', {});
      const ready = await approved(engine(), firm, rows.find((p) => p.state === 'pre-review')?.id ?? '');
      await act(engine(), maya, 'invoices bill', {
        proformas: [{ id: ready.id, version: ready.version }],
        invoiceDate: on(4, 5),
      });
    }
    if (month === 9 && last.usd) {
      // The American client fails: 410.00 are written off; in October a third comes after all.
      await act(engine(), ruth, 'write-offs ask', {
        receivableId: last.usd,
        amount: '41000',
        reasonKind: 'insolvency',
        reason: 'Chapter 7',
      });
    }
    if (month > 1) await closeMonth(month - 1);
    // The month's work, billed on the 25th: 2.00 h at 345.00 = 690.00 and VAT 138.00; 1.00 h at 405.00 and costs 100.00 between
    // two payers, 303.00 and 202.00; 1.00 h at 410.00 dollars.
    engine().clock.moveTo(on(month, 25));
    const [gbp] = await bill(engine(), firm, '1006-001', ['2.00']);
    const [eur, eurSecond] = await bill(engine(), firm, '1003-001', ['1.00'], '10000');
    const [usd] = await bill(engine(), firm, '2002-001', ['1.00']);
    expect([gbp?.total.minor, eur?.total.minor, eurSecond?.total.minor, usd?.total.minor]).toEqual([
      month === 12 ? '165600' : '82800', // in December with November's work, credited back to WIP
      '30300',
      '20200',
      '41000',
    ]);
    last = { gbp: gbp?.id ?? '', eur: eur?.id ?? '', eurSecond: eurSecond?.id ?? '', usd: usd?.id ?? '' };
    if (month === 11)
      await act(engine(), maya, 'invoices credit', {
        invoiceId: gbp?.id,
        toWip: true,
        lines: [{ lineNo: 1 }],
        reason: 'Belongs to another matter',
      });
  }
  engine().clock.moveTo(day('2027-01-05'));
  for (const entity of firm.entities.values())
    await act(engine(), owen, 'periods open-year', { entityId: entity.id, year: 2028 });
  await closeMonth(12);
  const late = await attempt(engine(), owen, 'receipts record', {
    bankAccountId: await bankAccount(engine(), owen, 'UK', 'GBP'),
    method: 'wire',
    receivedOn: '2026-12-28',
    amount: '100',
  });
  expect(codeOf(late)).toBe('period-closed');
  // December's invoice by its total, as a page shows it
  const found = await act<{ rows: { href: string }[] }>(engine(), maya, 'search find', { words: '1,656.00' });
  expect(found.rows.map((row) => row.href)).toContain(`/invoices/${last.gbp}`);
  expect(await brokenChecks(engine(), firm)).toEqual([]);
  await expect(await printedLedger()).toMatchFileSnapshot('../golden/year-ledger.txt');
});

/** The books as an accountant reads them: per entity each account, in its currencies and in the entity's. */
async function printedLedger(): Promise<string> {
  const { rows } = await act<{
    rows: {
      entity: string;
      account: string;
      name: string;
      balance: { minor: string; currency: string };
      entityBalance: { minor: string; currency: string };
    }[];
  }>(engine(), owen, 'ledger balances', {});
  const lines: string[] = [];
  for (const [entity, own] of Map.groupBy(rows, (r) => r.entity)) {
    lines.push(`${entity}, 31 December 2026; debits above zero, credits below`, '');
    for (const [account, parts] of Map.groupBy(own, (r) => r.account)) {
      lines.push(`${account} ${parts[0]?.name ?? ''}`);
      for (const { balance, entityBalance } of parts)
        lines.push(`${said(balance).padStart(24)}${said(entityBalance).padStart(24)}`);
    }
    const total = own.reduce((sum, r) => sum + BigInt(r.entityBalance.minor), 0n);
    lines.push('', `Sum in the entity’s currency: ${amountText(total, own[0]?.entityBalance.currency ?? '')}`, '');
  }
  return `${lines.join('\n')}\n`;
}

function said(money: { minor: string; currency: string }): string {
  return `${amountText(BigInt(money.minor), money.currency)} ${money.currency}`;
}
