import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  attempt,
  brokenChecks,
  codeOf,
  proformaOn,
  type Sheet,
  type SheetLine,
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

// Associates of the London office are at 345.00 an hour in GBP; VAT is 20 %.
let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let sheet: Sheet;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => database.close());

const engine = (): TestDatabase['engine'] => database.engine;
const named = (lines: readonly SheetLine[]) => lines.map(({ id, version }) => ({ id, version }));
const time = (): SheetLine[] => sheet.lines.filter((line) => line.kind === 'time');

async function edit(operation: Record<string, unknown>): Promise<void> {
  const after = await act<{ sheet: Sheet }>(engine(), maya, 'proformas edit', { id: sheet.id, operation });
  sheet = after.sheet;
}
async function refused(operation: Record<string, unknown>): Promise<string> {
  return codeOf(await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation }));
}
async function step(which: 'undo' | 'redo'): Promise<void> {
  await act(engine(), maya, `proformas ${which}`, { id: sheet.id });
  sheet = await sheetOf(engine(), maya, sheet.id);
}
const shown = (): string[] => time().map((line) => `${line.hours} ${line.bill.minor} ${line.narrative}`);
const whole = () => [sheet.amounts.fees.minor, sheet.amounts.wip.minor, sheet.amounts.total.minor];

describe('dividing and combining', () => {
  it('divide by hours: 3.00 h become 1.25 h and 1.75 h with their own words; nothing else changes', async () => {
    sheet = await proformaOn(engine(), firm, '1002-001', ['1.00', '2.00', '3.00'], '48601');
    const before = whole();
    const long = time().find((line) => line.hours === '3.00') as SheetLine;
    await edit({
      do: 'divide',
      lines: named([long]),
      parts: [{ hours: '1.25', narrative: 'Drafting claims' }, { hours: '1.75' }],
    });
    expect(whole()).toEqual(before);
    // 1.25 × 345.00 = 431.25; 1.75 × 345.00 = 603.75
    expect(shown()).toContain('1.25 43125 Drafting claims');
    expect(shown()).toContain(`1.75 60375 ${long.narrative}`);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    const card = await act<{ where: { sentence: string }; wip: { minor: string }; events: { kind: string }[] }>(
      engine(),
      maya,
      'cards show',
      { id: long.cardId },
    );
    expect([card.wip.minor, card.where.sentence, card.events.map((e) => e.kind)]).toEqual([
      '0',
      'Divided or combined: other cards carry its work now.',
      ['posted', 'divided-out'],
    ]);
  });

  it('its undo and redo, also after a reload, give the same lines and keep the books', async () => {
    const divided = shown();
    await step('undo');
    expect(time().map((line) => line.hours)).toEqual(['3.00', '2.00', '1.00']);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    await step('redo');
    expect(shown()).toEqual(divided);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });

  it('divide a cost in three by share: 486.01 is dealt to the cent', async () => {
    const cost = sheet.lines.find((line) => line.kind === 'disbursement') as SheetLine;
    await edit({
      do: 'divide',
      lines: named([cost]),
      parts: [{ sharePpm: 333_334 }, { sharePpm: 333_333 }, { sharePpm: 333_333 }],
    });
    const parts = sheet.lines.filter((line) => line.kind === 'disbursement').map((line) => line.bill.minor);
    // 486.01 = 162.01 + 162.00 + 162.00
    expect(parts.toSorted()).toEqual(['16200', '16200', '16201']);
  });

  it('combine: two lines become one with the sum of hours and value', async () => {
    const before = whole();
    const two = time().filter((line) => line.hours === '1.25' || line.hours === '1.75');
    await edit({ do: 'combine', lines: named(two), narrative: 'Drafting claims and description' });
    expect(whole()).toEqual(before);
    expect(shown()).toContain('3.00 103500 Drafting claims and description');
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    await step('undo');
    expect(time().length).toBe(4);
    await step('redo');
    expect(time().length).toBe(3);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });

  it('an edit of the hours on the line is divided with it; WIP stays', async () => {
    const line = time().find((l) => l.hours === '2.00') as SheetLine;
    await edit({ do: 'set-hours', lines: named([line]), hours: '1.50', reason: 'Over estimate' });
    const wip = sheet.amounts.wip.minor;
    const edited = time().find((l) => l.hours === '1.50') as SheetLine;
    await edit({ do: 'divide', lines: named([edited]), parts: [{ hours: '0.50' }, { hours: '1.00' }] });
    expect(sheet.amounts.wip.minor).toBe(wip);
    expect(shown().filter((l) => l.startsWith('0.50') || l.startsWith('1.00 345')).length).toBe(3);
  });

  it('refuses what would not keep the whole, or is not alike, or is held', async () => {
    const [a] = time() as [SheetLine];
    const cost = sheet.lines.find((line) => line.kind === 'disbursement') as SheetLine;
    expect(await refused({ do: 'divide', lines: named([a]), parts: [{ hours: '0.10' }, { hours: '0.10' }] })).toBe(
      'not-whole',
    );
    expect(await refused({ do: 'divide', lines: named([a]), parts: [{ hours: '0.10' }, { sharePpm: 1 }] })).toBe(
      'bad-input',
    );
    expect(await refused({ do: 'divide', lines: named([cost]), parts: [{ hours: '0.10' }, { hours: '1.00' }] })).toBe(
      'not-time',
    );
    expect(await refused({ do: 'combine', lines: named([a, cost]) })).toBe('not-alike');
    await edit({ do: 'hold', lines: named([a]), reason: 'Wait' });
    const held = sheet.lines.find((line) => line.id === a.id) as SheetLine;
    expect(
      await refused({ do: 'divide', lines: named([held]), parts: [{ sharePpm: 500_000 }, { sharePpm: 500_000 }] }),
    ).toBe('held');
    await step('undo');
  });

  it('rehearsed, nothing is done', async () => {
    const [line] = time() as [SheetLine];
    const before = shown();
    const rehearsed = await attempt(
      engine(),
      maya,
      'proformas edit',
      {
        id: sheet.id,
        operation: { do: 'divide', lines: named([line]), parts: [{ sharePpm: 500_000 }, { sharePpm: 500_000 }] },
        answer: 'changes',
      },
      { dryRun: true },
    );
    const value = rehearsed.ok ? (rehearsed.value as { changes: { lines: unknown[]; gone: string[] } }) : null;
    expect([value?.changes.lines.length, value?.changes.gone]).toEqual([2, [line.id]]);
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(shown()).toEqual(before);
  });

  it('everything undone step by step is as it was generated, and the books hold', async () => {
    while (sheet.canUndo) await step('undo');
    expect(time().map((line) => line.hours)).toEqual(['3.00', '2.00', '1.00']);
    while (sheet.canRedo) await step('redo');
    while (sheet.canUndo) await step('undo');
    expect(sheet.lines.length).toBe(4);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });
});
