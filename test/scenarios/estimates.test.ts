import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { act } from '../../src/demo/doing.ts';
import type { Env } from '../../src/http/app.ts';
import { site } from '../../src/http/server.ts';
import { day } from '../../src/kernel/day.ts';
import type { Actor } from '../../src/platform/command.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Identity } from '../../src/platform/identity.ts';
import { signedToken } from '../../src/platform/signed-link.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, brokenChecks, codeOf, testFirm, type TestFirm } from '../support/firm.ts';

const SECRET = 'only the server knows it';
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let app: Hono<Env>;
let matter: { id: string; clientId: string };
let next = 0;

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  const id = firm.matters.find((m) => m.number === '1001-001')?.id ?? '';
  const shown = await act<{ clientId: string }>(db.engine, maya, 'matters show', { id });
  matter = { id, clientId: shown.clientId };
});
beforeEach(() => {
  db.engine.clock.moveTo(day('2026-03-31'));
  const identity = { actorOf: () => Promise.resolve(null) } as unknown as Identity;
  const config = { ...readConfig({ firm: 'empty' }, { ENGROSS_SECRET: SECRET }), secret: SECRET };
  app = site({ engine: db.engine, identity, handlers: HANDLERS, version: 'test' }, config);
});
afterAll(() => db.close());

async function post(what: string, body: object): Promise<Record<string, unknown>> {
  const response = await app.request(`/api/link/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-engross-address': '192.0.2.7' },
    body: JSON.stringify(body),
  });
  return { ...((await response.json()) as Record<string, unknown>), status: response.status };
}

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly answeredBy: string;
  readonly answerNote: string;
}
const listed = async (id: string): Promise<Listed | undefined> =>
  (await act<{ rows: Listed[] }>(db.engine, maya, 'estimates list', { clientId: matter.clientId })).rows.find(
    (row) => row.id === id,
  );
const wanted = (more: object = {}) => ({
  clientId: matter.clientId,
  matterId: matter.id,
  name: `Opposition ${(next += 1)}`,
  scope: 'Opposition before the office, up to the decision of the first instance.',
  amount: { minor: '1200000', currency: 'GBP' },
  from: '2026-03-31',
  validUntil: '2026-04-30',
  recipient: 'counsel@client.example',
  ...more,
});

async function sent(): Promise<{ id: string; token: string; name: string }> {
  const input = wanted();
  const { id } = await act<{ id: string }>(db.engine, maya, 'estimates save', input);
  await act(db.engine, maya, 'estimates send', { id, version: 1 });
  return { id, token: signedToken(SECRET, id), name: input.name };
}

const budgetsNamed = async (name: string) =>
  (
    await act<{
      rows: { name: string; amount: { minor: string }; source: string; since: string; from: string | null }[];
    }>(db.engine, maya, 'budgets list', { matterId: matter.id })
  ).rows.filter((row) => row.name === name);

it('an estimate is sent with its link; accepted by the client, it is the budget from that day', async () => {
  const { id, token, name } = await sent();
  const { rows } = await db.engine.store.pool.query<{ subject: string; body: string }>(
    `select l.subject, l.body from letter l join estimate e on e.letter_id = l.id where e.id = $1`,
    [id],
  );
  expect(rows[0]?.subject).toBe(`Estimate: ${name}`);
  expect(rows[0]?.body).toContain('12,000.00 GBP for fees, before tax');
  expect(rows[0]?.body).toContain(`{site}/link#{link:${id}}`);
  expect(await post('open', { token })).toMatchObject({
    status: 200,
    kind: 'estimate',
    name,
    state: 'sent',
    cannot: '',
  });
  expect(await post('estimate', { token, answer: 'accept', name: 'J. Doe', note: 'Go ahead' })).toMatchObject({
    status: 200,
    state: 'accepted',
  });
  expect(await listed(id)).toMatchObject({ state: 'accepted', answeredBy: 'J. Doe', answerNote: 'Go ahead' });
  expect(await budgetsNamed(name)).toMatchObject([
    {
      amount: { minor: '1200000' },
      source: 'Estimate accepted by J. Doe on 2026-03-31',
      since: '2026-03-31',
      from: '2026-03-31',
    },
  ]);
  expect(await post('estimate', { token, answer: 'accept', name: 'J. Doe', note: '' })).toMatchObject({
    status: 409,
    code: 'wrong-state',
  });
  expect(await budgetsNamed(name)).toHaveLength(1);
  expect(await brokenChecks(db.engine, firm)).toEqual([]);
});

it('declined, it makes no budget; it stays on record with what was said', async () => {
  const { id, token, name } = await sent();
  await post('estimate', { token, answer: 'decline', name: 'J. Doe', note: 'Too much' });
  expect(await listed(id)).toMatchObject({ state: 'declined', answerNote: 'Too much' });
  expect(await budgetsNamed(name)).toEqual([]);
});

it('it can’t be answered after its last day, and says so', async () => {
  const { id, token } = await sent();
  db.engine.clock.moveTo(day('2026-05-01'));
  expect(await post('open', { token })).toMatchObject({ status: 200, cannot: expect.stringContaining('2026-04-30') });
  expect(await post('estimate', { token, answer: 'accept', name: 'J. Doe', note: '' })).toMatchObject({
    code: 'ended',
  });
  expect((await listed(id))?.state).toBe('sent');
});

it('withdrawn, its link opens nothing; neither does a draft’s, nor a forged one', async () => {
  const { id, token } = await sent();
  await act(db.engine, maya, 'estimates withdraw', { id, version: 2, reason: 'the case was closed' });
  expect(await post('open', { token })).toMatchObject({ status: 404 });
  expect(await post('estimate', { token, answer: 'accept', name: 'J. Doe', note: '' })).toMatchObject({ status: 404 });
  const draft = await act<{ id: string }>(db.engine, maya, 'estimates save', wanted());
  expect(await post('open', { token: signedToken(SECRET, draft.id) })).toMatchObject({ status: 404 });
  const { token: good } = await sent();
  expect(await post('open', { token: `${good.slice(0, -4)}AAAA` })).toMatchObject({
    status: 404,
    code: 'link-unknown',
  });
});

it('it is changed while it is a draft, by who saw its last version, and not after it was sent', async () => {
  const { id } = await act<{ id: string }>(db.engine, maya, 'estimates save', wanted());
  const amended = wanted({ id, version: 1, amount: { minor: '1300000', currency: 'GBP' } });
  expect(codeOf(await attempt(db.engine, maya, 'estimates save', amended))).toBe('done');
  expect(codeOf(await attempt(db.engine, maya, 'estimates save', amended))).toBe('stale');
  await act(db.engine, maya, 'estimates send', { id, version: 2 });
  expect(codeOf(await attempt(db.engine, maya, 'estimates save', { ...amended, version: 3 }))).toBe('wrong-state');
  expect(codeOf(await attempt(db.engine, maya, 'estimates send', { id, version: 3 }))).toBe('wrong-state');
});

it.each([
  ['holds until a day that is over', { validUntil: '2026-03-30' }, 'ended'],
  ['is of another currency', { amount: { minor: '100', currency: 'JPY' } }, 'other-currency'],
  ['counts days the wrong way round', { to: '2026-03-01' }, 'bad-input'],
  ['is of nothing', { amount: { minor: '0', currency: 'GBP' } }, 'no-amount'],
])('one that %s is refused', async (_, more, code) => {
  const made = await attempt(db.engine, maya, 'estimates save', wanted(more));
  const last = made.ok ? await attempt(db.engine, maya, 'estimates send', { id: made.value['id'], version: 1 }) : made;
  expect(codeOf(last)).toBe(code);
});
