import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Hono } from 'hono';
import { addDays, day } from '../../src/kernel/day.ts';
import { act } from '../../src/demo/doing.ts';
import type { Env } from '../../src/http/app.ts';
import { site } from '../../src/http/server.ts';
import type { Actor } from '../../src/platform/command.ts';
import { readConfig } from '../../src/platform/config.ts';
import type { Identity } from '../../src/platform/identity.ts';
import { idOfToken, signedToken } from '../../src/platform/signed-link.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';
import { attempt, codeOf, proformaOn, type Sheet, sheetOf, testFirm, type TestFirm } from '../support/firm.ts';

const SECRET = 'only the server knows it';
let db: TestDatabase;
let firm: TestFirm;
let maya: Actor;
let ruth: Actor;
let eleanor: Actor;
let app: Hono<Env>;
let next = 0;

beforeAll(async () => {
  db = await testDatabase(day('2026-03-31'));
  firm = await testFirm(db.engine);
  maya = await firm.as('maya.okafor');
  ruth = await firm.as('ruth.sandoval');
  eleanor = await firm.as('eleanor.hartwell');
  const { rows } = await act<{
    rows: { id: string; name: string; email: string; roles: string[]; limits: unknown[] }[];
  }>(db.engine, await firm.as('ingrid.dahl'), 'people list', {});
  const her = rows.find((r) => r.id === eleanor.personId);
  const amounts = ['GBP', 'USD', 'EUR'].map((currency) => ({
    kind: 'approve-by-mail',
    amount: { minor: '100000', currency },
  }));
  await act(db.engine, await firm.as('ingrid.dahl'), 'people save', {
    id: her?.id,
    name: her?.name,
    email: her?.email,
    roles: her?.roles,
    active: true,
    limits: [...(her?.limits ?? []), ...amounts],
  });
});

beforeEach(() => {
  // A site of its own counts tries from the start.
  const identity = { actorOf: () => Promise.resolve(null) } as unknown as Identity;
  const config = { ...readConfig({ firm: 'empty' }, { ENGROSS_SECRET: SECRET }), secret: SECRET };
  app = site({ engine: db.engine, identity, handlers: HANDLERS, version: 'test' }, config);
});

afterAll(async () => {
  await db.close();
});

async function post(what: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const response = await app.request(`/api/link/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-engross-address': '192.0.2.7' },
    body: JSON.stringify(body),
  });
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  return { ...((await response.json()) as Record<string, unknown>), status: response.status };
}

async function submitted(hours: readonly string[] = ['1']): Promise<Sheet> {
  const sheet = await proformaOn(db.engine, firm, firm.matters[(next += 1)]?.number ?? '', hours);
  const move = { id: sheet.id, version: sheet.version, move: 'submit' };
  await act(db.engine, maya, 'proformas move', move);
  return await sheetOf(db.engine, maya, sheet.id);
}

async function mailed(id: string, who: Actor = eleanor): Promise<string> {
  const { linkId } = await act<{ linkId: string }>(db.engine, maya, 'review-links mail-approval', {
    id,
    personId: who.personId,
  });
  return linkId;
}

const tokenOf = (linkId: string): string => signedToken(SECRET, linkId);

describe('an approval from a message', () => {
  test('opening the page approves nothing; the button does, once, as the person', async () => {
    const sheet = await submitted();
    const token = tokenOf(await mailed(sheet.id));
    const get = await app.request(`/api/link/approve?token=${token}`);
    expect(get.status).not.toBe(200);
    expect(await post('open', { token })).toMatchObject({ status: 200, kind: 'approve', obstacle: null });
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('with-reviewer');
    expect(await post('approve', { token })).toMatchObject({ status: 200, number: expect.any(String) as string });
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('approved');
    const { rows } = await db.engine.store.pool.query<{ actor_id: string; address: string }>(
      `select actor_id, address from event where subject_id = $1 and name = 'proforma approved'`,
      [sheet.id],
    );
    expect(rows).toEqual([{ actor_id: eleanor.personId, address: '192.0.2.7' }]);
    expect(await post('approve', { token })).toMatchObject({ status: 409, code: 'link-used' });
  });

  test('two presses at once approve once', async () => {
    const sheet = await submitted();
    const token = tokenOf(await mailed(sheet.id));
    const both = await Promise.all([post('approve', { token }), post('approve', { token })]);
    expect(both.map((b) => b['status']).toSorted((a, b) => Number(a) - Number(b))).toEqual([200, 409]);
  });

  test('a change after the message makes it void, and says what to do', async () => {
    const sheet = await submitted(['0.5', '0.5']);
    const token = tokenOf(await mailed(sheet.id));
    const [line] = sheet.lines;
    await act(db.engine, maya, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'set-words', lines: [{ id: line?.id, version: line?.version }], narrative: 'Otherwise' },
    });
    expect(await post('open', { token })).toMatchObject({ obstacle: expect.stringContaining('Sign in') as string });
    expect(await post('approve', { token })).toMatchObject({ status: 409, code: 'stale' });
    expect((await sheetOf(db.engine, maya, sheet.id)).state).toBe('with-reviewer');
  });

  test('above the ceiling it isn’t mailed; lowered later, it isn’t approved', async () => {
    const large = await submitted(['12', '12']);
    const ask = { id: large.id, personId: eleanor.personId };
    expect(codeOf(await attempt(db.engine, maya, 'review-links mail-approval', ask))).toBe('over-ceiling');
    expect(
      codeOf(await attempt(db.engine, maya, 'review-links mail-approval', { ...ask, personId: ruth.personId })),
    ).toBe('over-ceiling');
    const small = await submitted();
    const token = tokenOf(await mailed(small.id));
    await db.engine.store.pool.query(`delete from person_limit where kind = 'approve-by-mail' and person_id = $1`, [
      eleanor.personId,
    ]);
    expect(await post('approve', { token })).toMatchObject({ status: 403, code: 'over-ceiling' });
    for (const currency of ['GBP', 'USD', 'EUR'])
      await db.engine.store.pool.query(`insert into person_limit values ($1, 'approve-by-mail', $2, 100000)`, [
        eleanor.personId,
        currency,
      ]);
  });

  test('four eyes hold: nobody approves a reduction of their own by a link either', async () => {
    const sheet = await submitted(['2']);
    const [line] = sheet.lines;
    await act(db.engine, eleanor, 'proformas edit', {
      id: sheet.id,
      operation: { do: 'set-hours', lines: [{ id: line?.id, version: line?.version }], hours: '1', reason: 'Training' },
    });
    const ask = { id: sheet.id, personId: eleanor.personId };
    expect(codeOf(await attempt(db.engine, maya, 'review-links mail-approval', ask))).toBe('four-eyes');
  });

  test('after its last day it does nothing', async () => {
    const sheet = await submitted();
    const token = tokenOf(await mailed(sheet.id));
    const today = db.engine.clock.today();
    db.engine.clock.moveTo(addDays(today, 7));
    expect(await post('open', { token })).toMatchObject({ status: 200 });
    db.engine.clock.moveTo(addDays(today, 8));
    expect(await post('approve', { token })).toMatchObject({ status: 409, code: 'link-ended' });
    db.engine.clock.moveTo(today);
  });
});

describe('somebody from outside', () => {
  const invited = async (id: string): Promise<string> => {
    const { linkId } = await act<{ linkId: string }>(db.engine, maya, 'review-links invite', {
      id,
      name: 'Lena Brandt',
      email: 'lena@agent.example',
      endsOn: addDays(db.engine.clock.today(), 10),
    });
    return linkId;
  };

  test('sees this proforma, leaves a note, returns it; each use is on record', async () => {
    const sheet = await submitted(['1']);
    const linkId = await invited(sheet.id);
    const token = tokenOf(linkId);
    expect(await post('open', { token })).toMatchObject({
      kind: 'review',
      who: 'Lena Brandt',
      lines: [{ narrative: 'Work number 1', hours: '1.00' }],
    });
    expect(await post('answer', { token, answer: 'noted', note: '' })).toMatchObject({ code: 'needs-note' });
    expect(await post('answer', { token, answer: 'noted', note: 'Please name the citation' })).toMatchObject({
      answers: [{ what: 'noted', note: 'Please name the citation' }],
    });
    expect(await post('answer', { token, answer: 'returned', note: 'Wrong case' })).toMatchObject({ status: 200 });
    const after = await sheetOf(db.engine, maya, sheet.id);
    expect(after.state).toBe('pre-review');
    expect(await post('approve', { token })).toMatchObject({ status: 404, code: 'link-unknown' });
    const { rows } = await act<{ rows: { linkId: string; standing: string; uses: { what: string }[] }[] }>(
      db.engine,
      maya,
      'review-links list',
      { id: sheet.id },
    );
    expect(rows[0]).toMatchObject({ linkId, standing: 'live' });
    expect(rows[0]?.uses.map((u) => u.what)).toEqual(['opened', 'refused', 'noted', 'returned']);
    await act(db.engine, maya, 'review-links revoke', { linkId });
    expect(await post('open', { token })).toMatchObject({ status: 409, code: 'link-ended' });
  });

  test('whatever isn’t signed by this server gets one and the same answer, and not many tries', async () => {
    const sheet = await submitted();
    const linkId = await invited(sheet.id);
    const forged = [
      signedToken('another secret', linkId),
      tokenOf('01900000-0000-7000-8000-00000000000a'),
      // its last letter another one, whichever it was
      `${tokenOf(linkId).slice(0, -1)}${tokenOf(linkId).endsWith('A') ? 'E' : 'A'}`,
      linkId,
      '',
    ];
    const answers = [];
    for (const token of forged) answers.push(await post('open', { token }));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, code: 'link-unknown' });
    expect(idOfToken(SECRET, tokenOf(linkId))).toBe(linkId);
    for (let i = 0; i < 25; i += 1) await post('open', { token: 'x' });
    expect(await post('open', { token: tokenOf(linkId) })).toMatchObject({ status: 429 });
  });

  test('what lies in the database lets nobody act: the token is not in it', async () => {
    const sheet = await submitted();
    const linkId = await invited(sheet.id);
    const { rows } = await db.engine.store.pool.query<{ body: string }>(
      `select l.body from review_link r join letter l on l.id = r.letter_id where r.id = $1`,
      [linkId],
    );
    expect(rows[0]?.body).toContain(`{site}/link#{link:${linkId}}`);
    expect(rows[0]?.body).not.toContain(tokenOf(linkId));
  });
});
