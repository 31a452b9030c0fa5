import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { MoneyWire } from '../../src/kernel/money.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { proformaOn, type Sheet, sheetOf, testFirm } from '../support/firm.ts';

let database: TestDatabase;
let maya: Actor;
let sheet: Sheet;

// Associates of the London office are at 345.00 an hour in GBP.
beforeAll(async () => {
  database = await testDatabase();
  const firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  sheet = await proformaOn(database.engine, firm, '1002-001', ['1.00', '2.00', '3.00'], '48600');
});
afterAll(() => database.close());

async function edit(operation: Record<string, unknown>): Promise<void> {
  await act(database.engine, maya, 'proformas edit', { id: sheet.id, operation });
  sheet = await sheetOf(database.engine, maya, sheet.id);
}

interface Listed {
  readonly rows: readonly { readonly id: string; readonly bill: MoneyWire }[];
  readonly buckets: readonly { readonly state: string; readonly count: number; readonly bill: readonly MoneyWire[] }[];
}

/** What the one proforma comes to before tax, in minor units, everywhere that says it. */
async function everywhere(): Promise<Record<string, string | undefined>> {
  const list = await act<Listed>(database.engine, maya, 'proformas list', { open: 'true' });
  const today = await act<{
    pipeline: Listed['buckets'];
    tasks: readonly { readonly href: string; readonly value: readonly MoneyWire[] }[];
  }>(database.engine, maya, 'today show', {});
  return {
    desk: String(BigInt(sheet.amounts.total.minor) - BigInt(sheet.amounts.tax.minor)),
    row: list.rows[0]?.bill.minor,
    tile: list.buckets[0]?.bill[0]?.minor,
    pipeline: today.pipeline[0]?.bill[0]?.minor,
    task: today.tasks.find((task) => task.href.startsWith('/proformas?state='))?.value[0]?.minor,
  };
}

const same = (minor: string): Record<string, string> => ({
  desk: minor,
  row: minor,
  tile: minor,
  pipeline: minor,
  task: minor,
});

it('a proforma comes to the same at its desk, in the list, on its tile and on Today', async () => {
  expect(await everywhere()).toEqual(same('255600'));
  const [first, second] = sheet.lines.filter((line) => line.kind === 'time');
  await edit({ do: 'hold', lines: [{ id: first?.id, version: first?.version }], reason: 'Not filed yet' });
  await edit({
    do: 'no-charge',
    lines: [{ id: second?.id, version: second?.version }],
    on: true,
    reason: 'Courtesy',
  });
  const left = 255600n - BigInt(first?.amount.minor ?? 0) - BigInt(second?.amount.minor ?? 0);
  expect(await everywhere()).toEqual(same(String(left)));
  await edit({
    do: 'adjust',
    label: 'Agreed discount',
    amount: { minor: '-10000', currency: 'GBP' },
    reason: 'Agreed discount',
  });
  expect(await everywhere()).toEqual(same(String(left - 10000n)));
});

it('what is closed has its place in the list, and no more money there', async () => {
  await act(database.engine, maya, 'proformas move', {
    id: sheet.id,
    version: sheet.version,
    move: 'close',
    note: 'Not to be billed',
    edits: 'give-up',
  });
  const { buckets } = await act<Listed>(database.engine, maya, 'proformas list', {});
  expect(buckets).toEqual([{ state: 'closed', count: 1, bill: [] }]);
});
