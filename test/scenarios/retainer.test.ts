import { afterAll, beforeAll, expect, it } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import type { BilledInvoice, MoneyText } from '../support/money.ts';
import { onAccountWork } from '../support/on-account.ts';

/** An evergreen retainer of 1,000.00 GBP, filled up again below 400.00; an associate's hour is 345.00. */
let database: TestDatabase;
let firm: TestFirm;
let at: Awaited<ReturnType<typeof onAccountWork>>;
let clientId: string;
let engagementId: string;
let clauseLineId: string;

interface Retainer {
  readonly clauseLineId: string;
  readonly words: string;
  readonly wholeClient: boolean;
  readonly matterId: string;
  readonly left: MoneyText;
  readonly propose: MoneyText;
}

beforeAll(async () => {
  database = await testDatabase(day('2026-02-02'));
  firm = await testFirm(database.engine);
  at = await onAccountWork(database, firm);
  const { rows } = await act<{ rows: { id: string }[] }>(database.engine, at.maya, 'clients list', { words: '1006' });
  clientId = rows[0]?.id ?? '';
  ({ id: engagementId } = await act<{ id: string }>(database.engine, at.maya, 'engagements add', {
    clientId,
    title: 'Letter of February',
    from: '2026-02-01',
  }));
});
afterAll(() => database.close());

const terms = (more: Record<string, unknown> = {}) => ({
  kind: 'retainer',
  amount: { minor: '100000', currency: 'GBP' },
  floor: '40000',
  matterId: at.matterOf('1006-001'),
  wholeClient: true,
  ...more,
});
const setClause = async (of: Record<string, unknown>) =>
  await attempt(database.engine, at.maya, 'engagements set-clause', {
    engagementId,
    number: '3',
    words: 'A retainer of GBP 1,000, kept above GBP 400',
    from: '2026-02-01',
    terms: of,
  });
const retainer = async (): Promise<Retainer> =>
  (await act<{ rows: Retainer[] }>(database.engine, at.maya, 'on-account retainers', { clientId })).rows[0] as Retainer;
const tasks = async (): Promise<{ what: string; value: MoneyText[]; href: string }[]> =>
  (
    await act<{ tasks: { what: string; value: MoneyText[]; href: string }[] }>(
      database.engine,
      at.maya,
      'today show',
      {},
    )
  ).tasks.filter((t) => t.what.includes('retainer'));

/** One click takes what is proposed, as it is. */
async function billProposed(): Promise<BilledInvoice> {
  const { propose, words, wholeClient, matterId, ...one } = await retainer();
  const { invoices } = await act<{ invoices: BilledInvoice[] }>(database.engine, at.maya, 'on-account bill', {
    matterId,
    wholeClient,
    amount: propose.minor,
    words,
    invoiceDate: database.engine.clock.today(),
    clauseLineId: one.clauseLineId,
  });
  return invoices[0] as BilledInvoice;
}

async function work(matter: string, hours: string[], takes: readonly { id: string }[]): Promise<void> {
  const sheet = await at.ready(
    matter,
    hours,
    takes.map(({ id }) => ({ onAccountId: id })),
  );
  expect(codeOf(await at.billWork(sheet))).toBe('done');
}

it('a clause agrees it, in the currency of its matter and with a floor within it', async () => {
  expect(codeOf(await setClause(terms({ floor: '100001' })))).toBe('bad-input');
  expect(codeOf(await setClause(terms({ amount: { minor: '100000', currency: 'USD' } })))).not.toBe('done');
  expect(codeOf(await setClause(terms({ matterId: at.matterOf('1003-001') })))).not.toBe('done');
  const set = await setClause(terms());
  if (!set.ok) throw new Error(set.refusal.sentence);
  expect(set.value['said']).toBe(
    'retainer of 1,000.00 GBP, filled up again below 400.00 GBP, for all matters of the client',
  );
  clauseLineId = set.value['lineId'] as string;
});

it('as nothing is billed of it yet, the whole is proposed, and Today says so; nothing is billed by itself', async () => {
  expect(await retainer()).toMatchObject({ clauseLineId, left: { minor: '0' }, propose: { minor: '100000' } });
  expect(await tasks()).toMatchObject([{ what: '1 retainer to bill on account', value: [{ minor: '100000' }] }]);
  const { total } = await act<{ total: number }>(database.engine, at.maya, 'on-account list', { all: 'true' });
  expect(total).toBe(0);
});

let first: BilledInvoice;

it('is billed citing its clause, and above the floor nothing is proposed', async () => {
  first = await billProposed();
  expect(await tasks()).toEqual([]);
  expect(await retainer()).toMatchObject({ left: { minor: '100000' }, propose: { minor: '0' } });
  await at.pay(first.id, '120000');
  database.engine.clock.moveTo(day('2026-03-16'));
  // Work on another matter of the client takes it up: 1.50 h at 345.00 = 517.50 leave 482.50.
  await work('1006-002', ['1.50'], [first]);
  expect(await retainer()).toMatchObject({ left: { minor: '48250' }, propose: { minor: '0' } });
  await proved();
});

it('below the floor, what is missing up to the amount is proposed, billed and taken up after what is older', async () => {
  database.engine.clock.moveTo(day('2026-04-20'));
  // 0.50 h: 172.50 leave 310.00, below 400.00; 690.00 fill it up.
  await work('1006-001', ['0.50'], [first]);
  expect(await retainer()).toMatchObject({ left: { minor: '31000' }, propose: { minor: '69000' } });
  expect(await tasks()).toMatchObject([{ value: [{ minor: '69000' }], href: '/on-account/retainers?low=true' }]);
  const refill = await billProposed();
  expect(await tasks()).toEqual([]);
  expect(await retainer()).toMatchObject({ left: { minor: '100000' } });
  await proved();
  database.engine.clock.moveTo(day('2026-06-15'));
  // 1.00 h: 345.00 take 310.00 of the first and 35.00 of the refill.
  await work('1006-003', ['1.00'], [refill, first]);
  expect(await at.standing(first.id)).toMatchObject({ left: { minor: '0' } });
  expect(await at.standing(refill.id)).toMatchObject({ left: { minor: '65500' } });
  await proved();
});

it('the list shows what is left of what the clause was cited for', async () => {
  const { rows, left } = await act<{ rows: { clause: string; number: string }[]; left: MoneyText[] }>(
    database.engine,
    at.maya,
    'on-account list',
    { clauseLineId },
  );
  expect(rows.map((r) => r.clause)).toEqual(['3']);
  expect(left).toEqual([{ minor: '65500', currency: 'GBP' }]);
});

async function proved(): Promise<void> {
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
}
