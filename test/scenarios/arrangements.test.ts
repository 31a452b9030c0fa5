import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { type Day, day } from '../../src/kernel/day.ts';
import type { Env } from '../../src/http/app.ts';
import { printedRoutes } from '../../src/http/printed-routes.ts';
import { matterFields } from '../../src/modules/matters/contract.ts';
import { pdfPages } from '../../src/platform/typst/pdf-text.ts';
import { attempt, brokenChecks, codeOf } from '../support/firm.ts';
import { type Terms, termsDesk, type TermsDesk } from '../support/terms.ts';

/** A year for each arrangement, in GBP at 200.00 an hour; each ends with the proof of the books. */
let at: TermsDesk;
const [A, B, C] = ['1006-001', '1006-002', '1006-003'] as const;
const gbp = (minor: number) => ({ minor: String(minor), currency: 'GBP' });

beforeAll(async () => {
  at = await termsDesk(day('2026-01-20'));
  await at.rateOf200(A, B, C);
});
afterAll(() => at.db.close());

const month = (n: number, on = 20): Day => `2026-${String(n).padStart(2, '0')}-${on}` as Day;
const moveTo = (n: number): void => at.db.engine.clock.moveTo(month(n));

/** Closed to time: what is billed next is the matter’s last bill. */
async function close(number: string): Promise<void> {
  const { id } = at.matterOf(number);
  const shown = await act(at.db.engine, at.maya, 'matters show', { id });
  const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
  await act(at.db.engine, at.maya, 'matters save', { ...fields, id, version: shown['version'], closedToTime: true });
}

async function uses(number: string): Promise<Record<string, string>> {
  const found = await act<{ uses: { number: string; used: { minor: string }; left: { minor: string } }[] }>(
    at.db.engine,
    at.maya,
    'engagements in-force',
    { matterId: at.matterOf(number).id },
  );
  return Object.fromEntries(found.uses.map((use) => [use.number, `${use.used.minor} of which ${use.left.minor} left`]));
}

async function recode(proformaId: string, taskCode: string): Promise<void> {
  const { lines } = await at.desk(proformaId);
  const coded = await at.edit(proformaId, {
    do: 'set-words',
    lines: lines.map(({ id, version }) => ({ id, version })),
    taskCode,
    reason: '',
  });
  expect(codeOf(coded)).toBe('done');
}

async function endAll(id: string): Promise<void> {
  const from = `${at.db.engine.clock.today().slice(0, 8)}21` as Day;
  await act(at.db.engine, at.maya, 'engagements end', { id, from, reason: 'Next letter' });
}

describe('a fixed price as worked', () => {
  let letter = '';
  const price: Terms = { kind: 'fixed', amount: gbp(500_000), taskCodes: [], billed: 'as-worked' };

  it('is one for the same work, of task codes that there are', async () => {
    letter = await at.engagement('Fixed price of January', [A]);
    await at.clause(letter, '3.1', price);
    const add = async (terms: Terms): Promise<string> =>
      codeOf(
        await attempt(at.db.engine, at.maya, 'engagements set-clause', {
          engagementId: letter,
          number: '9',
          words: 'x',
          from: '2026-01-01',
          terms,
        }),
      );
    expect(await add({ ...price, taskCodes: ['PA110'] })).toBe('one-of-a-kind');
    expect(await add({ ...price, taskCodes: ['NONE'] })).toBe('bad-input');
    expect(await add({ ...price, amount: gbp(0) })).toBe('bad-input');
  });

  it('bills 2,000.00, then 2,000.00, then 1,000.00 of 1,600.00; and of later work nothing', async () => {
    const fees: number[] = [];
    for (const [n, hours] of [
      [1, '10.00'],
      [2, '10.00'],
      [3, '8.00'],
      [4, '3.00'],
    ] as const) {
      moveTo(n);
      const id = await at.work(A, hours);
      fees.push(await at.fees(id));
      await at.billed(id);
    }
    expect(fees).toEqual([200_000, 200_000, 100_000, 0]);
    expect(await uses(A)).toEqual({ '3.1': '500000 of which 0 left' });
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('unbilled work comes back to the price: the bill of 2,000.00 taken back leaves 2,000.00 for the next', async () => {
    moveTo(5);
    const { rows } = await act<{ rows: { id: string; number: string; total: { minor: string } }[] }>(
      at.db.engine,
      at.maya,
      'invoices list',
      { matterId: at.matterOf(A).id },
    );
    const second = rows.toSorted((a, b) => (a.number < b.number ? -1 : 1))[1];
    await act(at.db.engine, at.maya, 'invoices unbill', { invoiceId: second?.id, reason: 'Wrong reference' });
    expect(await uses(A)).toEqual({ '3.1': '300000 of which 200000 left' });
    const id = (
      await act<{ rows: { id: string; state: string }[] }>(at.db.engine, at.maya, 'proformas list', {})
    ).rows.find((row) => row.state === 'pre-review')?.id;
    expect(await at.fees(id ?? '')).toBe(200_000);
    await at.billed(id ?? '');
    await endAll(letter);
  });

  it('shows what it was worth: 31 hours of 6,200.00 were worked for 5,000.00', async () => {
    const { rows } = await act<{ rows: { work: { minor: string }; billed: { minor: string }; hours: string }[] }>(
      at.db.engine,
      at.maya,
      'ladder show',
      { by: 'matter', matterId: at.matterOf(A).id, from: '2026-01-01', to: '2026-12-31' },
    );
    expect(rows.map((row) => [row.hours, row.work.minor, row.billed.minor])).toEqual([['31.00', '620000', '500000']]);
  });
});

describe('phases at prices beside hours, and the last bill', () => {
  it('bills the phase at its price, 10 % off the rest, and with the last bill what is left of a price', async () => {
    moveTo(6);
    const letter = await at.engagement('Phases', [B]);
    await at.clause(letter, '2', { kind: 'discount', percentPpm: 100_000, on: 'fees' });
    await at.clause(letter, '3.1', { kind: 'fixed', amount: gbp(300_000), taskCodes: ['PA110'], billed: 'as-worked' });
    await at.clause(letter, '3.2', { kind: 'fixed', amount: gbp(100_000), taskCodes: ['PA120'], billed: 'at-once' });
    const first = await at.work(B, '5.00');
    await recode(first, 'PA110');
    await at.edit(first, { do: 'apply-terms' });
    expect(await at.changes(first)).toEqual({});
    await at.billed(first);
    moveTo(7);
    const second = await at.work(B, '4.00');
    expect(await at.changes(second)).toEqual({ '10 % discount on fees (clause 2)': -8_000 });
    await recode(second, 'PA120');
    await at.edit(second, { do: 'apply-terms' });
    expect(await at.changes(second)).toEqual({ 'Fixed price (clause 3.2)': 20_000 });
    await at.billed(second);
    moveTo(8);
    const third = await at.work(B, '2.00');
    await recode(third, 'PA110');
    await close(B);
    await at.edit(third, { do: 'apply-terms' });
    // 3,000.00 − 1,000.00 − 400.00
    expect(await at.changes(third)).toEqual({ 'Fixed price (clause 3.1)': 160_000 });
    await at.billed(third);
    expect(await uses(B)).toEqual({ '3.1': '300000 of which 0 left', '3.2': '100000 of which 0 left' });
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
    await endAll(letter);
  });
});

describe('a subscription', () => {
  let letter = '';
  let line = '';
  const advice = (minor: number): Terms => ({
    kind: 'subscription',
    amount: gbp(minor),
    every: 'month',
    matterId: at.matterOf(C).id,
    narrative: 'Portfolio advice',
    taskCodes: [],
  });
  const due = async () =>
    (
      await act<{ rows: { from: string; to: string; amount: { minor: string } }[] }>(
        at.db.engine,
        at.maya,
        'arrangements due',
        {},
      )
    ).rows;
  const charge = async () =>
    await act<{ charged: number; totals: unknown }>(at.db.engine, at.maya, 'arrangements charge-due', {
      through: at.db.engine.clock.today(),
    });

  it('is due for each month that began, with the amended amount from the first month after its day', async () => {
    at.db.engine.clock.moveTo(day('2026-09-20'));
    letter = await at.engagement('Subscription', [C]);
    line = await at.clause(letter, '6', advice(50_000), { from: '2026-07-01' });
    await at.clause(letter, '6', advice(60_000), { from: '2026-08-15', lineId: line, reason: 'Letter of August' });
    expect((await due()).map((row) => `${row.from} ${row.to} ${row.amount.minor}`)).toEqual([
      '2026-07-01 2026-07-31 50000',
      '2026-08-01 2026-08-31 50000',
      '2026-09-01 2026-09-30 60000',
    ]);
  });

  it('is charged once, also by two at once, and again after it is taken back', async () => {
    const [one, two] = await Promise.all([charge(), charge()]);
    expect(one.charged + two.charged).toBe(3);
    expect(await due()).toEqual([]);
    const { rows } = await act<{ rows: { id: string; from: string; words: string }[] }>(
      at.db.engine,
      at.maya,
      'arrangements charges',
      { engagementId: letter },
    );
    const august = rows.find((row) => row.from === '2026-08-01');
    expect(august?.words).toBe('Portfolio advice, 2026-08-01 to 2026-08-31');
    await act(at.db.engine, at.maya, 'arrangements take-back', { id: august?.id, reason: 'Too early' });
    expect((await due()).map((row) => row.from)).toEqual(['2026-08-01']);
    expect((await charge()).charged).toBe(1);
    const again = await attempt(at.db.engine, at.maya, 'arrangements take-back', { id: august?.id, reason: 'Twice' });
    expect(codeOf(again)).toBe('not-found');
  });

  it('includes the time of its matters: three charges of 1,600.00 in all, 5 hours for nothing', async () => {
    const id = await at.work(C, '5.00');
    expect(await at.changes(id)).toEqual({ 'Included in the subscription (clause 6)': -100_000 });
    const { amounts } = (await at.desk(id)) as unknown as { amounts: Record<string, { minor: string }> };
    expect([amounts['fees']?.minor, amounts['charges']?.minor]).toEqual(['0', '160000']);
    await at.billed(id);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('ends with its clause: no month that begins later is due', async () => {
    at.db.engine.clock.moveTo(day('2026-11-20'));
    await act(at.db.engine, at.maya, 'engagements end-clause', { lineId: line, from: '2026-10-15', reason: 'Ended' });
    expect((await due()).map((row) => row.from)).toEqual(['2026-10-01']);
  });
});

describe('minimum, collar, blended rate and success fee', () => {
  it('a minimum lifts each bill: 500.00 − 200.00 = +300.00', async () => {
    const letter = await at.engagement('Minimum', [C]);
    await act(at.db.engine, at.maya, 'engagements end', { id: letter, from: '2026-11-01', reason: 'Wrong matter' });
    const next = await at.engagement('Minimum and more', [A]);
    await at.clause(
      next,
      '7',
      { kind: 'minimum', amount: gbp(50_000), on: 'fees', over: 'bill' },
      { from: '2026-11-01' },
    );
    const id = await at.work(A, '1.00');
    expect(await at.changes(id)).toEqual({ 'Minimum fee (clause 7)': 30_000 });
    await at.billed(id);
    await endAll(next);
  });

  it('a collar of 1,000.00 ± 10 % writes down what is above 1,100.00, and with the last bill lifts to 900.00', async () => {
    at.db.engine.clock.moveTo(day('2026-12-10'));
    const letter = await at.engagement('Collar', [C]);
    await at.clause(
      letter,
      '8',
      { kind: 'collar', amount: gbp(100_000), bandPpm: 100_000, on: 'fees', already: '30000' },
      { from: '2026-12-01' },
    );
    const id = await at.work(C, '6.00');
    // 300.00 before it was kept here, 1,200.00 comes
    expect(await at.changes(id)).toEqual({ 'Collar (clause 8)': -40_000 });
    await act(at.db.engine, at.maya, 'proformas edit', {
      id,
      operation: {
        do: 'set-amount',
        lines: (await at.desk(id)).lines.map(({ id: lineId, version }) => ({ id: lineId, version })),
        amount: gbp(10_000),
        reason: 'Training',
      },
    });
    await close(C);
    await at.edit(id, { do: 'apply-terms' });
    // 900.00 − 300.00 − 100.00
    expect(await at.changes(id)).toEqual({ 'Collar (clause 8)': 50_000 });
    await at.billed(id);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('a blended rate counts for everybody from its day, cited by every card', async () => {
    const letter = await at.engagement('Blended', [A]);
    await at.clause(letter, '1', { kind: 'blended', currency: 'GBP', ratePerHour: '31050' }, { from: '2026-12-01' });
    for (const title of ['Partner', 'Associate']) {
      const timekeeper = at.firm.timekeepers.find((t) => t.office === 'LON' && t.title === title);
      const card = await act<{ id: string }>(at.db.engine, at.maya, 'cards record', {
        kind: 'time',
        matterId: at.matterOf(A).id,
        timekeeperId: timekeeper?.id,
        workDate: '2026-12-05',
        hours: '2.00',
        narrative: 'Advising',
      });
      const explained = await act<{ amount: { minor: string }; steps: { sentence: string }[] }>(
        at.db.engine,
        at.maya,
        'price explain',
        { card: card.id },
      );
      expect(explained.amount.minor).toBe('62100');
      expect(explained.steps.map((step) => step.sentence).join(' ')).toContain('clause 1 of “Blended”');
    }
  });

  it('a success fee is a part of what was achieved, on a matter of its engagement, while it counts', async () => {
    const letter = await at.engagement('Success', [A]);
    const line = await at.clause(
      letter,
      '5',
      { kind: 'success', currency: 'GBP', percentPpm: 75_000 },
      { from: '2026-12-01' },
    );
    const earn = async (more: Terms) =>
      await attempt(at.db.engine, at.maya, 'arrangements charge-success', {
        lineId: line,
        matterId: at.matterOf(A).id,
        on: '2026-12-08',
        words: 'Success fee: settlement of 8 December',
        ...more,
      });
    expect(codeOf(await earn({}))).toBe('bad-input');
    expect(codeOf(await earn({ result: '1000', matterId: at.matterOf(B).id }))).toBe('outside-engagement');
    expect(codeOf(await earn({ result: '1000', on: '2026-11-30' }))).toBe('outside-engagement');
    const earned = await earn({ result: '12345678' });
    expect(earned.ok ? earned.value['sentence'] : earned.refusal.sentence).toBe(
      '7.5 % of 123,456.78 GBP is 9,259.26 GBP.',
    );
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});

describe('a price of a new letter', () => {
  it('counts what is billed since its engagement began, not the hours of before', async () => {
    at.db.engine.clock.moveTo(day('2027-02-10'));
    const letter = await at.engagement('Price of 2027', [A]);
    await act(at.db.engine, at.maya, 'engagements end', { id: letter, from: '2026-01-02', reason: 'Wrong day' });
    const { id } = await act<{ id: string }>(at.db.engine, at.maya, 'engagements add', {
      clientId: (await act<{ clientId: string }>(at.db.engine, at.maya, 'matters show', { id: at.matterOf(A).id }))
        .clientId,
      title: 'Price of 2027, as signed',
      from: '2027-02-01',
      matterIds: [at.matterOf(A).id],
    });
    const price = { kind: 'fixed', amount: gbp(900_000), taskCodes: [], billed: 'as-worked' };
    await at.clause(id, '3', price, { from: '2027-02-01' });
    expect((await uses(A))['3']).toBe('0 of which 900000 left');
  });
});

describe('the letter', () => {
  it('is written from its clauses, a draft until it is signed', async () => {
    const { id } = await act<{ id: string }>(at.db.engine, at.maya, 'engagements add', {
      clientId: (await act<{ clientId: string }>(at.db.engine, at.maya, 'matters show', { id: at.matterOf(A).id }))
        .clientId,
      title: 'Letter to be signed',
      from: '2027-01-01',
      matterIds: [at.matterOf(A).id],
    });
    await at.clause(
      id,
      '2',
      { kind: 'minimum', amount: gbp(50_000), on: 'fees', over: 'bill' },
      { from: '2027-01-01' },
    );
    await at.clause(id, '3', { kind: 'other' }, { from: '2027-01-01' });
    const app = new Hono<Env>();
    app.use('*', async (c, next) => {
      c.set('actor', at.maya);
      await next();
    });
    printedRoutes(app, { engine: at.db.engine } as never);
    const pdf = await app.request(`/api/engagements/letter.pdf?id=${id}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const text = pdfPages(new Uint8Array(await pdf.arrayBuffer())).join('\n');
    for (const words of [
      'DRAFT',
      'Letter to be signed',
      A,
      'As agreed under 2.',
      'at least 500.00 GBP of fees',
      'As agreed under 3.',
    ])
      expect(text).toContain(words);
    const none = await app.request(`/api/engagements/letter.pdf?id=${crypto.randomUUID()}`);
    expect(none.status).toBe(404);
  });
});
