import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { approved, attempt, brokenChecks, codeOf, proformaOn, testFirm, type TestFirm } from '../support/firm.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let matter: { id: string; clientId: string; familyId: string };
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  const id = firm.matters.find((m) => m.number === '1001-001')?.id ?? '';
  const shown = await act<{ clientId: string; family: { id: string } }>(db.engine, maya, 'matters show', { id });
  matter = { id, clientId: shown.clientId, familyId: shown.family.id };
});
afterAll(() => db.close());

interface Row {
  readonly lineId: string;
  readonly name: string;
  readonly scope: string;
  readonly amount: { minor: string };
  readonly billed: { minor: string };
  readonly wip: { minor: string };
  readonly used: { minor: string };
  readonly left: { minor: string };
  readonly usedPpm: number;
  readonly expected: { minor: string };
  readonly variance: { minor: string };
  readonly leftOut: number;
}
const listed = async (of: object = { matterId: matter.id }): Promise<readonly Row[]> =>
  (await act<{ rows: Row[] }>(db.engine, maya, 'budgets list', of)).rows;
const figures = (row: Row | undefined) => [row?.billed.minor, row?.wip.minor, row?.used.minor, row?.left.minor];
const set = (more: object) =>
  attempt(db.engine, maya, 'budgets set', {
    clientId: matter.clientId,
    matterId: matter.id,
    name: 'Prosecution',
    amount: { minor: '100000', currency: 'GBP' },
    covers: 'all',
    since: '2026-03-01',
    source: 'Estimate accepted on 1 March',
    ...more,
  });

it('what is carried, billed, credited and unbilled counts once, to the cent', async () => {
  expect(codeOf(await set({}))).toBe('done');
  expect(figures((await listed())[0])).toEqual(['0', '0', '0', '100000']);
  const sheet = await proformaOn(db.engine, firm, '1001-001', ['1.00'], '25000');
  const wip = (await listed())[0]?.wip.minor ?? '';
  // an hour at the agreed rate and 250.00 of costs
  expect(BigInt(wip)).toBe(BigInt(sheet.amounts.fees.minor) + 25_000n);
  const ready = await approved(db.engine, firm, sheet.id);
  const billed = await act<{ invoices: { id: string }[] }>(db.engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: '2026-03-31',
  });
  const left = (100_000n - BigInt(wip)).toString();
  expect(figures((await listed())[0])).toEqual([wip, '0', wip, left]);
  expect((await listed())[0]?.usedPpm).toBe(Number(BigInt(wip) * 10n));
  await act(db.engine, maya, 'invoices unbill', { invoiceId: billed.invoices[0]?.id, reason: 'wrong payer' });
  expect(figures((await listed())[0])).toEqual(['0', wip, wip, left]);
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});

it('a budget of fees leaves costs out; one of a family or portfolio counts all its matters', async () => {
  await set({ name: 'Fees only', covers: 'fees' });
  await set({ name: 'Family', matterId: null, familyId: matter.familyId });
  await set({ name: 'Portfolio', matterId: null });
  const other = firm.matters.find((m) => m.client.number === '1001' && m.number !== '1001-001');
  await act(db.engine, maya, 'cards record', {
    kind: 'charge',
    matterId: other?.id,
    workDate: '2026-03-20',
    amount: { minor: '1000', currency: 'GBP' },
    narrative: 'Search',
  });
  const rows = await listed({ clientId: matter.clientId });
  const used = (name: string) => BigInt(rows.find((row) => row.name === name)?.used.minor ?? '0');
  expect(used('Prosecution') - used('Fees only')).toBe(25_000n);
  expect(used('Portfolio') - used('Prosecution')).toBe(1_000n);
  expect((await listed()).map((row) => row.scope).toSorted()).toEqual(['family', 'matter', 'matter', 'portfolio']);
});

it('open tasks of the docket tell what it will come to', async () => {
  await act(db.engine, maya, 'docket-rules set', {
    name: 'Grant',
    codes: ['Grant formalities'],
    from: '2026-01-01',
    clientId: matter.clientId,
    params: { action: 'fixed-fee', amount: { minor: '48000', currency: 'GBP' }, narrative: 'Grant' },
    clause: 'Price list',
  });
  await act(db.engine, maya, 'docket save', {
    matterId: matter.id,
    name: 'Grant formalities',
    state: 'open',
    dueDay: '2026-06-01',
  });
  const row = (await listed()).find((r) => r.name === 'Prosecution');
  expect(row?.expected.minor).toBe('48000');
  expect(BigInt(row?.variance.minor ?? '0')).toBe(BigInt(row?.left.minor ?? '0') - 48_000n);
  // due after the days that count
  await set({ name: 'First quarter', from: '2026-01-01', to: '2026-03-31' });
  expect((await listed()).find((r) => r.name === 'First quarter')?.expected.minor).toBe('0');
});

it('what was set wrongly today is set right or ended today; a budget stays what it is of', async () => {
  const made = await set({ name: 'Appeal', since: '2026-03-31' });
  const lineId = made.ok ? made.value['lineId'] : '';
  const right = { lineId, name: 'Appeal', amount: { minor: '90000', currency: 'GBP' }, since: '2026-03-31' };
  expect(codeOf(await set(right))).toBe('done');
  const appeal = async () => (await listed()).filter((row) => row.name === 'Appeal').map((row) => row.amount.minor);
  expect(await appeal()).toEqual(['90000']);
  expect(codeOf(await set({ ...right, matterId: null, familyId: matter.familyId }))).toBe('append-only');
  expect(await appeal()).toEqual(['90000']);
  await act(db.engine, maya, 'budgets end', { lineId, on: '2026-03-31', reason: 'agreed for another case' });
  expect(await appeal()).toEqual([]);
});

it('an amendment counts from its day; ended, nothing is held against it; the pre-review tells what is reached', async () => {
  const line = (await listed()).find((row) => row.name === 'Prosecution');
  const { proforma } = await act<{ proforma: { id: string } }>(db.engine, maya, 'matters show', { id: matter.id });
  const flagged = async () =>
    (
      await act<{ flags: { code: string; sentence: string }[] }>(db.engine, maya, 'flags list', {
        proformaId: proforma.id,
      })
    ).flags.filter((flag) => flag.code === 'budget-used' && flag.sentence.includes('Prosecution'));
  await set({
    lineId: line?.lineId,
    amount: { minor: (BigInt(line?.used.minor ?? '0') * 2n).toString(), currency: 'GBP' },
    since: '2026-03-31',
  });
  expect((await listed()).find((row) => row.name === 'Prosecution')?.usedPpm).toBe(500_000);
  expect(await flagged()).toEqual([]);
  expect(codeOf(await set({ lineId: line?.lineId, since: '2026-03-15' }))).toBe('overlaps');
  db.engine.clock.moveTo(day('2026-04-01'));
  await set({ lineId: line?.lineId, amount: { minor: line?.used.minor, currency: 'GBP' }, since: '2026-04-01' });
  expect((await flagged())[0]?.sentence).toContain('is at 100 % or more');
  await act(db.engine, maya, 'budgets end', { lineId: line?.lineId, on: '2026-04-02', reason: 'case closed' });
  db.engine.clock.moveTo(day('2026-04-02'));
  expect((await listed()).map((row) => row.name)).not.toContain('Prosecution');
});

it.each([
  ['nothing', { amount: { minor: '0', currency: 'GBP' } }, 'no-amount'],
  ['another currency than any of its matters', { amount: { minor: '100', currency: 'JPY' } }, 'other-currency'],
  ['days the wrong way round', { from: '2026-02-01', to: '2026-01-01' }, 'bad-input'],
  ['another client’s matter', { matterId: '01900000-0000-7000-8000-000000000001' }, 'not-found'],
])('a budget of %s is refused', async (_, more, code) => {
  expect(codeOf(await set(more))).toBe(code);
});

it('a budget of a task counts the work, bills and credits with its codes, and nothing else', async () => {
  const number = '1002-003';
  const other = firm.matters.find((m) => m.number === number);
  const { clientId } = await act<{ clientId: string }>(db.engine, maya, 'matters show', { id: other?.id });
  const of = { matterId: other?.id, clientId, name: 'Analysis', covers: 'fees', since: '2026-03-01', source: 'Letter' };
  const phase = { ...of, amount: { minor: '100000', currency: 'GBP' }, taskCodes: ['PA120'] };
  expect(codeOf(await attempt(db.engine, maya, 'budgets set', { ...phase, taskCodes: ['PA999'] }))).toBe('bad-input');
  expect(codeOf(await attempt(db.engine, maya, 'budgets set', phase))).toBe('done');
  const timekeeper = firm.timekeepers.find((t) => t.office === 'LON');
  const works: string[] = [];
  for (const [taskCode, hours] of [
    ['PA120', '2.00'],
    ['PA110', '3.00'],
    [undefined, '1.00'],
  ] as const) {
    const { work } = await act<{ work: { minor: string } }>(db.engine, maya, 'cards record', {
      kind: 'time',
      matterId: other?.id,
      timekeeperId: timekeeper?.id,
      workDate: '2026-03-20',
      hours,
      narrative: 'Analysing the prior art',
      ...(taskCode ? { taskCode } : {}),
    });
    works.push(work.minor);
  }
  const now = async () => figures((await listed({ matterId: other?.id })).find((row) => row.name === 'Analysis'));
  const own = works[0] ?? '';
  const left = (100_000n - BigInt(own)).toString();
  expect(await now()).toEqual(['0', own, own, left]);
  const run = await act<{ outcomes: { proformaId: string }[] }>(db.engine, maya, 'runs start', {
    throughDay: '2026-03-31',
    matterId: other?.id,
  });
  const ready = await approved(db.engine, firm, run.outcomes[0]?.proformaId ?? '');
  const billed = await act<{ invoices: { id: string }[] }>(db.engine, maya, 'invoices bill', {
    proformas: [{ id: ready.id, version: ready.version }],
    invoiceDate: '2026-03-31',
  });
  expect(await now()).toEqual([own, '0', own, left]);
  await act(db.engine, maya, 'invoices credit', {
    invoiceId: billed.invoices[0]?.id,
    toWip: false,
    amount: (works.reduce((sum, minor) => sum + BigInt(minor), 0n) / 2n).toString(),
    reason: 'Half of it',
  });
  // half of every line is credited, so half of its own
  const half = (BigInt(own) / 2n).toString();
  expect(await now()).toEqual([half, '0', half, (100_000n - BigInt(half)).toString()]);
});
