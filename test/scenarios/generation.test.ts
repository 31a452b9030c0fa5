import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
const THROUGH = '2026-03-31';

beforeAll(async () => {
  db = await testDatabase(day(THROUGH));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
});
afterAll(() => db.close());

type Matter = TestFirm['matters'][number];
interface Outcome {
  readonly outcome: string;
  readonly reason: string;
  readonly proformaId: string | null;
  readonly cards: number;
}

const matterAt = (number: string): Matter => {
  const found = firm.matters.find((m) => m.number === number);
  if (!found) throw new Error(`no matter ${number}`);
  return found;
};

async function record(matter: Matter, workDate: string): Promise<void> {
  await act(db.engine, maya, 'cards record', {
    kind: 'disbursement',
    costKind: 'hard',
    matterId: matter.id,
    workDate,
    amount: { minor: '10000', currency: matter.currency },
    narrative: `Translation of ${workDate}`,
    expenseCode: 'E123',
  });
}

async function run(criteria: Record<string, unknown>, dryRun = false): Promise<Outcome[]> {
  const outcome = await attempt(db.engine, maya, 'runs start', { throughDay: THROUGH, ...criteria }, { dryRun });
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return (outcome.value as { outcomes: Outcome[] }).outcomes;
}

describe('a range of days', () => {
  it('takes work from the first day to the last; what lies before stays off, and isn’t offered to be gathered', async () => {
    const matter = matterAt('1001-001');
    await record(matter, '2026-01-15');
    await record(matter, '2026-03-10');
    const backward = { throughDay: '2026-03-01', fromDay: '2026-03-02' };
    expect(codeOf(await attempt(db.engine, maya, 'runs start', backward))).toBe('bad-input');
    expect(await run({ matterId: matter.id, fromDay: '2026-03-20' }, true)).toMatchObject([
      { outcome: 'skipped', reason: 'Nothing to bill (2 before the first day).' },
    ]);
    const [made] = await run({ matterId: matter.id, fromDay: '2026-03-01' });
    expect(made).toMatchObject({
      outcome: 'generated',
      cards: 1,
      reason: 'Generated; 1 card before the first day stay off.',
    });
    const sheet = (await sheetOf(db.engine, maya, made?.proformaId ?? '')) as unknown as { newWip: { cards: number } };
    expect(sheet.newWip.cards).toBe(0);
  });
});

describe('an open proforma', () => {
  it('is left, or filled as an edit that can be undone, and then reaches to the run’s last day; never under review', async () => {
    const matter = matterAt('1002-001');
    await record(matter, '2026-02-10');
    const [made] = await run({ matterId: matter.id, throughDay: '2026-02-28' });
    const id = made?.proformaId ?? '';
    await record(matter, '2026-03-10');
    expect(await run({ matterId: matter.id })).toMatchObject([
      { outcome: 'existing', reason: expect.stringContaining('1 new card can be gathered into it.') as string },
    ]);
    const filling = { matterId: matter.id, existing: 'gather' };
    expect(await run(filling)).toMatchObject([{ outcome: 'gathered', proformaId: id, cards: 1 }]);
    const filled = (await sheetOf(db.engine, maya, id)) as unknown as {
      throughDay: string;
      version: number;
      lines: unknown[];
    };
    expect([filled.throughDay, filled.lines.length]).toEqual([THROUGH, 2]);
    await act(db.engine, maya, 'proformas undo', { id });
    expect((await sheetOf(db.engine, maya, id)).lines).toHaveLength(1);
    await act(db.engine, maya, 'proformas redo', { id });
    // nothing is left to fill in
    expect(await run(filling)).toMatchObject([{ outcome: 'existing' }]);
    await record(matter, '2026-03-11');
    const { version } = await sheetOf(db.engine, maya, id);
    await act(db.engine, maya, 'proformas move', { id, version, move: 'submit' });
    expect(await run(filling)).toMatchObject([
      {
        outcome: 'existing',
        reason: expect.stringContaining('is with reviewer, so 1 new card were not gathered') as string,
      },
    ]);
  });
});

describe('a run that fills and a submission at the same moment', () => {
  it('one of them wins: what was submitted is not filled, what was filled is not submitted as it was', async () => {
    for (const number of ['1004-001', '1004-002', '1004-003', '1005-001']) {
      const matter = matterAt(number);
      await record(matter, '2026-02-10');
      const [made] = await run({ matterId: matter.id, throughDay: '2026-02-28' });
      await record(matter, '2026-03-10');
      const id = made?.proformaId ?? '';
      const { version } = await sheetOf(db.engine, maya, id);
      const [filled, submitted] = await Promise.all([
        run({ matterId: matter.id, existing: 'gather' }),
        attempt(db.engine, maya, 'proformas move', { id, version, move: 'submit' }),
      ]);
      const after = await sheetOf(db.engine, maya, id);
      const won = filled[0]?.outcome === 'gathered';
      expect([after.lines.length, after.state === 'with-reviewer', codeOf(submitted)], number).toEqual(
        won ? [2, false, 'stale'] : [1, true, 'done'],
      );
    }
  });
});

describe('a group of clients, a legal entity', () => {
  it('narrow a run; the run says in words what it was asked for', async () => {
    await record(matterAt('2001-001'), '2026-03-10');
    await record(matterAt('2003-001'), '2026-03-10');
    const { rows } = await act<{ rows: { id: string }[] }>(db.engine, maya, 'clients list', { words: '2003' });
    const shown = await act<{ address: string[]; country: string; version: number; number: string; name: string }>(
      db.engine,
      maya,
      'clients show',
      { id: rows[0]?.id },
    );
    const { address, country, version, number, name } = shown;
    await act(db.engine, await firm.as('ingrid.dahl'), 'clients save', {
      id: rows[0]?.id,
      version,
      number,
      name,
      address,
      country,
      group: 'Foods',
    });
    const groups = await act<{ rows: unknown[] }>(db.engine, maya, 'client-groups list', {});
    expect(groups.rows).toEqual([{ name: 'Foods', clients: 1 }]);
    const entityId = firm.entities.get('US')?.id;
    const matters = async (criteria: Record<string, unknown>): Promise<string[]> =>
      ((await run(criteria, true)) as unknown as { matter: string }[]).map((one) => one.matter.slice(0, 8));
    expect(await matters({ group: 'Foods' })).toEqual(['2003-001']);
    expect(await matters({ entityId })).toEqual(['2001-001', '2003-001']);
    expect(await matters({ group: 'Foods', entityId: firm.entities.get('UK')?.id })).toEqual([]);
    const made = await act<{ id: string }>(db.engine, maya, 'runs start', {
      throughDay: THROUGH,
      group: 'Foods',
      entityId,
      kinds: ['disbursement'],
    });
    expect(await act(db.engine, maya, 'runs show', { id: made.id })).toMatchObject({
      about: 'group Foods, Hartwell & Voss P.C.; disbursements only',
    });
  });
});

describe('billing cycles', () => {
  const matter = (): Matter => matterAt('1006-001');
  const clientOf = async (): Promise<string> =>
    (await act<{ clientId: string }>(db.engine, maya, 'matters show', { id: matter().id })).clientId;
  const set = async (input: Record<string, unknown>) => await attempt(db.engine, maya, 'billing-cycles set', input);

  it('leave out what isn’t due, with the next day and where to change it; a chosen matter or somebody’s asking is stronger', async () => {
    const clientId = await clientOf();
    await record(matter(), '2026-02-10');
    expect(codeOf(await set({ clientId, every: 'quarter', endMonth: 1, from: '2026-01-01' }))).toBe('done');
    expect(codeOf(await set({ clientId, every: 'month', from: '2026-01-01' }))).toBe('overlaps');
    const found = await run({ clientId }, true);
    expect(found).toMatchObject([
      {
        outcome: 'skipped',
        reason:
          'Billed quarterly: next for work through 2026-04-30. It is set on the client; change it on the client’s page, or choose the matter alone.',
      },
    ]);
    expect(await run({ clientId, cycles: false }, true)).toMatchObject([{ outcome: 'generated' }]);
    expect(await run({ matterId: matter().id }, true)).toMatchObject([
      { outcome: 'generated', reason: 'Generated; it isn’t due by its cycle.' },
    ]);
  });

  it('of a matter count before its client’s, from their day, and can be given back to the client', async () => {
    const clientId = await clientOf();
    const own = { clientId, matterId: matter().id };
    expect(codeOf(await set({ ...own, every: 'quarter', endMonth: 3, from: '2026-03-01' }))).toBe('done');
    expect(await run({ clientId, throughDay: '2026-02-28' }, true)).toMatchObject([{ outcome: 'skipped' }]);
    expect(await run({ clientId }, true)).toMatchObject([{ outcome: 'generated' }]);
    expect(codeOf(await set({ ...own, every: 'as-wider', from: '2026-03-20', reason: 'As agreed' }))).toBe('done');
    expect(await run({ clientId }, true)).toMatchObject([{ outcome: 'skipped' }]);
    const { rows } = await act<{ rows: { of: string; every: string; counts: boolean; to: string | null }[] }>(
      db.engine,
      maya,
      'billing-cycles list',
      own,
    );
    expect(rows.map((row) => [row.of, row.every, row.to, row.counts])).toEqual([
      ['matter', 'as-wider', null, false],
      ['matter', 'quarter', '2026-03-20', false],
      ['client', 'quarter', null, true],
    ]);
    expect(codeOf(await set({ clientId: null, every: 'as-wider', from: '2026-01-01' }))).toBe('bad-input');
    expect(codeOf(await set({ clientId, matterId: matterAt('1001-001').id, every: 'year', from: '2026-01-01' }))).toBe(
      'not-found',
    );
    const cal = await firm.as('petra.novak');
    expect(
      codeOf(await attempt(db.engine, cal, 'billing-cycles set', { clientId, every: 'year', from: '2026-05-01' })),
    ).toBe('not-permitted');
  });

  it('leave the books as they are', async () => {
    expect(await brokenChecks(db.engine, firm)).toEqual([]);
  });
});
