import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bill, type MoneyText } from '../support/money.ts';

/** Work billed on the 31st of March, under years from April in London and from January in New York. */
const LAST_DAY = day('2026-03-31');
const NEXT_DAY = day('2026-04-01');

interface Balance {
  entity: string;
  account: string;
  debit: MoneyText;
  credit: MoneyText;
}
interface TrialBalance {
  years: { entity: string; from: string }[];
  rows: Balance[];
  totals: { entity: string; balanced: boolean }[];
}

let database: TestDatabase;
let firm: TestFirm;
let owen: Actor;

const ask = async <T>(name: string, input: object): Promise<T> => await act<T>(database.engine, owen, name, input);

/** What the income, expense and retained earnings of an entity come to, credit below zero, per account. */
async function results(entity: string, input: object): Promise<Record<string, string>> {
  const { rows, totals } = await ask<TrialBalance>('ledger trial-balance', input);
  expect(totals.every((t) => t.balanced)).toBe(true);
  return Object.fromEntries(
    rows
      .filter((r) => r.entity === entity && /^[47]|^3950/.test(r.account))
      .map((r) => [`${r.account} ${r.debit.currency}`, (BigInt(r.debit.minor) - BigInt(r.credit.minor)).toString()]),
  );
}

beforeAll(async () => {
  database = await testDatabase(LAST_DAY);
  firm = await testFirm(database.engine);
  owen = await firm.as('owen.price');
  const { firm: whole } = await ask<{ firm: { entities: { code: string }[] } }>('me show', {});
  const london = whole.entities.find((e) => e.code === 'UK');
  await act(database.engine, await firm.as('ruth.sandoval'), 'entities save', { ...london, yearStartsMonth: 4 });
  await bill(database.engine, firm, '1003-001', ['2.00'], '10000'); // 810.00 and 100.00 EUR at 0.85
  await bill(database.engine, firm, '2002-001', ['1.00']);
});
afterAll(() => database.close());

it('begins the year with the month that the entity says, and puts earlier years under retained earnings', async () => {
  const { years } = await ask<TrialBalance>('ledger trial-balance', { asOf: LAST_DAY });
  expect(years.map((y) => [y.entity, y.from])).toEqual([
    ['UK', '2025-04-01'],
    ['US', '2026-01-01'],
  ]);
  // 810.00 × 0.85 = 688.50 and 100.00 × 0.85 = 85.00
  const before = await results('UK', { asOf: LAST_DAY });
  expect(before).toEqual({ '4000 GBP': '-68850', '4100 GBP': '-8500' });
  expect(await results('UK', { asOf: NEXT_DAY })).toEqual({ '3950 GBP': '-77350' });
  expect(await results('UK', { asOf: NEXT_DAY, per: 'transaction' })).toEqual({ '3950 EUR': '-91000' });
  // New York's year goes on until the end of December.
  const ofNewYork = await results('US', { asOf: LAST_DAY });
  expect(Object.keys(ofNewYork)).toEqual(['4000 USD']);
  expect(await results('US', { asOf: NEXT_DAY })).toEqual(ofNewYork);
  expect(await results('US', { asOf: '2027-01-01' })).toEqual({ '3950 USD': ofNewYork['4000 USD'] });
});

it('closes a year in one action when it is over, opens the next, and a month of it can be opened again', async () => {
  const uk = firm.entities.get('UK')?.id;
  const close = async (year: number): Promise<string> =>
    codeOf(await attempt(database.engine, owen, 'periods close-year', { entityId: uk, year, reason: 'Audited' }));
  expect(await close(2025)).toBe('year-not-over');
  database.engine.clock.moveTo(NEXT_DAY);
  const periods = async (): Promise<{ id: string; entity: string; from: string; state: string }[]> =>
    (await ask<{ rows: { id: string; entity: string; from: string; state: string }[] }>('periods list', {})).rows;
  expect(await close(2025)).toBe('done');
  const closed = (await periods()).filter((p) => p.entity === 'UK' && p.state === 'closed').map((p) => p.from);
  expect(closed.toSorted().at(0)).toBe('2025-01-01'); // those before the cut-over were closed at set-up
  expect(closed.toSorted().at(-1)).toBe('2026-03-01');
  expect((await periods()).some((p) => p.entity === 'US' && p.from === '2026-03-01' && p.state === 'open')).toBe(true);
  expect(await close(2025)).toBe('nothing-to-do');
  const march = (await periods()).find((p) => p.entity === 'UK' && p.from === '2026-03-01');
  await ask('periods set-state', { id: march?.id, state: 'open', reason: 'The auditor asks for one entry' });
  expect(await close(2025)).toBe('done');
  // The year after next isn't there yet: closing this one brings its months.
  database.engine.clock.moveTo(day('2027-04-02'));
  expect(await close(2026)).toBe('done');
  expect((await periods()).filter((p) => p.entity === 'UK' && p.from.startsWith('2028'))).toHaveLength(12);
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});
