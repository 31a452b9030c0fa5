import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, attempt, brokenChecks, codeOf, proformaOn, testFirm, type TestFirm } from '../support/firm.ts';
import { type BilledInvoice, type MoneyText, receivable } from '../support/money.ts';
import { onAccountWork } from '../support/on-account.ts';

/** Amounts in minor units; 1006-001 is kept in GBP with 20 % tax, an associate's hour is 345.00. */
let database: TestDatabase;
let firm: TestFirm;
let at: Awaited<ReturnType<typeof onAccountWork>>;

beforeAll(async () => {
  database = await testDatabase(day('2026-01-12'));
  firm = await testFirm(database.engine);
  at = await onAccountWork(database, firm);
});
afterAll(() => database.close());

const proved = async (): Promise<void> => expect(await brokenChecks(database.engine, firm)).toEqual([]);

const invoicesOf = (outcome: Awaited<ReturnType<typeof attempt>>): readonly BilledInvoice[] => {
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value['invoices'] as readonly BilledInvoice[];
};

interface Shown {
  readonly total: MoneyText;
  readonly open: MoneyText;
  readonly reversed: { cancellation: string | null } | null;
  readonly onAccount: { takenUp: readonly { invoice: string; net: MoneyText }[] } | null;
  readonly lessOnAccount: readonly { onAccount: string; net: MoneyText; tax: MoneyText }[];
}
const shown = async (id: string): Promise<Shown> => await act<Shown>(database.engine, at.maya, 'invoices show', { id });

async function used(matter: string): Promise<number> {
  const { rows } = await act<{ rows: { groupId: string; billed: MoneyText; collected: MoneyText }[] }>(
    database.engine,
    at.maya,
    'ladder show',
    { from: '2026-01-01', to: '2026-12-31', by: 'matter', matterId: at.matterOf(matter) },
  );
  return Number(rows[0]?.billed.minor ?? 0);
}

describe('over a year', () => {
  let advance: BilledInvoice;
  let first: BilledInvoice;
  let second: BilledInvoice;

  it('1,000.00 are billed on account in January: a liability, taxed at once, owed and paid like any invoice', async () => {
    const [billed] = await at.bill('1006-001', '100000');
    if (!billed) throw new Error('nothing was billed');
    advance = billed;
    expect(advance).toMatchObject({ number: 'UK-2026-00001', total: { minor: '120000', currency: 'GBP' } });
    expect(await at.balances('1100', '2200', '2400', '4000')).toEqual({
      1100: 120_000,
      2200: -20_000,
      2400: -100_000,
      4000: 0,
    });
    expect(await at.standing(advance.id)).toMatchObject({ state: 'not paid', left: { minor: '100000' } });
    await at.pay(advance.id, '60000');
    // 600.00 with 20 % tax are 500.00 before tax.
    expect(await at.standing(advance.id)).toMatchObject({ state: 'partly paid', paid: { minor: '50000' } });
    await at.pay(advance.id, '60000');
    expect(await at.standing(advance.id)).toMatchObject({ state: 'paid', open: { minor: '0' } });
    await proved();
  });

  it('a proforma in April shows it beside its amounts, and what its payer would be left to pay', async () => {
    database.engine.clock.moveTo(day('2026-04-14'));
    const sheet = await proformaOn(database.engine, firm, '1006-001', ['1.00', '0.50']);
    const beside = await act(database.engine, at.maya, 'on-account beside', { proformaId: sheet.id });
    expect(beside).toMatchObject({
      rows: [{ number: advance.number, available: { minor: '100000' }, chosen: false, takes: { minor: '0' } }],
      // 1.50 h at 345.00 = 517.50, tax 103.50
      payers: [{ total: { minor: '62100' }, less: { minor: '0' }, due: { minor: '62100' } }],
    });
    const chosen = await act(database.engine, at.maya, 'on-account choose', {
      proformaId: sheet.id,
      takes: [{ onAccountId: advance.id }],
    });
    expect(chosen).toMatchObject({
      rows: [{ chosen: true, asked: null, takes: { minor: '51750' }, tax: { minor: '10350' } }],
      payers: [{ due: { minor: '0' } }],
    });
    const ready = await approved(database.engine, firm, sheet.id);
    first = invoicesOf(await at.billWork(ready))[0] as BilledInvoice;
  });

  it('the invoice bills the whole and takes the part up: nothing is due, and the fees count as billed in full', async () => {
    expect(await shown(first.id)).toMatchObject({
      total: { minor: '62100' },
      open: { minor: '0' },
      lessOnAccount: [{ onAccount: advance.number, net: { minor: '51750' }, tax: { minor: '10350' } }],
    });
    // 1,000.00 − 517.50 are left; the tax of the work is the tax that was charged in January.
    expect(await at.balances('1100', '2200', '2400', '4000')).toEqual({
      1100: 0,
      2200: -20_000,
      2400: -48_250,
      4000: -51_750,
    });
    expect(await used('1006-001')).toBe(51_750);
    await proved();
  });

  it('the next bill in September takes up the rest, and its payer owes what is beyond', async () => {
    database.engine.clock.moveTo(day('2026-09-08'));
    const sheet = await at.ready('1006-001', ['2.00'], [{ onAccountId: advance.id }]);
    second = invoicesOf(await at.billWork(sheet))[0] as BilledInvoice;
    // 690.00 less 482.50 = 207.50, with 20 % tax 249.00
    expect(await shown(second.id)).toMatchObject({
      total: { minor: '82800' },
      open: { minor: '24900' },
      lessOnAccount: [{ net: { minor: '48250' }, tax: { minor: '9650' } }],
    });
    expect(await at.standing(advance.id)).toMatchObject({ state: 'taken up', left: { minor: '0' } });
    // 20 % of 1,207.50 that were billed in all
    expect(await at.balances('2200', '2400', '4000')).toEqual({ 2200: -24_150, 2400: 0, 4000: -120_750 });
    await proved();
  });

  it('the tax of the year is that of what was billed, each part once', async () => {
    const { taxes, rows } = await act<{
      taxes: { taxCode: string; base: MoneyText; tax: MoneyText }[];
      rows: { number: string; onAccount: MoneyText }[];
    }>(database.engine, at.maya, 'billing-register list', { from: '2026-01-01', to: '2026-12-31' });
    expect(taxes).toMatchObject([{ taxCode: 'S20', base: { minor: '120750' }, tax: { minor: '24150' } }]);
    expect(rows.map((r) => [r.number, r.onAccount.minor])).toEqual([
      [advance.number, '100000'],
      [first.number, '0'],
      [second.number, '0'],
    ]);
    const { rows: rolled } = await act<{ rows: { measure: string; onAccount: MoneyText; tied: boolean }[] }>(
      database.engine,
      at.maya,
      'roll-forward receivables',
      { from: '2026-01-01', to: '2026-12-31' },
    );
    // 621.00 + 579.00 were settled from what was on account.
    expect(rolled.find((r) => r.measure === 'transaction')).toMatchObject({
      onAccount: { minor: '-120000' },
      tied: true,
    });
  });

  it('neither taking it back nor crediting it passes while invoices stand on it; both are named', async () => {
    const takenBack = await attempt(database.engine, at.maya, 'on-account take-back', {
      invoiceId: advance.id,
      reason: 'Not agreed',
    });
    expect(takenBack).toMatchObject({
      ok: false,
      refusal: { code: 'applied', details: [first.number, second.number] },
    });
    const credited = await attempt(database.engine, at.maya, 'invoices credit', {
      invoiceId: advance.id,
      toWip: false,
      amount: '100',
      reason: 'Goodwill',
    });
    expect(credited).toMatchObject({ ok: false, refusal: { code: 'applied' } });
    expect(credited.ok ? '' : credited.refusal.sentence).toContain(second.number);
  });

  it('unbilling the second invoice gives its part back, and billing it again takes it up again', async () => {
    await act(database.engine, at.maya, 'invoices unbill', { invoiceId: second.id, reason: 'Wrong rate' });
    expect(await at.standing(advance.id)).toMatchObject({ state: 'paid', left: { minor: '48250' } });
    expect(await at.balances('1100', '2200', '2400')).toEqual({ 1100: 0, 2200: -20_000, 2400: -48_250 });
    expect((await shown(second.id)).lessOnAccount.map((l) => l.net.minor)).toEqual(['48250', '-48250']);
    await proved();
    const { rows } = await act<{ rows: { id: string; state: string }[] }>(
      database.engine,
      at.maya,
      'proformas list',
      {},
    );
    const back = rows.find((row) => row.state === 'pre-review');
    const [again] = invoicesOf(await at.billWork(await approved(database.engine, firm, back?.id ?? '')));
    expect(await shown(again?.id ?? '')).toMatchObject({ open: { minor: '24900' } });
    expect(await at.standing(advance.id)).toMatchObject({ left: { minor: '0' } });
    await proved();
    second = again as BilledInvoice;
  });

  it('crediting work that was taken up gives back what no longer fits', async () => {
    // 2.00 h: 690.00, of which 482.50 were taken up and 249.00 with tax are open. 400.00 credited leave 290.00 + 58.00.
    await act(database.engine, at.maya, 'invoices credit', {
      invoiceId: second.id,
      toWip: false,
      amount: '40000',
      reason: 'Goodwill',
    });
    expect(await shown(second.id)).toMatchObject({ open: { minor: '0' } });
    expect(await at.standing(advance.id)).toMatchObject({ left: { minor: '19250' } });
    await proved();
  });

  it('what is left when the matter ends is credited, paid back, and gone', async () => {
    await act(database.engine, at.maya, 'invoices credit', {
      invoiceId: advance.id,
      toWip: false,
      amount: '19250',
      reason: 'The matter has ended',
    });
    expect(await at.standing(advance.id)).toMatchObject({ state: 'taken up', credited: { minor: '19250' } });
    expect(await at.balances('2400', '2300')).toEqual({ 2400: 0, 2300: -23_100 });
    const { rows } = await act<{ rows: { id: string; unapplied: MoneyText }[] }>(
      database.engine,
      at.owen,
      'receipts list',
      {},
    );
    const receipt = rows.find((r) => r.unapplied.minor !== '0');
    const refund = await act<{ id: string }>(database.engine, at.owen, 'refunds ask', {
      receiptId: receipt?.id,
      amount: receipt?.unapplied.minor,
      reason: 'Left of what was on account',
    });
    await act(database.engine, at.ruth, 'refunds decide', { id: refund.id, decision: 'pay' });
    expect(await at.balances('2300', '2400')).toEqual({ 2300: 0, 2400: 0 });
    await proved();
    // 517.50 and 690.00 less 400.00 were billed in the end: 20 % of 807.50, in the books as in the register.
    const { taxes } = await act<{ taxes: { base: MoneyText; tax: MoneyText }[] }>(
      database.engine,
      at.maya,
      'billing-register list',
      { from: '2026-01-01', to: '2026-12-31' },
    );
    expect(taxes).toMatchObject([{ base: { minor: '80750' }, tax: { minor: '16150' } }]);
    expect(await at.balances('2200', '4000')).toEqual({ 2200: -16_150, 4000: -80_750 });
  });
});

describe('taken back', () => {
  it('what was sent and paid goes in one action: cash to unapplied, a cancellation for the payer', async () => {
    const [advance] = await at.bill('1006-002', '50000');
    const id = advance?.id ?? '';
    await at.pay(id, '60000');
    await act(database.engine, at.maya, 'invoices send', {
      invoiceIds: [id],
      recipients: ['ap@payer.example'],
      message: '',
    });
    expect(codeOf(await attempt(database.engine, at.maya, 'invoices unbill', { invoiceId: id, reason: 'x' }))).toBe(
      'on-account',
    );
    const back = await act(database.engine, at.maya, 'on-account take-back', { invoiceId: id, reason: 'Never agreed' });
    expect(back).toMatchObject({ cancellation: { number: 'UK-CX-2026-00001' }, toUnapplied: { minor: '60000' } });
    expect(await at.standing(id)).toMatchObject({ state: 'taken back', left: { minor: '0' } });
    expect(await shown(id)).toMatchObject({ reversed: { cancellation: 'UK-CX-2026-00001' }, open: { minor: '0' } });
    expect(
      codeOf(await attempt(database.engine, at.maya, 'on-account take-back', { invoiceId: id, reason: 'Again' })),
    ).toBe('reversed');
    await proved();
  });
});

describe('two payers, another currency', () => {
  it('is dealt by their shares, and each bill takes up its own payer’s', async () => {
    // 1003-001 is kept in EUR, 60 % and 40 %: 100.01 is dealt as 60.01 and 40.00.
    const billed = await at.bill('1003-001', '10001');
    expect(billed.map((b) => b.total.minor)).toEqual(['6001', '4000']);
    await proved();
    const sheet = await at.ready(
      '1003-001',
      ['1.00'],
      billed.map((b) => ({ onAccountId: b.id })),
    );
    const invoices = invoicesOf(await at.billWork(sheet));
    // 1.00 h at 405.00: 243.00 and 162.00.
    expect(await Promise.all(invoices.map(async (i) => (await shown(i.id)).open.minor))).toEqual(['18299', '12200']);
    await proved();
  });

  it('a later exchange rate is a realised difference, and the books stay whole in both currencies', async () => {
    const before = await at.balances('7900');
    const [first] = await at.bill('1003-001', '10000');
    const today = database.engine.clock.today();
    const next = addDays(today, 1);
    await act(database.engine, at.ruth, 'exchange-rates add', {
      from: 'EUR',
      to: 'GBP',
      rate: '0.9000',
      day: next,
      source: 'the day’s rate',
    });
    database.engine.clock.moveTo(next);
    const sheet = await at.ready('1003-001', ['1.00'], [{ onAccountId: first?.id ?? '' }]);
    expect(codeOf(await at.billWork(sheet))).toBe('done');
    expect(await at.balances('7900')).not.toEqual(before);
    expect(await at.standing(first?.id ?? '')).toMatchObject({ left: { minor: '0' } });
    await proved();
  });
});

describe('refused', () => {
  it('nothing, the future, a closed period and another matter’s proforma', async () => {
    const billing = async (more: Record<string, unknown>): Promise<string> =>
      codeOf(
        await attempt(database.engine, at.maya, 'on-account bill', {
          matterId: at.matterOf('1006-001'),
          amount: '1000',
          words: 'On account',
          invoiceDate: database.engine.clock.today(),
          ...more,
        }),
      );
    expect(await billing({ amount: '0' })).toBe('bad-amount');
    expect(await billing({ invoiceDate: '2026-12-01' })).toBe('future-date');
    expect(await billing({ invoiceDate: '2025-01-01' })).toBe('period-closed');
    expect(await billing({ clauseLineId: at.matterOf('1006-001') })).toBe('outside-engagement');
    const [other] = await at.bill('1006-002', '1000');
    const sheet = await proformaOn(database.engine, firm, '1006-003', ['0.10']);
    const choose = async (takes: unknown): Promise<string> =>
      codeOf(await attempt(database.engine, at.maya, 'on-account choose', { proformaId: sheet.id, takes }));
    expect(await choose([{ onAccountId: other?.id }])).toBe('other-matter');
    const [whole] = await at.bill('1006-002', '1000', { wholeClient: true });
    expect(await choose([{ onAccountId: whole?.id }])).toBe('done');
    expect(await choose([{ onAccountId: whole?.id, amount: '1001' }])).toBe('less-on-account');
  });

  it('a write-off of what stands for no work: it is credited', async () => {
    const [advance] = await at.bill('1006-002', '2000');
    const asked = await attempt(database.engine, at.ruth, 'write-offs ask', {
      receivableId: advance?.id,
      amount: '2400',
      reasonKind: 'goodwill',
      reason: 'Won’t pay',
    });
    expect(codeOf(asked)).toBe('on-account');
  });
});

it('the database itself refuses a balance below zero', async () => {
  const [advance] = await at.bill('1006-002', '3000');
  const { store } = database.engine;
  const lowered = store.transaction({ actorId: at.maya.personId }, async ({ db }) => {
    await sql`update on_account set net_minor = net_minor - 3001 where receivable_id = ${advance?.id}::uuid`.execute(
      db,
    );
  });
  await expect(lowered).rejects.toThrow(/More of invoice/);
});

describe('two people at once', () => {
  it('only one of two bills takes up the same balance; it is never below zero', async () => {
    const [advance] = await at.bill('1006-001', '10000', { wholeClient: true });
    const onAccountId = advance?.id ?? '';
    // 1.00 h each: 345.00, more than the 100.00 that are there.
    const one = await at.ready('1006-001', ['1.00'], [{ onAccountId, amount: '8000' }]);
    const two = await at.ready('1006-002', ['1.00'], [{ onAccountId, amount: '8000' }]);
    const outcomes = await Promise.all([at.billWork(one), at.billWork(two)]);
    expect(outcomes.map(codeOf).toSorted()).toEqual(['done', 'less-on-account']);
    expect(await at.standing(onAccountId)).toMatchObject({ left: { minor: '2000' } });
    const refused = outcomes[0]?.ok ? two : one;
    await act(database.engine, at.maya, 'on-account choose', { proformaId: refused.id, takes: [{ onAccountId }] });
    const [invoice] = invoicesOf(await at.billWork(refused));
    expect((await shown(invoice?.id ?? '')).lessOnAccount).toMatchObject([{ net: { minor: '2000' } }]);
    await proved();
    const owed = await receivable(database.engine, at.owen, invoice?.id);
    expect(owed.movements.map((m) => m.kind)).toEqual(['issued', 'applied']);
  });
});

describe('a tax rate that changed in between', () => {
  it('is settled by the bill: the work is taxed at its own, and what was charged comes off', async () => {
    const [advance] = await at.bill('1006-002', '34500', { words: 'On account of the hearing' });
    const next = addDays(database.engine.clock.today(), 1);
    const codes = await act<{ rows: { id: string; code: string; entityId: string }[] }>(
      database.engine,
      at.ruth,
      'tax-codes list',
      {},
    );
    const standard = codes.rows.find((row) => row.code === 'S20') ?? {
      id: '',
      code: '',
      entityId: '',
    };
    await act(database.engine, at.ruth, 'tax-codes save', {
      id: standard.id,
      entityId: standard.entityId,
      code: standard.code,
      name: 'VAT 21 %',
      kind: 'standard',
      note: '',
      rate: { ratePpm: 210_000, from: next },
    });
    database.engine.clock.moveTo(next);
    const sheet = await at.ready('1006-002', ['1.00'], [{ onAccountId: advance?.id ?? '' }]);
    const [invoice] = invoicesOf(await at.billWork(sheet));
    // 345.00 with 21 % are 417.45; 345.00 with their 20 % come off: 3.45 are due.
    expect(await shown(invoice?.id ?? '')).toMatchObject({
      total: { minor: '41745' },
      open: { minor: '345' },
      lessOnAccount: [{ net: { minor: '34500' }, tax: { minor: '6900' } }],
    });
    await proved();
  });
});
