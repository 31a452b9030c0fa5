import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '../../src/kernel/day.ts';
import { site } from '../../src/http/server.ts';
import { readConfig } from '../../src/platform/config.ts';
import { createIdentity } from '../../src/platform/identity.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { testFirm } from '../support/firm.ts';

const URL_OF = 'http://127.0.0.1:4200';
const PASSPHRASE = 'four plain words here';
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
});

afterAll(async () => {
  await db.close();
});

test('sign-in, failed sign-in, passphrase, link and sign-out are on record', async () => {
  await testFirm(db.engine);
  const config = { ...readConfig({ firm: 'empty' }), baseUrl: URL_OF, secret: 'a secret of the test, long enough' };
  const identity = createIdentity(db.engine.store, config);
  const app = site({ engine: db.engine, identity, handlers: HANDLERS, version: '0' }, config);
  const person = await db.engine.store.kysely
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .select(['person.id', 'email'])
    .where('role', '=', 'administrator')
    .executeTakeFirstOrThrow();
  const call = (path: string, body: unknown, cookie = ''): Promise<Response> =>
    Promise.resolve(
      app.request(`${URL_OF}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: URL_OF, cookie, 'x-engross-address': '10.0.0.7' },
        body: JSON.stringify(body),
      }),
    );
  const cookieOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; ');
  const link = await identity.oneTimeLink(person.email);
  const first = await app.request(link, { headers: { 'x-engross-address': '10.0.0.7' } });
  const cookie = cookieOf(first);
  expect((await call('/api/me/passphrase', { passphrase: PASSPHRASE }, cookie)).status).toBe(200);
  expect((await call('/api/people/link', { id: person.id }, cookie)).status).toBe(200);
  const wrong = { email: person.email, password: 'not the passphrase at all' };
  expect((await call('/api/auth/sign-in/email', wrong)).status).toBe(401);
  const unknown = { email: 'nobody@example.com', password: PASSPHRASE };
  expect((await call('/api/auth/sign-in/email', unknown)).status).toBe(401);
  const right = await call('/api/auth/sign-in/email', { email: person.email, password: PASSPHRASE });
  expect(right.status).toBe(200);
  // Another program goes on with the token of the answer.
  const bearer = { authorization: `Bearer ${right.headers.get('set-auth-token')}` };
  const me = await app.request(`${URL_OF}/api/me/show`, { headers: bearer });
  expect(await me.json()).toMatchObject({ person: { email: person.email } });
  const renewed = { currentPassword: PASSPHRASE, newPassword: 'four other plain words' };
  expect((await call('/api/auth/change-password', renewed, cookieOf(right))).status).toBe(200);
  expect((await call('/api/auth/revoke-other-sessions', {}, cookieOf(right))).status).toBe(200);
  expect((await call('/api/auth/update-user', { name: 'Somebody Else' }, cookieOf(right))).status).toBe(404);
  expect((await call('/api/auth/sign-out', {}, cookieOf(right))).status).toBe(200);
  const events = await db.engine.store.kysely
    .selectFrom('event')
    .select(['name', 'subject_id', 'address'])
    .where('command', '=', 'access record')
    .orderBy('recorded_at')
    .execute();
  expect(events.map((e) => [e.name, e.subject_id, e.address])).toEqual([
    ['person signed in', person.id, '10.0.0.7'],
    ['passphrase changed', person.id, '10.0.0.7'],
    ['one-time link made', person.id, '10.0.0.7'],
    ['sign-in failed', person.id, '10.0.0.7'],
    ['sign-in failed', null, '10.0.0.7'],
    ['person signed in', person.id, '10.0.0.7'],
    ['passphrase changed', person.id, '10.0.0.7'],
    ['sessions ended', person.id, '10.0.0.7'],
    ['person signed out', person.id, '10.0.0.7'],
  ]);
});

test('failed sign-ins from everywhere can’t fill the record: after sixty in a minute they are counted', async () => {
  const config = { ...readConfig({ firm: 'empty' }), baseUrl: URL_OF, secret: 'a secret of the test, long enough' };
  const app = site(
    { engine: db.engine, identity: createIdentity(db.engine.store, config), handlers: HANDLERS, version: '0' },
    config,
  );
  const failed = async (): Promise<number> =>
    (await db.engine.store.kysely.selectFrom('event').select('id').where('name', '=', 'sign-in failed').execute())
      .length;
  const before = await failed();
  for (let n = 0; n < 70; n += 1) {
    await app.request(`${URL_OF}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: URL_OF, 'x-engross-address': `10.1.0.${n}` },
      body: JSON.stringify({ email: 'nobody@example.com', password: PASSPHRASE }),
    });
  }
  expect((await failed()) - before).toBe(60);
});
