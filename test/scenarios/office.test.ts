import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import { day } from '../../src/kernel/day.ts';
import { askOffice, failOffice, NO_OFFICES, officeClient } from '../../src/modules/docket/index.ts';
import { saveMatter } from '../../src/modules/matters/contract.ts';
import type { Actor } from '../../src/platform/command.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';
import { type Mood, officeStandIn, type OfficeStandIn } from '../support/office.ts';

let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let office: OfficeStandIn;
beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  office = await officeStandIn();
});
afterAll(async () => {
  await office.close();
  await db.close();
});
beforeEach(() => {
  office.mood = 'well';
});

const FAST = { timeoutMs: 300, apartMs: 0 };
const client = () =>
  officeClient({ odp: { url: office.url, key: 'odp-key' }, tsdr: { url: office.url, key: 'tsdr-key' } }, FAST);

interface Answers {
  readonly cannot: string;
  readonly rows: readonly {
    id: string;
    state: string;
    sentence: string;
    caseStatus: string;
    added: number;
    changed: number;
    missing: number;
  }[];
}
const matterOf = (type: string, of: string): string =>
  firm.matters.find((m) => m.type === type && m.office === of)?.id ?? '';
const answers = (matterId: string): Promise<Answers> => act<Answers>(db.engine, maya, 'office answers', { matterId });

/** Asks, does what the worker would do, and gives what came of it. */
async function ask(matterId: string, by = client()): Promise<Answers['rows'][number] | undefined> {
  const { id } = await act<{ id: string }>(db.engine, maya, 'office ask', { matterId, afresh: true });
  await askOffice(db.engine, by, id).catch(() => undefined);
  return (await answers(matterId)).rows[0];
}

it('a patent’s events are taken, again without a change, changed, and questioned when they are gone', async () => {
  const matterId = matterOf('patent', 'US');
  office.events = [
    ['FLRCPT.O', 'Filing receipt', '2025-06-02'],
    ['CTNF', 'Non-final rejection', '2026-01-12'],
    ['MCTNF', 'Mail non-final rejection', '2026-01-15'],
  ];
  expect(await ask(matterId)).toMatchObject({ state: 'answered', added: 3, caseStatus: 'Non Final Action Mailed' });
  expect(office.asked.at(-1)).toMatchObject({
    path: expect.stringContaining('/api/v1/patent/applications/'),
    key: 'odp-key',
  });
  // the beta’s envelope says the same
  office.mood = 'beta';
  expect(await ask(matterId)).toMatchObject({ state: 'answered', added: 0, changed: 0, missing: 0 });
  office.mood = 'well';
  office.events = [office.events[0] ?? ['', '', ''], ['CTNF', 'Non-final office action', '2026-01-12']];
  expect(await ask(matterId)).toMatchObject({ added: 0, changed: 1, missing: 1 });
  const { rows } = await act<{ rows: { code: string; missing: boolean }[] }>(db.engine, maya, 'docket list', {
    matterId,
  });
  expect(rows.find((row) => row.code === 'MCTNF')?.missing).toBe(true);
});

it('a trademark’s history comes from the other service, under its own key; billing rules follow from it', async () => {
  const matterId = matterOf('trademark', 'US');
  const currency = firm.matters.find((m) => m.id === matterId)?.currency;
  await act(db.engine, maya, 'docket-rules set', {
    name: 'Non-final action',
    codes: ['GNRT'],
    from: '2026-01-01',
    params: { action: 'fixed-fee', amount: { minor: '50000', currency }, narrative: 'Reporting the {event}' },
    clause: 'Price list',
  });
  office.events = [
    ['GNRT', 'Non-final action e-mailed', '2026-02-10'],
    ['GNRT', 'Non-final action e-mailed', '2026-02-10'],
  ];
  expect(await ask(matterId)).toMatchObject({
    state: 'answered',
    added: 2,
    sentence: expect.stringContaining('2 billing rules set off'),
  });
  expect(office.asked.at(-1)).toMatchObject({ path: expect.stringContaining('/ts/cd/casestatus/sn'), key: 'tsdr-key' });
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});

it('two matters of one number are kept apart, as when a number is moved to the matter it belongs to', async () => {
  const [from, to] = firm.matters.filter((m) => m.type === 'patent' && m.office === 'US');
  const show = (id: string | undefined) => act(db.engine, maya, 'matters show', { id });
  const { applicationNumber } = await show(from?.id);
  const shown = await show(to?.id);
  const fields = Object.keys(saveMatter.input.shape).filter((field) => field in shown);
  await act(db.engine, maya, 'matters save', {
    ...Object.fromEntries(fields.map((field) => [field, shown[field]])),
    applicationNumber,
  });
  office.events = [['CTNF', 'Non-final rejection', '2026-01-12']];
  expect(await ask(from?.id ?? '')).toMatchObject({ state: 'answered' });
  expect(await ask(to?.id ?? '')).toMatchObject({ state: 'answered', added: 1 });
  expect(await ask(to?.id ?? '')).toMatchObject({ state: 'answered', added: 0, changed: 0, missing: 0 });
});

it('an answer of today is used as it is, unless asked afresh; two questions at once are one', async () => {
  const matterId = matterOf('patent', 'US');
  const before = office.asked.length;
  const again = await act<{ state: string }>(db.engine, maya, 'office ask', { matterId });
  expect(again.state).toBe('answered');
  const first = await act<{ id: string }>(db.engine, maya, 'office ask', { matterId, afresh: true });
  const second = await act<{ id: string }>(db.engine, maya, 'office ask', { matterId, afresh: true });
  expect(second.id).toBe(first.id);
  await askOffice(db.engine, client(), first.id);
  await askOffice(db.engine, client(), first.id);
  expect(office.asked.length - before).toBe(1);
});

it.each<[Mood, string, RegExp]>([
  ['401', 'failed', /doesn’t accept the key \(401\). Correct ENGROSS_ODP_KEY/],
  ['404', 'failed', /knows no case \d{8}. Correct the number/],
  ['odd', 'failed', /has not the shape it should have. Nothing was taken/],
  ['429', 'asked', /asked too often; it says to wait 30 seconds/],
  ['500', 'asked', /out of order \(500\). It is asked again later/],
  ['slow', 'asked', /did not answer in time/],
  ['half', 'asked', /broke off/],
])('when the office is in the mood %s the answer is %s, and says why', async (mood, state, words) => {
  office.mood = mood;
  const matterId = matterOf('patent', 'US');
  const told = await ask(matterId);
  expect(told?.state).toBe(state);
  expect(told?.sentence).toMatch(words);
  // after its last try the worker gives up, and whoever asked may ask again
  await failOffice(db.engine, told?.id ?? '', told?.sentence ?? '');
  expect((await answers(matterId)).rows[0]?.state).toBe('failed');
});

it('without a network, or without a key, the desk says so and goes on', async () => {
  const matterId = matterOf('patent', 'US');
  const nowhere = officeClient({ odp: { url: 'http://127.0.0.1:1', key: 'k' }, tsdr: { url: '', key: null } }, FAST);
  const told = await ask(matterId, nowhere);
  expect(told?.sentence).toMatch(/can’t be reached .*Nothing of the desk needs it/);
  await failOffice(db.engine, told?.id ?? '', 'given up');
  expect((await ask(matterId, officeClient(NO_OFFICES, FAST)))?.sentence).toMatch(
    /There is no key for USPTO ODP.*ENGROSS_ODP_KEY/,
  );
});

it('a case that no service knows is told before anybody is asked', async () => {
  const matterId = matterOf('patent', 'EP');
  expect((await answers(matterId)).cannot).toContain('Only the patent office of the United States');
  expect(codeOf(await attempt(db.engine, maya, 'office ask', { matterId }))).toBe('no-office');
});
