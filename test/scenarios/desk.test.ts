import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/platform/command.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import {
  approved,
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
let ruth: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
});
afterAll(() => database.close());

const engine = (): TestDatabase['engine'] => database.engine;

function named(lines: readonly SheetLine[]): { id: string; version: number }[] {
  return lines.map(({ id, version }) => ({ id, version }));
}

async function edit(sheet: Sheet, operation: Record<string, unknown>, actor = maya): Promise<Sheet> {
  const after = await act<{ sheet: Sheet }>(engine(), actor, 'proformas edit', { id: sheet.id, operation });
  return after.sheet;
}

async function wipOf(cardId: string): Promise<{ wip: string; state: string }> {
  const card = await act<{ wip: { minor: string }; where: { state: string } }>(engine(), maya, 'cards show', {
    id: cardId,
  });
  return { wip: card.wip.minor, state: card.where.state };
}

describe('the operations of the desk', () => {
  let sheet: Sheet;
  const first = (): SheetLine => sheet.lines[0] as SheetLine;

  it('begin from 1.00 h, 2.00 h and 3.00 h at 345.00 and a cost of 486.00: 2,556.00 and 20 % VAT', async () => {
    sheet = await proformaOn(engine(), firm, '1002-001', ['1.00', '2.00', '3.00'], '48600');
    // 6.00 × 345.00 = 2,070.00; + 486.00 = 2,556.00; VAT 511.20
    expect([
      sheet.amounts.fees.minor,
      sheet.amounts.disbursements.minor,
      sheet.amounts.tax.minor,
      sheet.amounts.total.minor,
    ]).toEqual(['207000', '48600', '51120', '306720']);
  });

  it('exclude: leaves this proforma, WIP stays; include is its way back', async () => {
    const line = first();
    sheet = await edit(sheet, { do: 'exclude', lines: named([line]) });
    expect(sheet.amounts.fees.minor).toBe(String(207000 - Number(line.amount.minor)));
    expect(await wipOf(line.cardId)).toEqual({ wip: line.amount.minor, state: 'unbilled' });
    sheet = await edit(sheet, { do: 'include', lines: named([first()]) });
    expect(sheet.amounts.fees.minor).toBe('207000');
  });

  it('hold: the card waits with its reason; release brings it back', async () => {
    const line = first();
    sheet = await edit(sheet, { do: 'hold', lines: named([line]), reason: 'Response not filed yet' });
    expect((await wipOf(line.cardId)).state).toBe('held');
    expect(sheet.amounts.fees.minor).toBe(String(207000 - Number(line.amount.minor)));
    sheet = await edit(sheet, { do: 'release', lines: named([first()]) });
    expect(sheet.amounts.fees.minor).toBe('207000');
  });

  it('no charge: bills zero and counts as reduction, WIP stays until billed', async () => {
    const line = first();
    sheet = await edit(sheet, { do: 'no-charge', lines: named([line]), on: true, reason: 'Courtesy' });
    expect([first().bill.minor, sheet.amounts.reduction.minor]).toEqual(['0', line.amount.minor]);
    expect((await wipOf(line.cardId)).wip).toBe(line.amount.minor);
    sheet = await edit(sheet, {
      do: 'no-charge',
      lines: named([first()]),
      on: false,
      reason: 'Charged after all',
    });
  });

  it('do not print: the value is still counted', async () => {
    sheet = await edit(sheet, { do: 'print', lines: named([first()]), on: false });
    expect(sheet.amounts.fees.minor).toBe('207000');
    sheet = await edit(sheet, { do: 'print', lines: named([first()]), on: true });
  });

  it('edit of hours, rate and amount: bill value follows, WIP doesn’t', async () => {
    const cardId = first().cardId;
    const before = await wipOf(cardId);
    sheet = await edit(sheet, {
      do: 'set-hours',
      lines: named([first()]),
      hours: '0.50',
      reason: 'Over estimate',
    });
    expect(first().bill.minor).toBe('17250'); // 0.50 × 345.00
    sheet = await edit(sheet, {
      do: 'set-rate',
      lines: named([first()]),
      ratePerHour: '30000',
      reason: 'Junior rate agreed',
    });
    expect(first().bill.minor).toBe('15000'); // 0.50 × 300.00
    sheet = await edit(sheet, {
      do: 'set-amount',
      lines: named([first()]),
      amount: { minor: '12345', currency: 'GBP' },
      reason: 'Agreed with client',
    });
    expect(first().bill.minor).toBe('12345');
    sheet = await edit(sheet, {
      do: 'change-by-percent',
      lines: named([first()]),
      percentPpm: -100_000,
      reason: 'Ten per cent less',
    });
    expect(first().bill.minor).toBe('11110'); // 123.45 − 12.35 (12.345 half-up)
    expect(await wipOf(cardId)).toEqual(before);
  });

  it('undo and redo, step by step, also after a reload', async () => {
    const steps = ['12345', '15000', '17250'];
    for (const expected of steps) {
      await act(engine(), maya, 'proformas undo', { id: sheet.id });
      sheet = await sheetOf(engine(), maya, sheet.id);
      expect(first().bill.minor).toBe(expected);
    }
    for (const expected of ['15000', '12345', '11110']) {
      await act(engine(), maya, 'proformas redo', { id: sheet.id });
      sheet = await sheetOf(engine(), maya, sheet.id);
      expect(first().bill.minor).toBe(expected);
    }
    expect(sheet.canRedo).toBe(false);
  });

  it('restore: everything as recorded', async () => {
    sheet = await edit(sheet, { do: 'restore', lines: named([first()]) });
    expect(sheet.amounts.fees.minor).toBe('207000');
  });

  it('a stale line version is refused and shows both', async () => {
    const stale = named([first()]);
    sheet = await edit(sheet, { do: 'set-words', lines: named([first()]), narrative: 'Drafting the claims' });
    const refused = await attempt(engine(), ruth, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'set-words', lines: stale, narrative: 'Something else' },
    });
    expect(codeOf(refused)).toBe('stale');
    expect(refused.ok ? null : refused.refusal.details).toEqual({
      yours: stale[0]?.version,
      theirs: first().version,
    });
  });

  it('adjustment: −100.00 spread by value sums to the cent; undone, it is gone', async () => {
    sheet = await edit(sheet, {
      do: 'adjust',
      label: 'Agreed discount',
      amount: { minor: '-10000', currency: 'GBP' },
      reason: 'Agreed discount',
    });
    const net = Number(sheet.amounts.fees.minor) + Number(sheet.amounts.disbursements.minor);
    expect(net).toBe(255600 - 10000);
    expect(sheet.lines.reduce((n, l) => n + Number(l.bill.minor), 0)).toBe(net);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(sheet.amounts.fees.minor).toBe('207000');
  });

  it('refuses a discount that is more than there is', async () => {
    const refused = await attempt(engine(), maya, 'proformas edit', {
      id: sheet.id,
      operation: {
        do: 'adjust',
        label: 'Too much',
        amount: { minor: '-300000', currency: 'GBP' },
        spread: 'fees-only',
        reason: 'x',
      },
    });
    expect(codeOf(refused)).toBe('too-much');
  });

  it('purge: WIP is relieved now, by an event; undo is a reversing event', async () => {
    const line = sheet.lines.find((l) => l.bill.minor === '34500') as SheetLine; // 1.00 h, within Maya’s limit of 500.00
    sheet = await edit(sheet, {
      do: 'purge',
      lines: named([line]),
      type: 'error',
      reason: 'Recorded by mistake',
    });
    expect(await wipOf(line.cardId)).toEqual({ wip: '0', state: 'purged' });
    expect(sheet.lines.some((l) => l.cardId === line.cardId)).toBe(false);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect((await wipOf(line.cardId)).wip).toBe(line.amount.minor);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });

  it('purge above one’s limit is refused', async () => {
    const all = sheet.lines.filter((l) => l.kind === 'time');
    const refused = await attempt(engine(), maya, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'purge', lines: named(all), type: 'courtesy', reason: 'All of it' },
    });
    expect(codeOf(refused)).toBe('over-limit'); // 2,070.00 against Maya’s 500.00
  });

  it('transfer: leaves the source, enters the target, and comes back', async () => {
    const line = first();
    const target = firm.matters.find((m) => m.number === '1002-002');
    sheet = await edit(sheet, {
      do: 'transfer',
      lines: named([line]),
      toMatterId: target?.id,
      rates: 'keep',
      reason: 'Wrong matter',
    });
    const moved = await act<{ matterId: string; wip: { minor: string } }>(engine(), maya, 'cards show', {
      id: line.cardId,
    });
    expect([moved.matterId, moved.wip.minor]).toEqual([target?.id, line.amount.minor]);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(sheet.amounts.fees.minor).toBe('207000');
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });

  it('re-rate: the tables again, hour edits kept', async () => {
    sheet = await edit(sheet, { do: 'set-hours', lines: named([first()]), hours: '0.40', reason: 'Less' });
    const matter = firm.matters.find((m) => m.number === '1002-001');
    await act(engine(), maya, 'rates set', {
      level: 'matter',
      matterId: matter?.id,
      title: 'Associate',
      currency: 'GBP',
      ratePerHour: '40000',
      from: '2026-01-01',
      source: 'New agreement',
    });
    const time = sheet.lines.filter((l) => l.kind === 'time');
    sheet = await edit(sheet, { do: 're-rate', lines: named(time), reason: 'New agreement' });
    // 0.40 + the other two lines’ hours at 400.00
    const hours = sheet.lines
      .filter((l) => l.kind === 'time')
      .reduce((n, l) => n + Number(l.hours.replace('.', '')), 0);
    expect(Number(sheet.amounts.fees.minor)).toBe(hours * 400);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(sheet.amounts.fees.minor).toBe('207000');
  });

  it('an edit after approval voids it', async () => {
    await edit(sheet, {
      do: 'set-words',
      lines: named([first()]),
      narrative: 'Drafting the independent claims',
    });
    sheet = await approved(engine(), firm, sheet.id);
    expect(sheet.state).toBe('approved');
    sheet = await edit(sheet, { do: 'set-words', lines: named([first()]), narrative: 'Drafting claim 1' });
    expect(sheet.state).toBe('pre-review');
  });

  it('nobody approves a reduction of their own', async () => {
    await edit(sheet, { do: 'set-hours', lines: named([first()]), hours: '0.10', reason: 'Less' }, ruth);
    sheet = await sheetOf(engine(), maya, sheet.id);
    const refused = await attempt(engine(), ruth, 'proformas approve', {
      proformas: [{ id: sheet.id, version: sheet.version }],
    });
    expect(codeOf(refused)).toBe('four-eyes');
  });
});
