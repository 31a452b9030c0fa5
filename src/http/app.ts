import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { pathOf } from '../kernel/endpoint.ts';
import { bigintAsText } from '../platform/canonical.ts';
import { type Actor, ask, type Engine, type Handler, perform } from '../platform/command.ts';
import type { Identity } from '../platform/identity.ts';
import { statusOf } from './status.ts';

export interface Edge {
  readonly engine: Engine;
  readonly identity: Identity;
  readonly handlers: readonly Handler[];
  readonly version: string;
}

export type Env = { Variables: { actor: Actor; nonce: string } };

const BODY_MAX = 100 * 1024 * 1024;

/** The API: every declared endpoint, each asked for permission inside `perform` and `ask`. */
export function apiApp(edge: Edge): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/*', bodyLimit({ maxSize: BODY_MAX, onError: (c) => c.json(tooLarge(), 413) }));
  app.use('/api/*', async (c, next) => {
    if (c.req.path.startsWith('/api/auth/') || isOpen(c.req.path)) return next();
    const actor = await edge.identity.actorOf(c.req.raw.headers, addressOf(c.req.raw));
    if (!actor) return c.json({ code: 'not-signed-in', sentence: 'Sign in first.' }, 401);
    c.set('actor', actor);
    await next();
    c.header('cache-control', 'no-store');
  });
  for (const handler of edge.handlers) mount(app, edge.engine, handler);
  return app;
}

function isOpen(path: string): boolean {
  // Behind /api/link/ a signed token takes the place of a session.
  return path === '/api/health' || path === '/api/openapi.json' || path.startsWith('/api/link/');
}

function tooLarge(): { code: string; sentence: string } {
  return {
    code: 'too-large',
    sentence: 'A request may have at most 100 MB. Split the file, by month for instance, and send the parts.',
  };
}

/** Known only behind our own listener; kept for the audit record. */
function addressOf(request: Request): string | null {
  return request.headers.get('x-engross-address');
}

function mount(app: Hono<Env>, engine: Engine, handler: Handler): void {
  const path = pathOf(handler.endpoint);
  if (handler.endpoint.kind === 'query') {
    const query = handler as Extract<Handler, { endpoint: { kind: 'query' } }>;
    app.get(path, async (c) => {
      const outcome = await ask(engine, query, c.get('actor'), c.req.query());
      return outcome.ok ? json(outcome.value) : json(outcome.refusal, statusOf(outcome.refusal.code));
    });
    return;
  }
  const command = handler as Extract<Handler, { endpoint: { kind: 'command' } }>;
  app.post(path, async (c) => {
    const input: unknown = await c.req.json().catch(() => undefined);
    if (input === undefined) return json({ code: 'bad-input', sentence: 'The request is no JSON document.' }, 400);
    const outcome = await perform(engine, command, c.get('actor'), input, {
      key: c.req.header('idempotency-key'),
      dryRun: c.req.query('dryRun') === 'true',
    });
    return outcome.ok ? json(outcome.value) : json(outcome.refusal, statusOf(outcome.refusal.code));
  });
}

export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value, bigintAsText), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}
