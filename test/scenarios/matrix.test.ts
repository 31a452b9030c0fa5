import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
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

/**
 * The matrix of operations and their effects, each row driven through the real commands. A proforma of the London office
 * holds 1.00 h and 2.00 h at 345.00 and a cost of 486.00; VAT is 20 %. Figures are changes, in pence; what is left out
 * of a row does not change.
 */
interface Effects {
  /** WIP of the matter */
  readonly wip?: number;
  readonly receivable?: number;
  /** net of the proforma */
  readonly bill?: number;
  readonly tax?: number;
  /** measured as: billing variance (work minus bill), or a step of the WIP roll-forward */
  readonly variance?: number;
  readonly discount?: number;
  readonly purged?: number;
  readonly reRated?: number;
  readonly transferred?: number;
}

type On = (lines: { first: SheetLine; second: SheetLine; cost: SheetLine }) => Record<string, unknown>;

interface Row {
  readonly operation: string;
  readonly do: On;
  readonly effects: Effects;
  readonly reason: 'asked for' | 'not asked for';
}

const named = (...lines: readonly SheetLine[]) => lines.map(({ id, version }) => ({ id, version }));
const gbp = (minor: string) => ({ minor, currency: 'GBP' });
let otherMatter = '';
let payerId = '';

const ROWS: readonly Row[] = [
  {
    operation: 'exclude',
    do: ({ first }) => ({ do: 'exclude', lines: named(first) }),
    effects: { bill: -34_500, tax: -6_900 },
    reason: 'not asked for',
  },
  {
    operation: 'hold',
    do: ({ first }) => ({ do: 'hold', lines: named(first) }),
    effects: { bill: -34_500, tax: -6_900 },
    reason: 'asked for',
  },
  {
    operation: 'write down by hours: 1.00 h to 0.50 h',
    do: ({ first }) => ({ do: 'set-hours', lines: named(first), hours: '0.50' }),
    effects: { bill: -17_250, tax: -3_450, variance: 17_250 },
    reason: 'asked for',
  },
  {
    operation: 'write down by rate: 345.00 to 300.00',
    do: ({ first }) => ({ do: 'set-rate', lines: named(first), ratePerHour: '30000' }),
    effects: { bill: -4_500, tax: -900, variance: 4_500 },
    reason: 'asked for',
  },
  {
    operation: 'write up by amount: 486.00 to 500.00',
    do: ({ cost }) => ({ do: 'set-amount', lines: named(cost), amount: gbp('50000') }),
    effects: { bill: 1_400, tax: 280 },
    reason: 'asked for',
  },
  {
    operation: 'write down by percent: 10 % off both',
    do: ({ first, second }) => ({ do: 'change-by-percent', lines: named(first, second), percentPpm: -100_000 }),
    effects: { bill: -10_350, tax: -2_070, variance: 10_350 },
    reason: 'asked for',
  },
  {
    operation: 'no charge',
    do: ({ first }) => ({ do: 'no-charge', lines: named(first), on: true }),
    effects: { bill: -34_500, tax: -6_900, variance: 34_500 },
    reason: 'asked for',
  },
  {
    operation: 'do not print',
    do: ({ first }) => ({ do: 'print', lines: named(first), on: false }),
    effects: {},
    reason: 'not asked for',
  },
  {
    operation: 'purge',
    do: ({ first }) => ({ do: 'purge', lines: named(first), type: 'error' }),
    effects: { wip: -34_500, bill: -34_500, tax: -6_900, purged: -34_500 },
    reason: 'asked for',
  },
  {
    operation: 'adjustment: 100.00 off',
    do: () => ({ do: 'adjust', label: 'Discount', amount: gbp('-10000') }),
    effects: { bill: -10_000, tax: -2_000, variance: 10_000, discount: -10_000 },
    reason: 'asked for',
  },
  {
    operation: 'adjustment: a premium of 10 % on fees',
    do: () => ({ do: 'adjust', label: 'Premium', percentPpm: 100_000, spread: 'fees-only' }),
    effects: { bill: 10_350, tax: 2_070, discount: 10_350 },
    reason: 'asked for',
  },
  {
    operation: 'transfer at the same rates',
    do: ({ first }) => ({ do: 'transfer', lines: named(first), toMatterId: otherMatter, rates: 'keep' }),
    effects: { wip: -34_500, bill: -34_500, tax: -6_900 },
    reason: 'asked for',
  },
  {
    operation: 'divide',
    do: ({ second }) => ({ do: 'divide', lines: named(second), parts: [{ hours: '0.33' }, { hours: '1.67' }] }),
    effects: {},
    reason: 'not asked for',
  },
  {
    operation: 'combine',
    do: ({ first, second }) => ({ do: 'combine', lines: named(first, second) }),
    effects: {},
    reason: 'not asked for',
  },
  {
    // one payer here; several are in split.test.ts
    operation: 'split among payers',
    do: ({ first }) => ({ do: 'split', lines: named(first), shares: [{ payerId, sharePpm: 1_000_000 }] }),
    effects: {},
    reason: 'not asked for',
  },
  {
    // the matter's own rate of 400.00 was agreed after the work was recorded
    operation: 're-rate',
    do: ({ first }) => ({ do: 're-rate', lines: named(first) }),
    effects: { wip: 5_500, bill: 5_500, tax: 1_100, reRated: 5_500 },
    reason: 'asked for',
  },
  {
    operation: 'edit narrative, codes and date',
    do: ({ first }) => ({ do: 'set-words', lines: named(first), narrative: 'Drafting', taskCode: 'PA110' }),
    effects: {},
    reason: 'not asked for',
  },
  {
    operation: 'find and replace',
    do: ({ first, second }) => ({ do: 'replace-words', lines: named(first, second), find: 'work', by: 'Review' }),
    effects: {},
    reason: 'not asked for',
  },
];

let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let owen: Actor;
let matterId = '';
let sheet: Sheet;

const engine = (): TestDatabase['engine'] => database.engine;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  owen = await firm.as('owen.price');
  matterId = firm.matters.find((m) => m.number === '1002-001')?.id ?? '';
  otherMatter = firm.matters.find((m) => m.number === '1002-002')?.id ?? '';
  sheet = await proformaOn(engine(), firm, '1002-001', ['1.00', '2.00'], '48600');
  payerId = (sheet.payers as unknown as { payerId: string }[])[0]?.payerId ?? '';
  await act(engine(), maya, 'rates set', {
    level: 'matter',
    matterId,
    title: 'Associate',
    currency: 'GBP',
    ratePerHour: '40000',
    from: '2026-01-01',
    source: 'Agreed after the work was recorded',
  });
});
afterAll(() => database.close());

const lines = () => {
  const time = sheet.lines.filter((line) => line.kind === 'time');
  return {
    first: time.find((line) => line.hours === '1.00') as SheetLine,
    second: time.find((line) => line.hours === '2.00') as SheetLine,
    cost: sheet.lines.find((line) => line.kind === 'disbursement') as SheetLine,
  };
};

async function facts(): Promise<Record<keyof Effects, number>> {
  const cards = await act<{ wip: { minor: string }[] }>(engine(), maya, 'cards list', { matterId, open: 'true' });
  const matter = await act<{ receivable: { minor: string }[] }>(engine(), maya, 'matters show', { id: matterId });
  const today = engine().clock.today();
  const { rows } = await act<{ rows: Record<string, { minor: string }>[] }>(engine(), owen, 'roll-forward wip', {
    from: '2026-01-01',
    to: today,
    entityId: firm.entities.get('UK')?.id,
  });
  const roll = (step: string): number => Number(rows[0]?.[step]?.minor ?? 0);
  const now = (await sheetOf(engine(), maya, sheet.id)) as Sheet & { amounts: { adjustments: { minor: string } } };
  const { fees, disbursements, charges, tax, reduction, adjustments } = now.amounts;
  return {
    wip: Number(cards.wip[0]?.minor ?? 0),
    receivable: Number(matter.receivable[0]?.minor ?? 0),
    bill: Number(fees.minor) + Number(disbursements.minor) + Number(charges.minor),
    tax: Number(tax.minor),
    variance: Number(reduction.minor),
    discount: Number(adjustments.minor),
    purged: roll('purged'),
    reRated: roll('reRated'),
    transferred: roll('transferred'),
  };
}

function change(before: Record<keyof Effects, number>, after: Record<keyof Effects, number>): Effects {
  return Object.fromEntries(
    (Object.keys(before) as (keyof Effects)[])
      .map((key) => [key, after[key] - before[key]] as const)
      .filter(([, delta]) => delta !== 0),
  );
}

const said = ({ operation, effects, reason }: Row): string =>
  `${operation}: ${
    Object.entries(effects)
      .map(([what, minor]) => `${what} ${minor > 0 ? '+' : ''}${(minor / 100).toFixed(2)}`)
      .join(', ') || 'no money moves'
  }; reason ${reason}; undone, all is as before; redone, as after`;

describe('operations on a proforma', () => {
  it.each(ROWS.map((row) => [said(row), row] as const))('%s', async (_name, row) => {
    const operation = row.do(lines());
    const input = { id: sheet.id, operation };
    if (row.reason === 'asked for')
      expect(codeOf(await attempt(engine(), maya, 'proformas edit', input)), 'without a reason').toBe('bad-input');
    const withReason = row.reason === 'asked for' ? { ...input, operation: { ...operation, reason: 'Agreed' } } : input;
    const before = await facts();
    const linesBefore = JSON.stringify(sheet.lines.map(({ version: _v, ...line }) => line));

    const rehearsed = await attempt(engine(), maya, 'proformas edit', withReason, { dryRun: true });
    expect(change(before, await facts()), 'rehearsed').toEqual({});
    const done = await act<{ changed: number; after: { minor: string } }>(engine(), maya, 'proformas edit', withReason);
    expect(rehearsed.ok && rehearsed.value['changed'], 'the rehearsal told the count').toBe(done.changed);
    expect(rehearsed.ok && rehearsed.value['after'], 'the rehearsal told the money').toEqual(done.after);
    const after = await facts();
    expect(change(before, after)).toEqual(row.effects);
    expect(await brokenChecks(engine(), firm)).toEqual([]);

    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(change(before, await facts()), 'undone').toEqual({});
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(JSON.stringify(sheet.lines.map(({ version: _v, ...line }) => line)), 'its lines too').toBe(linesBefore);
    await act(engine(), maya, 'proformas redo', { id: sheet.id });
    expect(change(after, await facts()), 'redone').toEqual({});
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it('gather: a card of 100.00 joins; undone, it leaves again; no reason', async () => {
    await act(engine(), maya, 'cards record', {
      kind: 'charge',
      matterId,
      workDate: engine().clock.today(),
      amount: gbp('10000'),
      narrative: 'Search fee',
    });
    const before = await facts();
    await act(engine(), maya, 'proformas gather', { id: sheet.id });
    expect(change(before, await facts())).toEqual({ bill: 10_000, tax: 2_000 });
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(change(before, await facts())).toEqual({});
    await act(engine(), maya, 'proformas redo', { id: sheet.id });
    expect(change(before, await facts())).toEqual({ bill: 10_000, tax: 2_000 });
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it('transfer with other codes: what matches changes, undone it comes back', async () => {
    await act(engine(), maya, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'set-words', lines: named(lines().first), taskCode: 'PA110' },
    });
    sheet = await sheetOf(engine(), maya, sheet.id);
    const { first } = lines();
    const code = async () =>
      (await act<{ taskCode: string | null }>(engine(), maya, 'cards show', { id: first.cardId })).taskCode;
    const before = await code();
    const operation = {
      do: 'transfer',
      lines: named(first),
      toMatterId: otherMatter,
      rates: 're-rate',
      reason: 'Wrong matter',
      remap: [{ kind: 'task', from: 'PA110', to: 'PA120' }],
    };
    const unknown = { ...operation, remap: [{ kind: 'task', from: 'PA110', to: 'NONE' }] };
    expect(codeOf(await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation: unknown }))).toBe(
      'unknown-code',
    );
    await act(engine(), maya, 'proformas edit', { id: sheet.id, operation });
    expect(await code()).toBe('PA120');
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(await code()).toBe(before);
    await act(engine(), maya, 'proformas redo', { id: sheet.id });
    expect(await code()).toBe('PA120');
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(await brokenChecks(engine(), firm)).toEqual([]);
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it('re-rate keeps the edit of hours: 0.40 h × 400.00', async () => {
    const before = await facts();
    for (const operation of [
      { do: 'set-hours', lines: named(lines().first), hours: '0.40', reason: 'Over estimate' },
      null,
    ]) {
      const line = sheet.lines.find((l) => l.hours === '0.40');
      await act(engine(), maya, 'proformas edit', {
        id: sheet.id,
        operation: operation ?? { do: 're-rate', lines: named(line as SheetLine), reason: 'New rate' },
      });
      sheet = await sheetOf(engine(), maya, sheet.id);
    }
    expect(sheet.lines.find((l) => l.hours === '0.40')?.bill.minor).toBe('16000');
    // WIP is the whole hour at the new rate
    expect(change(before, await facts()).wip).toBe(5_500);
    for (let n = 0; n < 2; n += 1) await act(engine(), maya, 'proformas undo', { id: sheet.id });
    expect(change(before, await facts())).toEqual({});
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it.each([
    ['by value', { spread: 'by-value' }, [3450, 6900, 4860, 1000]],
    // 100.00 × 1 h and 2 h of 3 h, on 16210: 5403.33 and 10806.67
    ['by hours', { spread: 'by-hours' }, [5403, 10807, 0, 0]],
    ['to fees', { spread: 'fees-only' }, [5403, 10807, 0, 0]],
    ['to soft costs', { spread: 'soft-costs-only' }, null],
  ] as const)('a discount of 162.10 spread %s sums to the cent', async (_name, spread, parts) => {
    const operation = { do: 'adjust', label: 'Discount', amount: gbp('-16210'), reason: 'Agreed', ...spread };
    const outcome = await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation });
    if (parts === null) return expect(codeOf(outcome)).toBe('nothing-to-spread');
    const shown = (outcome.ok ? outcome.value['sheet'] : null) as {
      lines: readonly { id: string; adjustment: { minor: string } }[];
    };
    const of = (line: SheetLine): number =>
      0 - Number(shown.lines.find((l) => l.id === line.id)?.adjustment.minor ?? Number.NaN);
    const { first, second, cost } = lines();
    const charge = sheet.lines.find((line) => line.kind === 'charge') as SheetLine;
    expect([first, second, cost, charge].map(of)).toEqual(parts);
    expect(parts.reduce((a: number, b) => a + b, 0)).toBe(16_210);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it('a discount to named timekeepers lies on their time alone', async () => {
    const { first } = lines() as { first: SheetLine & { timekeeperId?: string } };
    const adjust = { do: 'adjust', label: 'Discount', percentPpm: -100_000, reason: 'Agreed', spread: 'timekeepers' };
    const nobody = await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation: adjust });
    expect(codeOf(nobody)).toBe('bad-input');
    const before = await facts();
    await act(engine(), maya, 'proformas edit', {
      id: sheet.id,
      operation: { ...adjust, timekeeperIds: [first.timekeeperId] },
    });
    // one person has all the time: 10 % of 1,035.00
    expect(change(before, await facts()).discount).toBe(-10_350);
    await act(engine(), maya, 'proformas undo', { id: sheet.id });
    sheet = await sheetOf(engine(), maya, sheet.id);
  });

  it('hold until an event: marked as happened, the line is back by itself', async () => {
    const { id: eventId } = await act<{ id: string }>(engine(), maya, 'expected-events add', {
      matterId,
      title: 'Grant',
      expectedOn: '2026-05-01',
    });
    const before = await facts();
    await act(engine(), maya, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'hold', lines: named(lines().first), reason: 'Bill on grant', untilEventId: eventId },
    });
    expect(change(before, await facts()).bill).toBe(-34_500);
    sheet = await sheetOf(engine(), maya, sheet.id);
    expect(lines().first.held).toMatchObject({ untilEvent: 'Grant' });
    const happened = await act<{ released: number }>(engine(), maya, 'expected-events happened', {
      id: eventId,
      on: engine().clock.today(),
    });
    expect(happened.released).toBe(1);
    expect(change(before, await facts())).toEqual({});
    sheet = await sheetOf(engine(), maya, sheet.id);
    const again = { do: 'hold', lines: named(lines().first), reason: 'Again', untilEventId: eventId };
    expect(codeOf(await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation: again }))).toBe(
      'happened',
    );
  });
});

describe('billing and what puts it right', () => {
  // net 1,035.00 + 486.00 + 100.00 = 1,621.00; VAT 324.20
  let invoiceId = '';
  const billed = async (): Promise<void> => {
    const ready = await approved(engine(), firm, sheet.id);
    const { invoices } = await act<{ invoices: { id: string }[] }>(engine(), maya, 'invoices bill', {
      proformas: [{ id: ready.id, version: ready.version }],
      invoiceDate: engine().clock.today(),
    });
    invoiceId = invoices[0]?.id ?? '';
  };
  /** Only what is asked of the matter: the sheet of a billed proforma shows what was billed. */
  const money = async () => {
    const { wip, receivable } = await facts();
    return { wip, receivable };
  };
  const moved = async (before: { wip: number; receivable: number }) => {
    const now = await money();
    return [now.wip - before.wip, now.receivable - before.receivable];
  };

  it('bill: WIP relieved, receivable is the invoice’s total', async () => {
    const before = await money();
    await billed();
    expect(await moved(before)).toEqual([-162_100, 194_520]);
  });

  it('unbill: WIP restored, receivable reversed, edits kept; a reason is asked for', async () => {
    const before = await money();
    expect(codeOf(await attempt(engine(), maya, 'invoices unbill', { invoiceId }))).toBe('bad-input');
    await act(engine(), maya, 'invoices unbill', { invoiceId, reason: 'Wrong day' });
    expect(await moved(before)).toEqual([162_100, -194_520]);
    expect((await sheetOf(engine(), maya, sheet.id)).canUndo).toBe(true);
    await billed();
    expect(await moved(before)).toEqual([0, 0]);
  });

  it('credit note to WIP: the named card only; receivable less its gross; a reason is asked for', async () => {
    const before = await money();
    const input = { invoiceId, toWip: true, lines: [{ lineNo: 1 }] };
    expect(codeOf(await attempt(engine(), maya, 'invoices credit', input))).toBe('bad-input');
    await act(engine(), maya, 'invoices credit', { ...input, reason: 'Not ours' });
    const [wip = 0, receivable] = await moved(before);
    expect([34_500, 69_000]).toContain(wip);
    expect(receivable).toBe(-wip * 1.2);
  });

  it('credit note without WIP: receivable less, WIP stays; a reason is asked for', async () => {
    const before = await money();
    const input = { invoiceId, toWip: false, amount: '6000' };
    expect(codeOf(await attempt(engine(), maya, 'invoices credit', input))).toBe('bad-input');
    await act(engine(), maya, 'invoices credit', { ...input, reason: 'Goodwill' });
    expect((await moved(before))[0]).toBe(0);
    expect((await moved(before))[1]).toBeLessThan(0);
  });

  it('write-off: receivable less, WIP stays; reversed, it is owed again; a reason is asked for', async () => {
    const before = await money();
    const input = { receivableId: invoiceId, amount: '1200', reasonKind: 'goodwill' };
    expect(codeOf(await attempt(engine(), ruth, 'write-offs ask', input))).toBe('bad-input');
    const { id } = await act<{ id: string }>(engine(), ruth, 'write-offs ask', { ...input, reason: 'Small' });
    expect(await moved(before)).toEqual([0, -1_200]);
    await act(engine(), ruth, 'write-offs reverse', { id, reason: 'Paid after all' });
    expect(await moved(before)).toEqual([0, 0]);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });
});
