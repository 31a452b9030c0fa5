import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, pathOf } from '../../src/kernel/endpoint.ts';
import { MATRIX, ROLES } from '../../src/kernel/permission.ts';
import { apiApp } from '../../src/http/app.ts';
import type { Actor } from '../../src/platform/command.ts';
import type { Identity } from '../../src/platform/identity.ts';
import { HANDLERS } from '../../src/registry.ts';
import { testDatabase, type TestDatabase } from '../support/engine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(undefined, { bare: true });
});
afterAll(() => database.close());

const SOMEBODY = '01900000-0000-7000-8000-000000000001';

/** The API as somebody with these roles reaches it; nobody when null. */
function apiFor(roles: Actor['roles'] | null): ReturnType<typeof apiApp> {
  const actor: Actor | null = roles && {
    personId: SOMEBODY,
    name: 'Somebody',
    roles,
    onBehalfOf: null,
    via: 'web',
    address: null,
  };
  const identity = { actorOf: () => Promise.resolve(actor) } as unknown as Identity;
  return apiApp({ engine: database.engine, identity, handlers: HANDLERS, version: 'test' });
}

function call(app: ReturnType<typeof apiApp>, handler: (typeof HANDLERS)[number]): Response | Promise<Response> {
  const command = handler.endpoint.kind === 'command';
  return app.request(
    pathOf(handler.endpoint),
    command
      ? { method: 'POST', body: '{"none":"such"}', headers: { 'content-type': 'application/json' } }
      : { method: 'GET' },
  );
}

describe('every route asks for permission on the server', () => {
  it('walks all of them', () => {
    expect(HANDLERS.length).toBeGreaterThan(55);
    expect(new Set(HANDLERS.map((h) => nameOf(h.endpoint))).size).toBe(HANDLERS.length);
  });

  it.each(ROLES)('%s is denied exactly what the matrix doesn’t give', async (role) => {
    const app = apiFor([role]);
    for (const handler of HANDLERS) {
      const response = await call(app, handler);
      const may = MATRIX[role].includes(handler.endpoint.permission);
      expect([nameOf(handler.endpoint), response.status === 403], await response.clone().text()).toEqual([
        nameOf(handler.endpoint),
        !may,
      ]);
      expect(response.status, `${nameOf(handler.endpoint)} ends in no defect`).toBeLessThan(500);
    }
  });

  it('nobody gets anything without signing in', async () => {
    const app = apiFor(null);
    for (const handler of HANDLERS) expect((await call(app, handler)).status).toBe(401);
  });

  it('an auditor may perform no command but keeping settings of their own', () => {
    const may = HANDLERS.filter((h) => h.endpoint.kind === 'command' && MATRIX.auditor.includes(h.endpoint.permission));
    expect(may.map((h) => nameOf(h.endpoint))).toEqual(['me keep-setting']);
  });
});
