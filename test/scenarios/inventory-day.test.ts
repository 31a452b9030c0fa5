import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { addDays, day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, proformaOn, type Sheet, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';
import type { MoneyText } from '../support/money.ts';

/** Work of the 31st of March, in three currencies and two entities, and what became of it in April. */
const THE_DAY = day('2026-03-31');
const LATER = day('2026-04-10');

interface Inventory {
  rows: {
    matter: string;
    wip: MoneyText;
    buckets: string[];
    receivable: MoneyText;
    lastBill: string | null;
    oldestDays: number;
    held: MoneyText | null;
    proformaId: string | null;
    proformaState: string | null;
  }[];
  totals: { currency: string; wip: MoneyText; buckets: string[] }[];
}

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let onTheDay: Inventory;

const engine = (): TestDatabase['engine'] => database.engine;
const ask = async <T>(name: string, input: object): Promise<T> => await act<T>(engine(), maya, name, input);
const matterId = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const edit = async (sheet: Sheet, operation: object): Promise<void> =>
  await ask('proformas edit', { id: sheet.id, operation });
const asOf = async (of: string): Promise<Inventory> => await ask<Inventory>('inventory show', { asOf: of });

/** What the roll-forward of WIP closes at, and the inventory of the same day, per entity and currency. */
async function closings(of: string): Promise<{ rolled: object; inventory: object }> {
  const { rows } = await ask<{ rows: { entity: string; measure: string; closing: MoneyText; tied: boolean }[] }>(
    'roll-forward wip',
    { from: '2026-01-01', to: of },
  );
  expect(rows.every((row) => row.tied)).toBe(true);
  const rolled: Record<string, bigint> = {};
  for (const { entity, measure, closing } of rows)
    if (measure === 'transaction' && closing.minor !== '0')
      rolled[`${entity} ${closing.currency}`] = BigInt(closing.minor);
  const inventory: Record<string, bigint> = {};
  for (const { matter, wip } of (await asOf(of)).rows) {
    const entity = firm.matters.find((m) => m.number === matter)?.client.entity ?? '';
    const key = `${entity} ${wip.currency}`;
    if (wip.minor !== '0') inventory[key] = (inventory[key] ?? 0n) + BigInt(wip.minor);
  }
  return { rolled, inventory };
}

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(engine());
  maya = await firm.as('maya.okafor');
  const billed = await proformaOn(engine(), firm, '1003-001', ['2.00'], '10000');
  const edited = await proformaOn(engine(), firm, '1002-001', ['1.00', '2.00', '3.00'], '8600');
  const loose = await proformaOn(engine(), firm, '2001-001', ['1.50']);
  expect([billed, edited, loose].map((sheet) => sheet.amounts.wip.currency)).toEqual(['EUR', 'GBP', 'USD']);
  onTheDay = await ask<Inventory>('inventory show', {});

  engine().clock.moveTo(LATER);
  const ready = await approved(engine(), firm, billed.id);
  await ask('invoices bill', { proformas: [{ id: billed.id, version: ready.version }], invoiceDate: LATER });
  const [first, second, third] = ['1.00', '2.00', '3.00'].map((hours) => edited.lines.find((l) => l.hours === hours));
  const named = (line: Sheet['lines'][number] | undefined) => [{ id: line?.id, version: line?.version }];
  await edit(edited, { do: 'purge', lines: named(first), type: 'error', reason: 'Recorded by mistake' });
  const move = { toMatterId: matterId('1002-002'), rates: 'keep', reason: 'Wrong matter' };
  await edit(edited, { do: 'transfer', lines: named(second), ...move });
  await ask('rates set', {
    level: 'matter',
    matterId: matterId('1002-001'),
    title: 'Associate',
    currency: 'GBP',
    ratePerHour: '40000',
    from: '2026-01-01',
    source: 'New agreement',
  });
  await edit(edited, { do: 're-rate', lines: named(third), reason: 'New agreement' });
  // Worked before the day, recorded after it: no part of what the books had as WIP that day.
  await ask('cards record', {
    kind: 'charge',
    matterId: matterId('1006-001'),
    workDate: addDays(THE_DAY, -40),
    amount: { minor: '12300', currency: 'GBP' },
    narrative: 'Filing charge found late',
  });
  const after = await sheetOf(engine(), maya, edited.id);
  expect(after.amounts.wip.minor).not.toBe(edited.amounts.wip.minor);
});
afterAll(() => database.close());

describe('the inventory as of a day that is past', () => {
  it('is what it was on that day, whatever was billed, purged, transferred, re-rated or recorded since', async () => {
    // What stood beside the WIP and has no day, holds and proformas, is said of today only.
    const wanted = onTheDay.rows.map((row) => ({ ...row, held: null, proformaId: null, proformaState: null }));
    expect(await asOf(THE_DAY)).toEqual({ ...onTheDay, rows: wanted });
    // 2.00 h at 405.00 and costs of 100.00 = 910.00 in euros, billed since
    expect((await ask<Inventory>('inventory show', {})).totals.map((t) => t.currency)).not.toContain('EUR');
    expect((await asOf(THE_DAY)).totals.find((t) => t.currency === 'EUR')?.wip.minor).toBe('91000');
  });

  it.each([THE_DAY, addDays(THE_DAY, 1), addDays(THE_DAY, -1), LATER])(
    'as of %s it equals the closing balance of the roll-forward, per entity and currency',
    async (of) => {
      const { rolled, inventory } = await closings(of);
      expect(inventory).toEqual(rolled);
    },
  );

  it('a day to come has the WIP of today, older', async () => {
    const now = await asOf(LATER);
    const then = await asOf(addDays(LATER, 31));
    expect(then.totals.map((t) => t.wip)).toEqual(now.totals.map((t) => t.wip));
    expect(then.totals.map((t) => t.buckets[0])).toEqual(now.totals.map(() => '0'));
  });

  it('an invoice of another day is owed and the last bill from its own day on', async () => {
    const of = async (on: string) => (await asOf(on)).rows.find((row) => row.matter === '1002-001');
    const [sheet] = [await proformaOn(engine(), firm, '1002-001', ['1.00'])];
    const ready = await approved(engine(), firm, sheet.id);
    await ask('invoices bill', {
      proformas: [{ id: sheet.id, version: ready.version }],
      invoiceDate: addDays(LATER, -1),
    });
    await ask('cards record', {
      kind: 'charge',
      matterId: matterId('1002-001'),
      workDate: LATER,
      amount: { minor: '100', currency: 'GBP' },
      narrative: 'Copies',
    });
    const today = await of(LATER);
    expect(today?.lastBill).toBe(addDays(LATER, -1));
    expect(BigInt(today?.receivable.minor ?? '0')).toBeGreaterThan(0n);
    const before = await of(THE_DAY);
    expect([before?.lastBill, before?.receivable.minor]).toEqual([null, '0']);
  });
});
