import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import { matterFields } from '../../src/modules/matters/contract.ts';
import { attempt, brokenChecks, codeOf } from '../support/firm.ts';
import { capAt, tenOff, type Terms, termsDesk, type TermsDesk } from '../support/terms.ts';

/** Clauses that are ended, amended and taken back while others stand beside them; last bills that leave work behind. GBP at 200.00 an hour. */
let at: TermsDesk;
const [A, B, C] = ['1006-001', '1006-002', '1006-003'] as const;
const gbp = (minor: number) => ({ minor: String(minor), currency: 'GBP' });

beforeAll(async () => {
  at = await termsDesk(day('2026-04-20'));
  await at.rateOf200(A, B, C);
});
afterAll(() => at.db.close());

const endClause = async (lineId: string, from: string): Promise<void> => {
  await act(at.db.engine, at.maya, 'engagements end-clause', { lineId, from, reason: 'Next letter' });
};
const withdraw = async (lineId: string) =>
  await attempt(at.db.engine, at.maya, 'engagements withdraw-clause', { lineId, reason: 'A mistake' });

describe('what is taken back beside what was agreed since', () => {
  it('the end of a clause stays while another of its kind counts in its place: never 10 % off twice', async () => {
    const letter = await at.engagement('Discounts', [A]);
    const first = await at.clause(letter, '4.1', tenOff);
    await endClause(first, '2026-03-01');
    const second = await at.clause(letter, '4.2', tenOff, { from: '2026-03-01' });
    const refused = await withdraw(first);
    expect(refused.ok ? '' : refused.refusal.sentence).toContain('Clause 4.2 of this engagement says already');
    expect(await at.changes(await at.work(A, '5.00'))).toEqual({ '10 % discount on fees (clause 4.2)': -10_000 });
    expect(codeOf(await withdraw(second))).toBe('done');
    expect(codeOf(await withdraw(first))).toBe('done');
  });

  it('a version stays while the work of the one before it has another price', async () => {
    const letter = await at.engagement('Phases', [A]);
    const price = (code: string): Terms => ({
      kind: 'fixed',
      amount: gbp(100_000),
      taskCodes: [code],
      billed: 'as-worked',
    });
    const phase = await at.clause(letter, '3.1', price('PA110'));
    await at.clause(letter, '3.1', price('PA120'), { lineId: phase, from: '2026-02-01', reason: 'Other work' });
    const other = await at.clause(letter, '3.2', price('PA110'), { from: '2026-02-01' });
    expect(codeOf(await withdraw(phase))).toBe('one-of-a-kind');
    expect(codeOf(await withdraw(other))).toBe('done');
    expect(codeOf(await withdraw(phase))).toBe('done');
  });
});

describe('what was billed before a clause was kept here', () => {
  it('counts in the first year of the clause, and not again in the year of an amendment', async () => {
    const letter = await at.engagement('Cap of a year', [A]);
    const cap = capAt('500000', { over: 'calendar-year', already: '100000' });
    const lineId = await at.clause(letter, '5', cap);
    const more = capAt('600000', { over: 'calendar-year', already: '100000' });
    await at.clause(letter, '5', more, { lineId, from: '2027-02-01', reason: 'Letter of 2027' });
    const used = async (on: string) => {
      const { uses } = await act<{ uses: { number: string; used: { minor: string } }[] }>(
        at.db.engine,
        at.maya,
        'engagements in-force',
        { matterId: at.matterOf(A).id, on },
      );
      return uses.find((use) => use.number === '5')?.used.minor;
    };
    expect([await used('2026-05-01'), await used('2027-01-15'), await used('2027-03-01')]).toEqual([
      '100000',
      '0',
      '0',
    ]);
  });
});

describe('a subscription whose periods change', () => {
  it('is 500.00 each month, then 1,400.00 each quarter from the first period that begins on or after the day', async () => {
    const letter = await at.engagement('Advice', [B]);
    const terms = (minor: number, every: string): Terms => ({
      kind: 'subscription',
      amount: gbp(minor),
      every,
      matterId: at.matterOf(B).id,
      narrative: 'Advice',
      taskCodes: [],
    });
    const line = await at.clause(letter, '6', terms(50_000, 'month'), { from: '2026-01-31' });
    await at.clause(letter, '6', terms(140_000, 'quarter'), {
      lineId: line,
      from: '2026-03-15',
      reason: 'Letter of March',
    });
    const { rows } = await act<{ rows: { from: string; to: string; amount: { minor: string } }[] }>(
      at.db.engine,
      at.maya,
      'arrangements due',
      { engagementId: letter, through: '2026-12-31' },
    );
    expect(rows.map((row) => `${row.from} ${row.to} ${row.amount.minor}`)).toEqual([
      '2026-01-31 2026-02-27 50000',
      '2026-02-28 2026-03-30 50000',
      '2026-03-31 2026-06-29 140000',
      '2026-06-30 2026-09-29 140000',
      '2026-09-30 2026-12-30 140000',
      '2026-12-31 2027-03-30 140000',
    ]);
    await act(at.db.engine, at.maya, 'engagements end', { id: letter, from: '2026-04-20', reason: 'Next letter' });
  });
});

describe('a matter closed to time that has work left behind', () => {
  async function close(number: string): Promise<void> {
    const { id } = at.matterOf(number);
    const shown = await act(at.db.engine, at.maya, 'matters show', { id });
    const fields = Object.fromEntries(Object.keys(matterFields.shape).map((field) => [field, shown[field]]));
    await act(at.db.engine, at.maya, 'matters save', { ...fields, id, version: shown['version'], closedToTime: true });
  }

  it('is lifted to a minimum of 500.00 with what is billed last, not before: 200.00, then 400.00, in all 600.00', async () => {
    const letter = await at.engagement('Minimum of the matter', [C]);
    await at.clause(letter, '7', { kind: 'minimum', amount: gbp(50_000), on: 'fees', over: 'life' });
    const id = await at.work(C, '1.00');
    await act(at.db.engine, at.maya, 'cards record', {
      kind: 'time',
      matterId: at.matterOf(C).id,
      timekeeperId: at.firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate')?.id,
      workDate: '2026-04-20',
      hours: '2.00',
      narrative: 'Advising on the second application',
    });
    await close(C);
    await at.edit(id, { do: 'apply-terms' });
    expect(await at.changes(id)).toEqual({});
    await at.billed(id);
    const run = await act<{ outcomes: { proformaId: string }[] }>(at.db.engine, at.maya, 'runs start', {
      throughDay: '2026-04-20',
      matterId: at.matterOf(C).id,
    });
    const last = run.outcomes[0]?.proformaId ?? '';
    expect([await at.changes(last), await at.fees(last)]).toEqual([{}, 40_000]);
    await at.billed(last);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});

describe('a credit under a price that was once taken off', () => {
  it('is taken back while no later bill has used its room: 600.00 beside a price of 500.00, less 50.00, and again 600.00', async () => {
    const letter = await at.engagement('Price', [B]);
    await at.clause(
      letter,
      '3',
      { kind: 'fixed', amount: gbp(50_000), taskCodes: [], billed: 'as-worked' },
      { from: '2026-04-01' },
    );
    const id = await at.work(B, '3.00');
    const [price] = (await at.desk(id)).adjustments;
    expect(price?.effect.minor).toBe('-10000');
    await at.edit(id, { do: 'remove-adjustment', adjustmentId: price?.id, reason: 'Beyond what was agreed' });
    const { id: invoiceId } = await at.billed(id);
    const credit = async () =>
      (
        await act<{ id: string }>(at.db.engine, at.maya, 'invoices credit', {
          invoiceId,
          toWip: false,
          amount: '5000',
          reason: 'Wrong invoice',
        })
      ).id;
    const takeBack = async (correctionId: string) =>
      codeOf(
        await attempt(at.db.engine, at.maya, 'invoices reverse-credit', { correctionId, reason: 'The other invoice' }),
      );
    expect(await takeBack(await credit())).toBe('done');
    const note = await credit();
    const next = await at.work(B, '1.00');
    expect(await at.fees(next)).toBe(0);
    await at.billed(next);
    expect(await takeBack(note)).toBe('done');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });
});
