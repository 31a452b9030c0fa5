import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { type Day, day } from '../../src/kernel/day.ts';
import { attempt, brokenChecks, codeOf, type Sheet } from '../support/firm.ts';
import type { BilledInvoice } from '../support/money.ts';
import { capAt, tenOff, type Terms, termsDesk, type TermsDesk } from '../support/terms.ts';

/** A year under one engagement: 10 % off fees, 5 % off what lies above 3,000.00 a year, a hard cap of 5,000.00 on each matter. */
let at: TermsDesk;

beforeAll(async () => {
  at = await termsDesk(day('2026-02-20'));
});
afterAll(() => at.db.close());

const [A, B, C] = ['1006-001', '1006-002', '1006-003'] as const;

describe('a year under an engagement', () => {
  const letter = { id: '', discount: '', cap: '' };
  const bills: Record<string, { invoice: BilledInvoice; proforma: string }> = {};
  let open = '';
  let note = '';
  const month = (n: number): Day => `2026-0${n}-20` as Day;

  it('has one discount at a time, tiers that rise, and days within its own', async () => {
    await at.rateOf200(A, B, C);
    letter.id = await at.engagement('Letter of 18 December 2025', [A, B]);
    letter.discount = await at.clause(letter.id, '4.1', tenOff);
    const tiers = [{ above: '300000', percentPpm: 50_000 }];
    await at.clause(letter.id, '4.2', { kind: 'volume', currency: 'GBP', over: 'calendar-year', tiers });
    letter.cap = await at.clause(letter.id, '5.1', capAt('500000'));
    const add = async (terms: Terms, from = '2026-01-01') =>
      codeOf(
        await attempt(at.db.engine, at.maya, 'engagements set-clause', {
          engagementId: letter.id,
          number: '9',
          words: 'x',
          from,
          terms,
        }),
      );
    expect(await add(tenOff)).toBe('one-of-a-kind');
    expect(await add({ kind: 'other' }, '2025-12-31')).toBe('outside-engagement');
    expect(await add(capAt('0', { per: 'engagement' }))).toBe('bad-input');
  });

  it('February: 2,000.00 − 10 % = 1,800.00, under the tier and the cap', async () => {
    const id = await at.work(A, '10.00');
    expect(await at.changes(id)).toEqual({ '10 % discount on fees (clause 4.1)': -20_000 });
    bills['feb'] = { proforma: id, invoice: await at.billed(id) };
    expect(bills['feb'].invoice.total.minor).toBe(String(180_000 * 1.2));
  });

  it('March, another matter: 1,800.00 + 1,800.00 is 600.00 above 3,000.00, of which 5 % is 30.00', async () => {
    at.db.engine.clock.moveTo(month(3));
    const id = await at.work(B, '10.00');
    expect(await at.changes(id)).toEqual({
      '10 % discount on fees (clause 4.1)': -20_000,
      'Volume discount (clause 4.2)': -3_000,
    });
    bills['mar'] = { proforma: id, invoice: await at.billed(id) };
  });

  it('April: 4,000.00 − 400.00 − 5 % × 3,600.00 = 3,420.00; 1,800.00 of 5,000.00 is used, so 220.00 is written down', async () => {
    at.db.engine.clock.moveTo(month(4));
    const id = await at.work(A, '20.00');
    expect(await at.changes(id)).toEqual({
      '10 % discount on fees (clause 4.1)': -40_000,
      'Volume discount (clause 4.2)': -18_000,
      'Agreed cap (clause 5.1)': -22_000,
    });
    bills['apr'] = { proforma: id, invoice: await at.billed(id) };
    expect(await at.fees(id)).toBe(320_000);
  });

  it('May: nothing is left of the cap, so all of 1,000.00 − 100.00 − 45.00 is written down', async () => {
    at.db.engine.clock.moveTo(month(5));
    const id = await at.work(A, '5.00');
    expect(await at.fees(id)).toBe(0);
    expect((await at.changes(id))['Agreed cap (clause 5.1)']).toBe(-85_500);
    open = id;
  });

  it('a credit of 500.00 gives room; the open proforma says that it is no longer as agreed, and one action mends it', async () => {
    const id = open;
    ({ id: note } = await act<{ id: string }>(at.db.engine, at.maya, 'invoices credit', {
      invoiceId: bills['feb']?.invoice.id,
      toWip: false,
      amount: '50000',
      reason: 'Goodwill',
    }));
    expect((await at.desk(id)).terms.stale).toContain('Agreed cap (clause 5.1) stands at -855.00 and comes to -355.00');
    const { version } = await at.desk(id);
    const asked = await attempt(at.db.engine, at.maya, 'proformas move', { id, version, move: 'submit' });
    expect(asked.ok ? '' : asked.refusal.sentence).toContain('Apply the terms');
    expect(codeOf(await at.edit(id, { do: 'apply-terms' }))).toBe('done');
    expect([(await at.desk(id)).terms.stale, await at.fees(id)]).toEqual([null, 50_000]);
  });

  it('undo and redo take the application back and do it again', async () => {
    const id = open;
    await act(at.db.engine, at.maya, 'proformas undo', { id });
    expect(await at.fees(id)).toBe(0);
    await act(at.db.engine, at.maya, 'proformas redo', { id });
    expect(await at.fees(id)).toBe(50_000);
    await at.billed(id);
  });

  it('the credit can’t be taken back once a later bill has used its room: 5,500.00 would be billed under 5,000.00', async () => {
    const back = await attempt(at.db.engine, at.maya, 'invoices reverse-credit', {
      correctionId: note,
      reason: 'Not agreed',
    });
    expect(codeOf(back)).toBe('cap-exceeded');
    expect(back.ok ? '' : back.refusal.sentence).toContain(
      '5,500.00 GBP would be billed under the hard cap of 5,000.00 GBP',
    );
  });

  it('unbilling April gives its 3,200.00 back, and billing it again takes them: 1,300.00 + 3,200.00 + 500.00 = 5,000.00', async () => {
    const { invoice, proforma } = bills['apr'] as { invoice: BilledInvoice; proforma: string };
    const used = async () => {
      const { uses } = await act<{ uses: { kind: string; used: { minor: string } }[] }>(
        at.db.engine,
        at.maya,
        'engagements in-force',
        { matterId: at.matterOf(A).id },
      );
      return uses.find((u) => u.kind === 'cap')?.used.minor;
    };
    expect(await used()).toBe('500000');
    await act(at.db.engine, at.maya, 'invoices unbill', { invoiceId: invoice.id, reason: 'Wrong cost centre' });
    expect(await used()).toBe('180000');
    expect((await at.desk(proforma)).terms.stale).toBeNull();
    bills['apr'] = { proforma, invoice: await at.billed(proforma) };
    expect(await used()).toBe('500000');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('a line written down by hand makes the terms stale; they are worked out again from what is left', async () => {
    at.db.engine.clock.moveTo(month(6));
    const id = await at.work(B, '10.00');
    const [line] = (await at.desk(id)).lines;
    await at.edit(id, {
      do: 'set-amount',
      lines: [{ id: line?.id, version: line?.version }],
      amount: { minor: '100000', currency: 'GBP' },
      reason: 'Too long',
    });
    // The percentage follows its lines; the 5 % of 1,800.00 does not: 90.00 stands, 45.00 is agreed.
    expect((await at.desk(id)).terms.stale).toContain('stands at -90.00 and comes to -45.00');
    await at.edit(id, { do: 'apply-terms' });
    expect(await at.fees(id)).toBe(100_000 - 10_000 - 4_500);
  });

  it('a clause is taken off only with a reason, which stays; a hard cap is not; all can be put on again', async () => {
    const { rows } = await act<{ rows: { id: string; state: string }[] }>(at.db.engine, at.maya, 'proformas list', {});
    const id = rows.find((row) => row.state === 'pre-review' || row.state === 'generated')?.id ?? '';
    const volume = (await at.desk(id)).adjustments.find((a) => a.label.startsWith('Volume'));
    const off = async (reason: string) =>
      codeOf(await at.edit(id, { do: 'remove-adjustment', adjustmentId: volume?.id, reason }));
    expect(await off('')).toBe('bad-input');
    expect(await off('Client waived it in May')).toBe('done');
    const after = await at.desk(id);
    expect([after.terms.stale, after.terms.off.map((o) => o.reason)]).toEqual([null, ['Client waived it in May']]);
    expect(codeOf(await at.edit(id, { do: 'apply-terms', again: true }))).toBe('done');
    expect((await at.changes(id))['Volume discount (clause 4.2)']).toBe(-4_500);
    await act(at.db.engine, at.maya, 'proformas undo', { id });
    expect((await at.desk(id)).terms.off).toHaveLength(1);
    await act(at.db.engine, at.maya, 'proformas undo', { id });
    expect((await at.desk(id)).terms.off).toHaveLength(0);
  });

  it('a clause is amended from a day on; what was billed stays, what is open says so; the amendment can be taken back', async () => {
    const amend = async (more: Terms) =>
      codeOf(
        await attempt(at.db.engine, at.maya, 'engagements set-clause', {
          engagementId: letter.id,
          lineId: letter.discount,
          number: '4.1',
          words: 'Now 15 %.',
          terms: { ...tenOff, percentPpm: 150_000 },
          from: '2026-06-01',
          ...more,
        }),
      );
    expect(await amend({})).toBe('bad-input');
    expect(await amend({ reason: 'Letter of 1 June', from: '2026-01-01' })).toBe('later-version');
    expect(await amend({ reason: 'Letter of 1 June' })).toBe('done');
    const shown = await act<{
      lines: { lineId: string; current: { said: string } | null; versions: { to: string | null }[] }[];
    }>(at.db.engine, at.maya, 'engagements show', { id: letter.id });
    const line = shown.lines.find((l) => l.lineId === letter.discount);
    expect([line?.current?.said, line?.versions.map((v) => v.to)]).toEqual(['15 % off fees', [null, '2026-05-31']]);
    await act(at.db.engine, at.maya, 'engagements withdraw-clause', { lineId: letter.discount, reason: 'Not signed' });
    const back = await act<typeof shown>(at.db.engine, at.maya, 'engagements show', { id: letter.id });
    expect(back.lines.find((l) => l.lineId === letter.discount)?.current?.said).toBe('10 % off fees');
    // an end stays an end until it is taken back itself
    const ending = { lineId: letter.discount, from: '2026-07-01', reason: 'Agreed on 30 June' };
    await act(at.db.engine, at.maya, 'engagements end-clause', ending);
    expect(await amend({ reason: 'Letter of 1 July', from: '2026-07-01' })).toBe('ended');
    await act(at.db.engine, at.maya, 'engagements withdraw-clause', { lineId: letter.discount, reason: 'It goes on' });
    expect(await amend({ reason: 'Letter of 1 July', from: '2026-01-01' })).toBe('later-version');
  });
});

describe('why this amount', () => {
  interface Told {
    readonly where: string;
    readonly steps: readonly {
      kind: string;
      before: { minor: string } | null;
      after: { minor: string };
      sentence: string;
      clause: { number: string; engagement: string } | null;
    }[];
    readonly amount: { minor: string };
  }
  const told = async (input: Terms) => await act<Told>(at.db.engine, at.maya, 'price explain', input);
  const chain = (of: Told) => of.steps.map((s) => [s.kind, Number(s.after.minor), s.clause?.number ?? '']);

  it('leads from the line of an invoice to hours, rate and every clause: 4,000.00 − 400.00 − 180.00 − 220.00 + 20 % tax', async () => {
    const { rows } = await act<{ rows: { id: string; net: { minor: string }; reversed: unknown }[] }>(
      at.db.engine,
      at.maya,
      'invoices list',
      { matterId: at.matterOf(A).id },
    );
    const april = rows.find((r) => r.net.minor === '320000' && r.reversed === null);
    const of = await told({ invoice: april?.id, lineNo: 1 });
    expect(chain(of)).toEqual([
      ['recorded', 400_000, ''],
      ['clause', 360_000, '4.1'],
      ['clause', 342_000, '4.2'],
      ['clause', 320_000, '5.1'],
      ['tax', 384_000, ''],
    ]);
    expect(of.steps[0]?.sentence).toContain('Letter of 18 December 2025');
    expect(of.steps[3]?.clause?.engagement).toBe('Letter of 18 December 2025');
    const reversed = rows.find((r) => r.net.minor === '320000' && r.reversed !== null);
    expect(chain(await told({ invoice: reversed?.id, lineNo: 1 }))).toEqual(chain(of));
  });

  it('of an open line tells the edits with who and why, and what tax would come; a card leads to the same', async () => {
    const { rows } = await act<{ rows: { id: string; state: string }[] }>(at.db.engine, at.maya, 'proformas list', {});
    const sheet = await at.desk(rows.find((row) => row.state === 'pre-review' || row.state === 'generated')?.id ?? '');
    const of = await told({ line: sheet.lines[0]?.id });
    expect([of.where, chain(of)]).toEqual([
      'on a proforma',
      [
        ['recorded', 200_000, ''],
        ['edit', 100_000, ''],
        ['clause', 90_000, '4.1'],
        ['clause', 85_500, '4.2'],
        ['tax', 102_600, ''],
      ],
    ]);
    expect(of.steps[1]?.sentence).toContain('Too long');
    expect(chain(await told({ card: sheet.lines[0]?.cardId }))).toEqual(chain(of));
    await expect(told({})).rejects.toThrow('Name a card');
  });
});

describe('a cap that several proformas share', () => {
  const [X, Y] = ['1006-003', '1006-004'] as const;
  let sheets: Sheet[] = [];

  it('is not passed by billing them in one go', async () => {
    at.db.engine.clock.moveTo('2026-07-20' as Day);
    await at.rateOf200(Y);
    const id = await at.engagement('Opposition', [X, Y]);
    await at.clause(id, '7', capAt('300000', { per: 'engagement' }));
    const [x, y] = [await at.work(X, '10.00'), await at.work(Y, '10.00')];
    sheets = [await at.ready(x), await at.ready(y)];
    const outcome = await at.bill(...sheets);
    expect(codeOf(outcome)).toBe('cap-exceeded');
    expect(outcome.ok ? '' : outcome.refusal.sentence).toContain('has 1,000.00 GBP left and this bills 2,000.00 GBP');
  });

  it('nor by two people at once: one bills, the other is told, applies the terms and bills 1,000.00', async () => {
    const outcomes = await Promise.all(sheets.map(async (sheet) => await at.bill(sheet)));
    expect(outcomes.map(codeOf).toSorted()).toEqual(['cap-exceeded', 'done']);
    const left = sheets[outcomes.findIndex((o) => !o.ok)]?.id ?? '';
    await at.edit(left, { do: 'apply-terms' });
    expect(await at.fees(left)).toBe(100_000);
    await at.billed(left);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});
