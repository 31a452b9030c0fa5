import type { Hono } from 'hono';
import { z } from 'zod';
import { denial } from '../platform/command.ts';
import { PASSPHRASE_MIN } from '../platform/identity.ts';
import { recordAccess } from '../platform/access-record.ts';
import { type Edge, type Env, json } from './app.ts';

const passphrase = z.strictObject({ passphrase: z.string().min(PASSPHRASE_MIN).max(200) });

/** A person's own passphrase, and the one-time link with which an administrator lets somebody in. */
export function identityRoutes(app: Hono<Env>, edge: Edge): void {
  app.post('/api/me/passphrase', async (c) => {
    const body = passphrase.safeParse(await c.req.json().catch(() => null));
    if (!body.success) {
      const sentence = `A passphrase has at least ${PASSPHRASE_MIN} characters; a few words are easiest to remember.`;
      return json({ code: 'bad-input', sentence, where: 'passphrase' }, 400);
    }
    await edge.identity.setPassphrase(c.get('actor').personId, body.data.passphrase);
    const actor = c.get('actor');
    await recordAccess(edge.engine, { name: 'passphrase changed', actor, personId: actor.personId });
    return json({});
  });
  app.post('/api/people/link', async (c) => {
    const denied = denial(c.get('actor'), 'administer');
    if (denied) return json(denied.refusal, 403);
    const body = z.strictObject({ id: z.uuid() }).safeParse(await c.req.json().catch(() => null));
    const person = body.success
      ? await edge.engine.store.kysely
          .selectFrom('person')
          .select(['id', 'email'])
          .where('id', '=', body.data.id)
          .where('active', '=', true)
          .executeTakeFirst()
      : undefined;
    if (!person) return json({ code: 'not-found', sentence: 'There is no such active person.' }, 404);
    // Recorded first: a link that is on no record must not exist.
    await recordAccess(edge.engine, { name: 'one-time link made', actor: c.get('actor'), personId: person.id });
    return json({ url: await edge.identity.oneTimeLink(person.email) });
  });
}
