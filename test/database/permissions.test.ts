import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf, pathOf } from '../../src/kernel/endpoint.ts';
import { MATRIX, ROLES } from '../../src/kernel/permission.ts';
import type { Hono } from 'hono';
import type { Env } from '../../src/http/app.ts';
import { OTHER_ROUTES, type OtherRoute } from '../../src/http/other-routes.ts';
import { site } from '../../src/http/server.ts';
import { readConfig } from '../../src/platform/config.ts';
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
function apiFor(roles: Actor['roles'] | null): Hono<Env> {
  const actor: Actor | null = roles && {
    personId: SOMEBODY,
    name: 'Somebody',
    roles,
    onBehalfOf: null,
    via: 'web',
    address: null,
  };
  const identity = { actorOf: () => Promise.resolve(actor) } as unknown as Identity;
  const config = { ...readConfig({ firm: 'empty' }), secret: 'test' };
  return site({ engine: database.engine, identity, handlers: HANDLERS, version: 'test' }, config);
}

function call(app: Hono<Env>, handler: (typeof HANDLERS)[number]): Response | Promise<Response> {
  const command = handler.endpoint.kind === 'command';
  return app.request(
    pathOf(handler.endpoint),
    command
      ? { method: 'POST', body: '{"none":"such"}', headers: { 'content-type': 'application/json' } }
      : { method: 'GET' },
  );
}

/** One of the routes beside the endpoints, with nothing that exists. */
function callOther(app: Hono<Env>, { method, path, takes }: OtherRoute): Response | Promise<Response> {
  return app.request(path.replaceAll(/\{\w+\}/g, SOMEBODY), {
    method: method.toUpperCase(),
    ...(takes ? { body: '{"none":"such"}', headers: { 'content-type': takes[0] ?? '' } } : {}),
  });
}

/** What the router has and nobody declared: the site's own pages and what answers for all else. */
const OF_THE_SITE = ['/api/*', '/*', '*', '/assets/*', '/api/auth/*', '/api/health', '/api/openapi.json'];

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

  it('no route is mounted that is neither declared nor among those that are walked here', () => {
    const known = new Set([
      ...OF_THE_SITE.map((path) => path),
      ...HANDLERS.map((h) => pathOf(h.endpoint)),
      ...HANDLERS.flatMap((h) => ['csv', 'xlsx', 'file'].map((ending) => `${pathOf(h.endpoint)}.${ending}`)),
      ...OTHER_ROUTES.map((route) => route.path.replaceAll(/\{(\w+)\}/g, ':$1')),
    ]);
    const mounted = apiFor([]).routes.map((route) => route.path);
    expect(mounted.length).toBeGreaterThan(HANDLERS.length + OTHER_ROUTES.length);
    expect(mounted.filter((path) => !known.has(path))).toEqual([]);
    expect(OTHER_ROUTES.filter(({ path }) => !mounted.includes(path.replaceAll(/\{(\w+)\}/g, ':$1')))).toEqual([]);
  });

  it.each(ROLES)('%s gets no file and no document that the matrix doesn’t give', async (role) => {
    const app = apiFor([role]);
    for (const route of OTHER_ROUTES) {
      const { status } = await callOther(app, route);
      const may = route.needs === 'own' || route.needs === 'link' || MATRIX[role].includes(route.needs);
      expect([route.path, status === 403]).toEqual([route.path, !may]);
      expect(status, `${route.path} ends in no defect`).toBeLessThan(500);
    }
    for (const { endpoint } of HANDLERS.filter((h) => h.endpoint.kind === 'query')) {
      const { status } = await app.request(`${pathOf(endpoint)}.csv`);
      expect(status, `${nameOf(endpoint)} as a file ends in no defect`).toBeLessThan(500);
      if (status !== 404)
        expect([nameOf(endpoint), status === 403]).toEqual([
          nameOf(endpoint),
          !MATRIX[role].includes(endpoint.permission),
        ]);
    }
  });

  it('what only looks like an id is answered, not a defect', async () => {
    const app = apiFor(['administrator', 'coordinator']);
    for (const { method, path } of OTHER_ROUTES.filter((route) => route.path.includes('{id}'))) {
      const request = { method: method.toUpperCase(), ...(method === 'get' ? {} : { body: '%PDF-1.7' }) };
      const { status } = await app.request(path.replace('{id}', '-'.repeat(36)), request);
      expect([path, status]).toEqual([path, 404]);
    }
  });

  it('nobody gets anything without signing in', async () => {
    const app = apiFor(null);
    for (const handler of HANDLERS) expect((await call(app, handler)).status).toBe(401);
    for (const route of OTHER_ROUTES)
      expect((await callOther(app, route)).status, route.path).toBe(route.needs === 'link' ? 404 : 401);
  });

  it('an auditor may perform no command but keeping settings of their own', () => {
    const may = HANDLERS.filter((h) => h.endpoint.kind === 'command' && MATRIX.auditor.includes(h.endpoint.permission));
    expect(may.map((h) => nameOf(h.endpoint))).toEqual(['me keep-setting']);
  });
});
