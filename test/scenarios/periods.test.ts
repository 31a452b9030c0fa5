import { afterAll, beforeAll, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { bankAccount, bill, receivable } from '../support/money.ts';

/** The month of the test firm's day, London's books. */
const MONTH = '2026-03-01';
const FILE = 'Date,Matter,Timekeeper,Hours,Narrative\n2026-03-20,1001-001,101,1.00,Considering the search report\n';

let database: TestDatabase;
let firm: TestFirm;

beforeAll(async () => {
  database = await testDatabase();
  firm = await testFirm(database.engine);
});
afterAll(() => database.close());

async function setMonth(state: string): Promise<void> {
  const owen = await firm.as('owen.price');
  const { rows } = await act<{ rows: { id: string; entity: string; from: string }[] }>(
    database.engine,
    owen,
    'periods list',
    {},
  );
  const { id } = rows.find((p) => p.entity === 'UK' && p.from === MONTH) ?? {};
  await act(database.engine, owen, 'periods set-state', { id, state, reason: 'Month end' });
}

interface Preview {
  readonly wouldAccept: number;
  readonly wouldRefuse: number;
  readonly blocked: string;
}
const preview = async (): Promise<Preview> =>
  await act<Preview>(database.engine, await firm.as('maya.okafor'), 'imports preview', {
    fileName: 'march.csv',
    file: { text: FILE },
  });
async function recorded(who: string): Promise<string> {
  const timekeeper = firm.timekeepers.find((t) => t.office === 'LON' && t.title === 'Associate');
  return codeOf(
    await attempt(database.engine, await firm.as(who), 'cards record', {
      kind: 'time',
      matterId: firm.matters.find((m) => m.number === '1001-001')?.id,
      timekeeperId: timekeeper?.id,
      workDate: '2026-03-20',
      hours: '1.00',
      narrative: 'Considering the search report',
    }),
  );
}

it('a soft-closed month takes what finance posts and nobody else’s; a closed one takes nothing', async () => {
  const owen = await firm.as('owen.price');
  const [invoice] = await bill(database.engine, firm, '1001-001', ['1.00']);
  const owed = await receivable(database.engine, owen, invoice?.id);
  const received = async (who: string, minor: string): Promise<string> =>
    codeOf(
      await attempt(database.engine, await firm.as(who), 'receipts record', {
        bankAccountId: await bankAccount(database.engine, owen, 'UK', 'GBP'),
        payerId: owed.payerId,
        method: 'wire',
        receivedOn: '2026-03-31',
        amount: minor,
        allocations: [{ receivableId: invoice?.id, amount: minor }],
      }),
    );
  await setMonth('soft-closed');
  expect(await recorded('maya.okafor')).toBe('period-closed');
  expect(await received('maya.okafor', '100')).toBe('period-closed');
  expect(await received('owen.price', '100')).toBe('done');
  await setMonth('closed');
  expect(await received('owen.price', '100')).toBe('period-closed');
  await setMonth('open');
  expect(await recorded('maya.okafor')).toBe('done');
  expect(await received('maya.okafor', '100')).toBe('done');
  expect(await brokenChecks(database.engine, firm)).toEqual([]);
});

it('the preview of a file says that its day’s month is closed, or that a currency has no rate, before it is taken', async () => {
  expect(await preview()).toMatchObject({ wouldAccept: 1, wouldRefuse: 0, blocked: '' });
  await setMonth('soft-closed');
  expect((await preview()).blocked).toMatch(/^The period 2026-03 is soft-closed/);
  await setMonth('closed');
  expect((await preview()).blocked).toMatch(/^The period 2026-03 is closed/);
  await setMonth('open');
  expect((await preview()).blocked).toBe('');
});
