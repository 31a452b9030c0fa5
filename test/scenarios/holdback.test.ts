import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { type Day, day } from '../../src/kernel/day.ts';
import { matterFields } from '../../src/modules/matters/contract.ts';
import { attempt, brokenChecks, codeOf, proformaOn } from '../support/firm.ts';
import type { BilledInvoice } from '../support/money.ts';
import { capAt, type Terms, termsDesk, type TermsDesk } from '../support/terms.ts';

/** A year under a holdback of 10 %, a discount of 10 % and a hard cap of 10,000.00, in GBP at 200.00 an hour. */
let at: TermsDesk;
let letter = '';
let line = '';
const A = '1006-001';
const invoices: BilledInvoice[] = [];

beforeAll(async () => {
  at = await termsDesk(day('2026-01-20'));
  await at.rateOf200(A);
  letter = await at.engagement('Until grant', [A]);
  await at.clause(letter, '2', { kind: 'discount', percentPpm: 100_000, on: 'fees-and-charges' });
  await at.clause(letter, '3', capAt('1000000', { on: 'all' }));
  line = await at.clause(letter, '4', { kind: 'holdback', percentPpm: 100_000, on: 'fees-and-charges' });
});
afterAll(() => at.db.close());

const moveTo = (on: string): void => at.db.engine.clock.moveTo(on as Day);

/** Held back, released and left, as one text. */
async function held(): Promise<string> {
  const { rows } = await act<{
    rows: { held: { minor: string }; released: { minor: string }; left: { minor: string } }[];
  }>(at.db.engine, at.maya, 'arrangements held-back', { engagementId: letter });
  return rows.map((row) => `${row.held.minor} − ${row.released.minor} = ${row.left.minor}`).join();
}

async function used(): Promise<string> {
  const found = await act<{ uses: { number: string; used: { minor: string } }[] }>(
    at.db.engine,
    at.maya,
    'engagements in-force',
    { matterId: at.matterOf(A).id },
  );
  return found.uses.find((use) => use.number === '3')?.used.minor ?? '';
}

async function release(more: Terms = {}) {
  return await attempt(at.db.engine, at.maya, 'arrangements release', {
    lineId: line,
    matterId: at.matterOf(A).id,
    on: at.db.engine.clock.today(),
    words: 'Fees held back until grant',
    ...more,
  });
}

const unbill = async (nth: number) =>
  await attempt(at.db.engine, at.maya, 'invoices unbill', { invoiceId: invoices[nth]?.id, reason: 'Wrong reference' });

describe('what a clause holds back', () => {
  it('is a part of what the other clauses leave: 4,000.00 − 400.00 = 3,600.00; 360.00 held back, 3,240.00 billed', async () => {
    const id = await at.work(A, '20');
    expect(await at.changes(id)).toEqual({
      '10 % discount on fees and charges (clause 2)': -40_000,
      '10 % of fees and charges held back (clause 4)': -36_000,
    });
    const invoice = await at.billed(id);
    invoices.push(invoice);
    expect(await held()).toBe('36000 − 0 = 36000');
    // the cap counts it with the bill that held it
    expect(await used()).toBe('360000');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('is explained from an invoice line to its clause', async () => {
    const explained = await act<{ steps: { sentence: string }[] }>(at.db.engine, at.maya, 'price explain', {
      invoice: invoices[0]?.id,
      lineNo: 1,
    });
    expect(explained.steps.map((step) => step.sentence).join(' ')).toContain(
      '10 % of fees and charges of 3,600.00 is 360.00 GBP; it is held back and billed when it is released, by clause 4 of “Until grant”',
    );
  });

  it('goes with what is credited: half of the line given up, half of what was held back of it', async () => {
    const note = await act<{ id: string }>(at.db.engine, at.maya, 'invoices credit', {
      invoiceId: invoices[0]?.id,
      reason: 'Agreed by telephone',
      toWip: false,
      lines: [{ lineNo: 1, amount: '162000' }],
    });
    expect([await held(), await used()]).toEqual(['18000 − 0 = 18000', '180000']);
    await act(at.db.engine, at.maya, 'invoices reverse-credit', { correctionId: note.id, reason: 'Agreed otherwise' });
    expect([await held(), await used()]).toEqual(['36000 − 0 = 36000', '360000']);
  });

  it('goes with the bill that is taken back, and comes again with it', async () => {
    const back = await unbill(0);
    expect(codeOf(back)).toBe('done');
    expect([await held(), await used()]).toEqual(['', '0']);
    const proformaId = String((back.ok ? back.value : {})['proformaId']);
    invoices[0] = await at.billed(proformaId);
    expect(await held()).toBe('36000 − 0 = 36000');
  });

  it('leaves no room under a cap: 3,600.00 + 3,600.00 + 2,800.00 = 10,000.00 of which 1,000.00 is held back', async () => {
    moveTo('2026-02-20');
    invoices.push(await at.billed(await at.work(A, '20')));
    expect([await held(), await used()]).toEqual(['72000 − 0 = 72000', '720000']);
    moveTo('2026-03-20');
    const id = await at.work(A, '20');
    // 4,000.00 − 400.00 = 3,600.00; 7,200.00 + 3,600.00 − 10,000.00 = 800.00; 10 % × 2,800.00
    expect(await at.changes(id)).toEqual({
      '10 % discount on fees and charges (clause 2)': -40_000,
      'Agreed cap (clause 3)': -80_000,
      '10 % of fees and charges held back (clause 4)': -28_000,
    });
    invoices.push(await at.billed(id));
    expect([await held(), await used()]).toEqual(['100000 − 0 = 100000', '1000000']);
  });

  it('is released in parts, each a charge that no clause touches, though the cap is used up', async () => {
    moveTo('2026-05-20');
    expect(codeOf(await release({ amount: '100001' }))).toBe('bad-input');
    expect(codeOf(await release({ amount: '0' }))).toBe('bad-input');
    expect(codeOf(await release({ amount: '40000' }))).toBe('done');
    expect(await held()).toBe('100000 − 40000 = 60000');
    expect(codeOf(await release())).toBe('done');
    expect(codeOf(await release())).toBe('nothing-left');
    const run = await act<{ outcomes: { proformaId: string }[] }>(at.db.engine, at.maya, 'runs start', {
      throughDay: at.db.engine.clock.today(),
      matterId: at.matterOf(A).id,
    });
    const id = run.outcomes[0]?.proformaId ?? '';
    expect(await at.changes(id)).toEqual({});
    const sheet = await at.desk(id);
    expect((sheet.amounts as { charges: { minor: string } }).charges.minor).toBe('100000');
    // Known by their cards: parts of them would be discounted and held back again.
    const charges = sheet.lines.map(({ id: lineId, version }) => ({ id: lineId, version }));
    expect(charges).toHaveLength(2);
    for (const operation of [
      { do: 'divide', lines: charges.slice(0, 1), parts: [{}, {}] },
      { do: 'combine', lines: charges },
    ])
      expect(codeOf(await at.edit(id, operation))).toBe('made-by-clause');
    const invoice = await at.billed(id);
    expect([await held(), await used()]).toEqual(['100000 − 100000 = 0', '1000000']);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
    invoices.push(invoice);
  });

  it('can’t be billed twice: a bill whose holdback was released is taken back only after the release', async () => {
    expect(codeOf(await unbill(1))).toBe('released');
    const credit = {
      invoiceId: invoices[1]?.id,
      reason: 'Goodwill',
      toWip: false,
      lines: [{ lineNo: 1, amount: '1000' }],
    };
    expect(codeOf(await attempt(at.db.engine, at.maya, 'invoices credit', credit))).toBe('released');
    expect(codeOf(await unbill(3))).toBe('done');
    const { rows } = await act<{ rows: { id: string; takenBack: string | null }[] }>(
      at.db.engine,
      at.maya,
      'arrangements charges',
      { engagementId: letter },
    );
    // they are on the proforma that came back
    const charge = rows.find((row) => row.takenBack === null);
    expect(codeOf(await unbill(1))).toBe('released');
    const taken = await attempt(at.db.engine, at.maya, 'arrangements take-back', {
      id: charge?.id,
      reason: 'Too early',
    });
    expect(codeOf(taken)).not.toBe('done');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});

it('is on Today once no more time comes to its matter', async () => {
  const onToday = async (): Promise<string[]> => {
    const { tasks } = await act<{ tasks: { what: string }[] }>(at.db.engine, at.maya, 'today show', {});
    return tasks.map((task) => task.what).filter((what) => what.startsWith('Held back'));
  };
  const done = async (): Promise<number> =>
    (await act<{ rows: unknown[] }>(at.db.engine, at.maya, 'arrangements held-back', { done: true })).rows.length;
  const other = '1006-002';
  await at.rateOf200(other);
  await at.clause(await at.engagement('Until the decision', [other]), '1', {
    kind: 'holdback',
    percentPpm: 50_000,
    on: 'fees',
  });
  await at.billed(await at.work(other, '2'));
  expect([await onToday(), await done()]).toEqual([[], 0]);
  const { id } = at.matterOf(other);
  const shown = await act(at.db.engine, at.maya, 'matters show', { id });
  const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
  await act(at.db.engine, at.maya, 'matters save', { ...fields, id, version: shown['version'], closedToTime: true });
  expect([await onToday(), await done()]).toEqual([['Held back on 1 matter closed to time'], 1]);
});

describe('with two payers, 60 and 40 %', () => {
  const B = '1003-001';
  let of = '';
  const heldOn = async (): Promise<number[]> => {
    const { rows } = await act<{ rows: { held: { minor: string } }[] }>(
      at.db.engine,
      at.maya,
      'arrangements held-back',
      {
        engagementId: of,
      },
    );
    return rows.map((row) => Number(row.held.minor));
  };

  it('what is held back of the whole is one amount; one payer’s credit takes its part along', async () => {
    of = await at.engagement('Two payers', [B]);
    await at.clause(of, '1', { kind: 'holdback', percentPpm: 100_000, on: 'fees' });
    const sheet = await proformaOn(at.db.engine, at.firm, B, ['3.00']);
    const whole = -(Object.values(await at.changes(sheet.id))[0] ?? 0);
    const first = await at.billed(sheet.id);
    expect(await heldOn()).toEqual([whole]);
    const { lines } = await act<{ lines: { bill: { minor: string } }[] }>(at.db.engine, at.maya, 'invoices show', {
      id: first.id,
    });
    await act(at.db.engine, at.maya, 'invoices credit', {
      invoiceId: first.id,
      reason: 'Given up',
      toWip: false,
      lines: [{ lineNo: 1, amount: lines[0]?.bill.minor }],
    });
    // what is left is the other payer's 40 or 60 %
    expect([Math.round(whole * 0.4), Math.round(whole * 0.6)]).toContain((await heldOn())[0]);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});
