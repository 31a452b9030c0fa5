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
  sheetOf,
  testFirm,
  type TestFirm,
} from '../support/firm.ts';

/** A matter that one payer bears for 60 % and another for 40 %, untaxed; some of its lines are split otherwise. */
let database: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => database.close());

const engine = (): TestDatabase['engine'] => database.engine;

interface Payer {
  readonly payerId: string;
  readonly sharePpm: number;
  readonly net: { readonly minor: string };
}
interface Split extends Omit<Sheet, 'payers' | 'lines'> {
  readonly payers: readonly Payer[];
  readonly lines: readonly (Sheet['lines'][number] & { readonly split: string })[];
}
interface Invoice {
  readonly id: string;
  readonly lines: readonly {
    readonly lineNo: number;
    readonly sharePpm: number;
    readonly bill: { readonly minor: string };
    readonly narrative: string;
  }[];
}

const seen = async (id: string): Promise<Split> => (await sheetOf(engine(), maya, id)) as unknown as Split;
const nets = (sheet: Split): number[] => sheet.payers.map((payer) => Number(payer.net.minor));

async function split(sheet: Split, at: readonly number[], shares: readonly [number, number]) {
  const operation = {
    do: 'split',
    lines: at.map((i) => ({ id: sheet.lines[i]?.id, version: sheet.lines[i]?.version })),
    shares: sheet.payers
      .map(({ payerId }, i) => ({ payerId, sharePpm: shares[i] ?? 0 }))
      .filter(({ sharePpm }) => sharePpm > 0),
  };
  return await attempt(engine(), maya, 'proformas edit', { id: sheet.id, operation });
}

async function bill(id: string): Promise<Invoice[]> {
  const ready = await approved(engine(), firm, id);
  const { invoices } = await act<{ invoices: { id: string }[] }>(engine(), maya, 'invoices bill', {
    proformas: [{ id, version: ready.version }],
    invoiceDate: engine().clock.today(),
  });
  const shown: Invoice[] = [];
  for (const invoice of invoices) shown.push(await act<Invoice>(engine(), maya, 'invoices show', { id: invoice.id }));
  return shown;
}

const wipOf = async (matterId: string | undefined): Promise<number> => {
  const cards = await act<{ wip: { minor: string }[] }>(engine(), maya, 'cards list', { matterId, open: 'true' });
  return Number(cards.wip[0]?.minor ?? 0);
};

describe('a line split among payers otherwise than the matter', () => {
  let id = '';
  let values: number[] = [];
  const matterId = (): string | undefined => firm.matters.find((m) => m.number === '1003-001')?.id;

  it('goes to each payer by its own shares; undone it goes by the matter’s, redone by its own', async () => {
    ({ id } = await proformaOn(engine(), firm, '1003-001', ['1.00', '2.00'], '48601'));
    const before = await seen(id);
    values = before.lines.map((line) => Number(line.bill.minor));
    const whole = values.reduce((a, b) => a + b, 0);
    expect(nets(before).reduce((a, b) => a + b, 0)).toBe(whole);
    expect(codeOf(await split(before, [0], [500_000, 400_000]))).toBe('bad-input');
    // the first line is the second payer’s alone, the second is halved
    expect(codeOf(await split(before, [0], [0, 1_000_000]))).toBe('done');
    expect(codeOf(await split(await seen(id), [1], [500_000, 500_000]))).toBe('done');
    const after = await seen(id);
    const [first = 0, second = 0, cost = 0] = values;
    expect(nets(after)[1]).toBe(first + second / 2 + Math.floor(cost * 0.4));
    expect(nets(after).reduce((a, b) => a + b, 0)).toBe(whole);
    expect(after.lines[0]?.split).toMatch(/^.+ 100 %$/);
    for (const verb of ['undo', 'undo'] as const) await act(engine(), maya, `proformas ${verb}`, { id });
    expect(nets(await seen(id))).toEqual(nets(before));
    for (const verb of ['redo', 'redo'] as const) await act(engine(), maya, `proformas ${verb}`, { id });
    expect(nets(await seen(id))).toEqual(nets(after));
    const redline = await act<{ lines: { fields: { field: string; before: string; after: string }[] }[] }>(
      engine(),
      maya,
      'proformas redline',
      { id },
    );
    expect(redline.lines[0]?.fields[0]).toMatchObject({ field: 'payers', before: 'as the matter' });
  });

  it('divided it stays split; restored it is the matter’s again', async () => {
    const before = await seen(id);
    const [line] = before.lines;
    await act(engine(), maya, 'proformas edit', {
      id,
      operation: {
        do: 'divide',
        lines: [{ id: line?.id, version: line?.version }],
        parts: [{ sharePpm: 500_000 }, { sharePpm: 500_000 }],
      },
    });
    const parts = (await seen(id)).lines.filter((one) => one.split === line?.split);
    expect(parts).toHaveLength(2);
    await act(engine(), maya, 'proformas undo', { id });
    expect(nets(await seen(id))).toEqual(nets(before));
  });

  it('is billed so: each invoice has its lines with their shares; WIP is relieved once, whole', async () => {
    const sheet = await seen(id);
    const invoices = await bill(id);
    const totals = invoices.map((invoice) => invoice.lines.reduce((sum, line) => sum + Number(line.bill.minor), 0));
    expect(totals.toSorted((a, b) => a - b)).toEqual(nets(sheet).toSorted((a, b) => a - b));
    const shares = invoices.map((invoice) => invoice.lines.map((line) => line.sharePpm));
    expect(shares.toSorted((a, b) => a.length - b.length)).toEqual([
      [500_000, 600_000],
      [1_000_000, 500_000, 400_000],
    ]);
    expect(await wipOf(matterId())).toBe(0);
    const alone = invoices.find((invoice) => invoice.lines.length === 3);
    const line = alone?.lines.find(({ sharePpm }) => sharePpm === 1_000_000);
    await act(engine(), maya, 'invoices credit', {
      invoiceId: alone?.id,
      toWip: true,
      lines: [{ lineNo: line?.lineNo }],
      reason: 'Not ours',
    });
    expect(await wipOf(matterId())).toBe(values[0]);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });
});

describe('all lines split to one payer', () => {
  it('make one invoice; unbilled and billed again, they are split as before', async () => {
    const { id } = await proformaOn(engine(), firm, '1003-002', ['1.00', '0.50']);
    expect(codeOf(await split(await seen(id), [0, 1], [1_000_000, 0]))).toBe('done');
    const [invoice, ...none] = await bill(id);
    expect(none).toEqual([]);
    expect(invoice?.lines.map((line) => line.sharePpm)).toEqual([1_000_000, 1_000_000]);
    await act(engine(), maya, 'invoices unbill', { invoiceId: invoice?.id, reason: 'Wrong day' });
    expect((await seen(id)).lines.map((line) => line.split !== '')).toEqual([true, true]);
    expect(await bill(id)).toHaveLength(1);
    expect(await brokenChecks(engine(), firm)).toEqual([]);
  });
});

describe('what a split can’t hide', () => {
  it('a hidden line of a payer who gets no printed one stops approval', async () => {
    const { id } = await proformaOn(engine(), firm, '1003-003', ['1.00', '2.00']);
    expect(codeOf(await split(await seen(id), [0], [1_000_000, 0]))).toBe('done');
    expect(codeOf(await split(await seen(id), [1], [0, 1_000_000]))).toBe('done');
    const [line] = (await seen(id)).lines;
    await act(engine(), maya, 'proformas edit', {
      id,
      operation: { do: 'print', lines: [{ id: line?.id, version: line?.version }], on: false },
    });
    const { problems } = (await seen(id)) as unknown as { problems: { what: string }[] };
    expect(problems.map((problem) => problem.what).join(' ')).toContain('All time lines are hidden');
  });
});
