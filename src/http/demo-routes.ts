import type { Hono } from 'hono';
import { z } from 'zod';
import type { Config } from '../platform/config.ts';
import { type Edge, type Env, json } from './app.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** The demo firm's switch of person. Only where the firm is the demo and nobody outside this machine can reach it. */
export function demoRoutes(app: Hono<Env>, edge: Edge, config: Pick<Config, 'host'>): void {
  app.post('/api/demo/switch', async (c) => {
    const demo = await edge.engine.store.kysely
      .selectFrom('setting')
      .select('value')
      .where('key', '=', 'demo')
      .executeTakeFirst();
    if (demo?.value !== true || !LOOPBACK.has(config.host)) {
      return json({ code: 'not-found', sentence: 'Only the demo firm on this machine lets you switch persons.' }, 404);
    }
    const body = z.strictObject({ personId: z.uuid() }).safeParse(await c.req.json().catch(() => null));
    const person = body.success
      ? await edge.engine.store.kysely
          .selectFrom('person')
          .select('email')
          .where('id', '=', body.data.personId)
          .executeTakeFirst()
      : undefined;
    if (!person) return json({ code: 'not-found', sentence: 'There is no such person in the demo firm.' }, 404);
    const url = new URL(await edge.identity.oneTimeLink(person.email));
    return json({ href: url.pathname + url.search });
  });
}
