import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { frozenInformation, pdfData } from '../../src/modules/invoices/index.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, proformaOn, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

/** What isn't billed yet, shown to a client or a partner as often as wanted. */
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;

beforeAll(async () => {
  db = await testDatabase();
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

interface Made {
  readonly made: readonly {
    readonly id: string;
    readonly number: string;
    readonly matters: string;
    readonly cards: number;
    readonly net: { readonly minor: string; readonly currency: string };
    readonly proforma: { readonly number: string } | null;
  }[];
}

const idOf = (number: string): string => firm.matters.find((m) => m.number === number)?.id ?? '';
const make = async (input: Record<string, unknown>): Promise<Made> =>
  await act<Made>(db.engine, maya, 'information-proformas make', { forWhom: 'The patent department', ...input });

describe('a copy for information', () => {
  let proformaId = '';

  it('shows a proforma as it stands, edits and discounts included, and changes nothing of it', async () => {
    const sheet = await proformaOn(db.engine, firm, '1001-001', ['1.00', '2.00'], '10000');
    proformaId = sheet.id;
    await act(db.engine, maya, 'proformas edit', {
      id: sheet.id,
      operation: {
        do: 'exclude',
        lines: sheet.lines.slice(0, 1).map(({ id, version }) => ({ id, version })),
      },
    });
    const discount = { do: 'adjust', label: 'Discount', percentPpm: -100_000, reason: 'Agreed' };
    await act(db.engine, maya, 'proformas edit', { id: sheet.id, operation: discount });
    const before = await sheetOf(db.engine, maya, sheet.id);
    const [copy] = (await make({ proformaId: sheet.id })).made;
    const net = Number(before.amounts.total.minor) - Number(before.amounts.tax.minor);
    expect(copy).toMatchObject({ number: 'I-1', matters: '1001-001', cards: 2, net: { minor: String(net) } });
    expect(await sheetOf(db.engine, maya, sheet.id)).toEqual(before);
    // made again, and the same cards stand on both
    expect((await make({ proformaId: sheet.id })).made[0]?.number).toBe('I-2');
    const card = await act<{ information: string[] }>(db.engine, maya, 'cards show', { id: before.lines[1]?.cardId });
    expect(card.information).toEqual(['I-2', 'I-1']);
  });

  it('says on its pages that nothing is due, and stays what it was when the proforma changes', async () => {
    const { rows } = await act<{ rows: { id: string; number: string }[] }>(
      db.engine,
      maya,
      'information-proformas list',
      {},
    );
    const first = rows.find((row) => row.number === 'I-1');
    const frozen = await frozenInformation(db.engine, first?.id ?? '');
    await act(db.engine, maya, 'proformas undo', { id: proformaId });
    expect(await frozenInformation(db.engine, first?.id ?? '')).toEqual(frozen);
    if (!frozen) throw new Error('no copy');
    const pdf = pdfData(frozen);
    expect(pdf).toMatchObject({ kind: 'FOR INFORMATION', nothingDue: true, watermark: 'NO INVOICE', taxSummary: [] });
    expect(pdf.notes.join(' ')).toContain('no invoice: nothing is due');
    expect(pdf.totals.at(-1)).toMatchObject({ label: 'Not billed yet, before tax' });
    expect(pdf.totals.some((row) => row.label.startsWith('Tax'))).toBe(false);
  });

  it('shows all open work of a client, whether it is on a proforma or held, by case and in one copy per currency', async () => {
    await act(db.engine, maya, 'cards record', {
      kind: 'disbursement',
      costKind: 'hard',
      matterId: idOf('1001-002'),
      workDate: '2026-03-20',
      amount: { minor: '5000', currency: 'GBP' },
      narrative: 'Search fee',
    });
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, maya, 'clients list', { words: '1001' });
    const cards = await act<{ wip: { minor: string }[]; total: number }>(db.engine, maya, 'cards list', {
      clientId: rows[0]?.id,
      open: 'true',
    });
    const { made } = await make({ clientId: rows[0]?.id });
    expect(made).toMatchObject([
      { matters: '1001-001, 1001-002', cards: cards.total, net: cards.wip[0], proforma: null },
    ]);
    const frozen = await frozenInformation(db.engine, made[0]?.id ?? '');
    expect(frozen?.matters?.map((matter) => matter.number)).toEqual(['1001-001', '1001-002']);
    // what came after the day isn't on it
    expect((await make({ clientId: rows[0]?.id, throughDay: '2026-03-20' })).made[0]?.cards).toBe(1);
  });

  it('is refused where there is nothing to show, or more than one thing is named; the books don’t know of it', async () => {
    const tried = async (input: Record<string, unknown>): Promise<string> =>
      codeOf(await attempt(db.engine, maya, 'information-proformas make', { forWhom: 'Us', ...input }));
    expect(await tried({})).toBe('bad-input');
    expect(await tried({ proformaId, matterId: idOf('1001-001') })).toBe('bad-input');
    expect(await tried({ matterId: idOf('1002-001') })).toBe('nothing-to-do');
    expect(await tried({ matterId: idOf('1001-001'), throughDay: '2026-04-01' })).toBe('future-date');
    expect(await tried({ proformaId: idOf('1001-001') })).toBe('not-found');
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
