import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { attempt, brokenChecks, codeOf } from '../support/firm.ts';
import { termsDesk, type TermsDesk } from '../support/terms.ts';

/** The rates of a client rise by 5 % on 1 March, to whole fives: proposed, approved, agreed, in force, taken back. */
let at: TermsDesk;
let ruth: Actor;
const [A, B] = ['1006-001', '1006-002'] as const;

beforeAll(async () => {
  at = await termsDesk(day('2026-03-20'));
  ruth = await at.firm.as('ruth.sandoval');
  // 200.00 an hour agreed for each of two matters
  await at.rateOf200(A, B);
});
afterAll(() => at.db.close());

const by = (actor: Actor) => async (name: string, input: Record<string, unknown>) =>
  await attempt(at.db.engine, actor, name, input);
const clientId = async () =>
  (await act<{ clientId: string }>(at.db.engine, at.maya, 'matters show', { id: at.matterOf(A).id })).clientId;

/** 5 % more for the client from April, to whole fives. */
const ofClient = async () => ({
  title: 'Rates of April',
  clientId: await clientId(),
  currency: 'GBP',
  percentPpm: 50_000,
  roundTo: '500',
  from: '2026-04-01',
  reason: 'Yearly review',
});

async function card(number: string, hours: string, workDate: string): Promise<string> {
  const timekeeper = at.firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate');
  const { id } = await act<{ id: string }>(at.db.engine, at.maya, 'cards record', {
    kind: 'time',
    matterId: at.matterOf(number).id,
    timekeeperId: timekeeper?.id,
    workDate,
    hours,
    narrative: 'Advising',
  });
  return id;
}

const wip = async (id: string): Promise<string> =>
  (await act<{ wip: { minor: string } }>(at.db.engine, at.maya, 'cards show', { id })).wip.minor;

interface Shown {
  state: string;
  version: number;
  waitsFor: string;
  mayDecide: boolean;
  lines: { rateId: string; whose: string; was: string; ratePerHour: string }[];
  effects: { matter: string; cards: number; was: { minor: string }; now: { minor: string }; onProformas: number }[];
}
const shown = async (id: string, actor = at.maya) => await act<Shown>(at.db.engine, actor, 'rate-changes show', { id });

describe('a change of a client’s rates', () => {
  let id = '';
  let before = '';
  let free = '';
  let placed = '';

  it('is proposed from the rates as they are, each to whole fives; a second one waits for the first', async () => {
    before = await card(A, '1.00', '2026-02-27');
    free = await card(A, '1.50', '2026-03-05');
    placed = await card(B, '2.00', '2026-03-06');
    await act(at.db.engine, at.maya, 'runs start', { throughDay: '2026-03-20', matterId: at.matterOf(B).id });
    const change = {
      title: 'Rates of March',
      clientId: await clientId(),
      currency: 'GBP',
      percentPpm: 50_000,
      roundTo: '500',
      from: '2026-03-01',
      reason: 'Yearly review',
    };
    const none = await by(at.maya)('rate-changes propose', { ...change, from: '2025-01-01' });
    expect(codeOf(none)).toBe('no-rate');
    ({ id } = await act<{ id: string }>(at.db.engine, at.maya, 'rate-changes propose', change));
    expect(codeOf(await by(at.maya)('rate-changes propose', change))).toBe('pending');
    const { lines, state, waitsFor } = await shown(id);
    expect([state, waitsFor]).toEqual(['proposed', 'approval, and the client’s word']);
    expect(lines.map(({ whose, was, ratePerHour }) => [whose, was, ratePerHour])).toEqual([
      [A, '20000', '21000'],
      [B, '20000', '21000'],
    ]);
  });

  it('shows what it makes of unbilled work of its days, and what stands on proformas', async () => {
    expect((await shown(id)).effects).toEqual([
      expect.objectContaining({
        matter: A,
        cards: 1,
        was: { minor: '30000', currency: 'GBP' },
        now: { minor: '31500', currency: 'GBP' },
        onProformas: 0,
      }),
      expect.objectContaining({
        matter: B,
        cards: 1,
        was: { minor: '40000', currency: 'GBP' },
        now: { minor: '42000', currency: 'GBP' },
        onProformas: 1,
      }),
    ]);
  });

  it('one rate is set otherwise while it is proposed; what somebody else saw is not decided on', async () => {
    const { lines, version } = await shown(id);
    const correct = { id, version, rateId: lines[0]?.rateId, ratePerHour: '22000' };
    await act(at.db.engine, at.maya, 'rate-changes correct', correct);
    expect(codeOf(await by(at.maya)('rate-changes correct', correct))).toBe('stale');
    expect(codeOf(await by(ruth)('rate-changes decide', { id, version, approve: true }))).toBe('stale');
  });

  it('is approved by another person who may, and put in force once the client agreed', async () => {
    const { version, mayDecide } = await shown(id);
    expect([mayDecide, (await shown(id, ruth)).mayDecide]).toEqual([false, true]);
    expect(codeOf(await by(at.maya)('rate-changes decide', { id, version, approve: true }))).toBe('not-permitted');
    expect(codeOf(await by(at.maya)('rate-changes put-in-force', { id, reRate: true }))).toBe('not-approved');
    await act(at.db.engine, ruth, 'rate-changes decide', { id, version, approve: true });
    expect(codeOf(await by(at.maya)('rate-changes put-in-force', { id, reRate: true }))).toBe('client-to-agree');
    const agree = { id, on: '2026-03-18', by: 'J. Doe, letter of 18 March' };
    expect(codeOf(await by(at.maya)('rate-changes agree', { ...agree, on: '2026-03-21' }))).toBe('future-date');
    await act(at.db.engine, at.maya, 'rate-changes agree', agree);
    const rehearsed = await act<{ rates: number; cards: number; change: { minor: string }[] }>(
      at.db.engine,
      at.maya,
      'rate-changes put-in-force',
      { id, reRate: true },
    );
    // 1.5 h × 20.00; the card on the proforma keeps its rate
    expect(rehearsed).toMatchObject({ rates: 2, cards: 1, change: [{ minor: '3000', currency: 'GBP' }] });
    expect([await wip(before), await wip(free), await wip(placed)]).toEqual(['20000', '33000', '40000']);
    expect(await wip(await card(B, '1.00', '2026-03-19'))).toBe('21000');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('is taken back in one action: the rates before count on, and what is free is re-rated back', async () => {
    const back = await act<{ state: string; cards: number }>(at.db.engine, at.maya, 'rate-changes withdraw', {
      id,
      reason: 'The client withdrew its word',
    });
    expect(back).toMatchObject({ state: 'taken-back', cards: 2 });
    expect([await wip(free), await wip(placed)]).toEqual(['30000', '40000']);
    expect(await wip(await card(A, '1.00', '2026-03-19'))).toBe('20000');
    expect(codeOf(await by(at.maya)('rate-changes withdraw', { id, reason: 'again' }))).toBe('ended');
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('a taken-back change of standard rates counts for no card any more', async () => {
    const number = '1002-001';
    const carried = await wip(await card(number, '1.00', '2026-03-19'));
    const { id: standard } = await act<{ id: string }>(at.db.engine, at.maya, 'rate-changes propose', {
      title: 'Standard rates of March',
      percentPpm: 100_000,
      from: '2026-03-10',
      reason: 'Costs',
    });
    await act(at.db.engine, ruth, 'rate-changes decide', { id: standard, version: 1, approve: true });
    await act(at.db.engine, at.maya, 'rate-changes put-in-force', { id: standard, reRate: false });
    const raised = (BigInt(carried) * 11n) / 10n;
    expect(await wip(await card(number, '1.00', '2026-03-19'))).toBe(raised.toString());
    // what carries the rates before is told as long as the change is in force
    expect((await shown(standard)).effects.some((effect) => effect.matter === number)).toBe(true);
    await act(at.db.engine, at.maya, 'rate-changes withdraw', { id: standard, reason: 'A mistake' });
    expect(await wip(await card(number, '1.00', '2026-03-19'))).toBe(carried);
    expect(await brokenChecks(at.db.engine, at.firm)).toEqual([]);
  });

  it('the firm’s standard rates need no client; nobody approves their own', async () => {
    const { id: own } = await act<{ id: string }>(at.db.engine, ruth, 'rate-changes propose', {
      title: 'Standard rates of April',
      percentPpm: 30_000,
      from: '2026-04-01',
      reason: 'Costs',
    });
    const { version, waitsFor } = await shown(own);
    expect(waitsFor).toBe('approval');
    expect(codeOf(await by(ruth)('rate-changes decide', { id: own, version, approve: true }))).toBe('own-proposal');
    const owen = await at.firm.as('owen.price');
    expect(codeOf(await by(owen)('rate-changes decide', { id: own, version, approve: false }))).toBe('no-reason');
    await act(at.db.engine, owen, 'rate-changes decide', { id: own, version, approve: false, note: 'Not this year' });
    expect((await shown(own)).state).toBe('rejected');
  });
});

describe('a change of rates that several have a part in', () => {
  it('a rate of nothing and one that ends stay as they are, which is said; the others rise', async () => {
    await at.rateOf200('1006-003');
    await act(at.db.engine, at.maya, 'rates set', {
      level: 'matter',
      matterId: at.matterOf('1006-003').id,
      currency: 'GBP',
      ratePerHour: '26000',
      from: '2026-06-01',
      source: 'Agreed for the appeal',
    });
    await act(at.db.engine, at.maya, 'rates set', {
      level: 'exception',
      matterId: at.matterOf(A).id,
      timekeeperId: at.firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Partner')?.id,
      currency: 'GBP',
      ratePerHour: '0',
      from: '2026-01-01',
      source: 'Pro bono',
    });
    const { id, rates, left } = await act<{ id: string; rates: number; left: { because: string }[] }>(
      at.db.engine,
      at.maya,
      'rate-changes propose',
      { ...(await ofClient()), title: 'Rates of May' },
    );
    expect(rates).toBe(2);
    expect(left.map((one) => one.because).toSorted()).toEqual(['it counts to 2026-05-31 only', 'it is nothing']);
    await act(at.db.engine, at.maya, 'rate-changes withdraw', { id, reason: 'Another time' });
  });

  it('of two who propose for the same rates in the same moment one waits for the other', async () => {
    const change = await ofClient();
    const held = new pg.Client(at.db.owner);
    await held.connect();
    // Nothing is written until both have looked for what is under way.
    await held.query('begin; lock table rate_change in share mode');
    const both = [at.maya, ruth].map((actor) => by(actor)('rate-changes propose', change));
    try {
      // Asked outside a transaction: within one the server shows who is connected as of the first question.
      const waiting = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      const { kysely } = at.db.engine.store;
      await expect.poll(async () => (await waiting.execute(kysely)).rows[0]?.n).toBe(2);
    } finally {
      // Ended however it went: a lock that stays would hold up every file after this one.
      await held.end();
    }
    const ended = await Promise.all(both);
    expect(ended.map(codeOf).toSorted()).toEqual(['done', 'pending']);
    const made = ended.find((one) => one.ok);
    await act(at.db.engine, at.maya, 'rate-changes withdraw', {
      id: made?.ok ? made.value['id'] : '',
      reason: 'Another time',
    });
  });

  it('the client agreed to rates as they were: one set otherwise needs the client’s word again', async () => {
    const { id } = await act<{ id: string }>(at.db.engine, at.maya, 'rate-changes propose', await ofClient());
    await act(at.db.engine, at.maya, 'rate-changes agree', { id, on: '2026-03-18', by: 'J. Doe' });
    const seen = await shown(id);
    expect(seen.waitsFor).toBe('approval');
    const correct = { id, version: seen.version, rateId: seen.lines[0]?.rateId, ratePerHour: '90000' };
    await act(at.db.engine, ruth, 'rate-changes correct', correct);
    expect((await shown(id)).waitsFor).toBe('approval, and the client’s word');
    // and whoever set a rate otherwise doesn't approve it
    const { version, mayDecide } = await shown(id, ruth);
    expect(mayDecide).toBe(false);
    expect(codeOf(await by(ruth)('rate-changes decide', { id, version, approve: true }))).toBe('own-proposal');
    const owen = await at.firm.as('owen.price');
    await act(at.db.engine, owen, 'rate-changes decide', { id, version, approve: true });
    expect(codeOf(await by(at.maya)('rate-changes put-in-force', { id, reRate: true }))).toBe('client-to-agree');
    await act(at.db.engine, at.maya, 'rate-changes withdraw', { id, reason: 'Another time' });
  });
});
