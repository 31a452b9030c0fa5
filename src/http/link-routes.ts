import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import { estimateAnswer } from '../modules/budgets/contract/estimates.ts';
import { answerEstimate, openEstimate } from '../modules/budgets/index.ts';
import { linkAnswer, linkToken } from '../modules/proformas/contract/links.ts';
import { answerByLink, approveByLink, openLink } from '../modules/proformas/index.ts';
import type { Outcome } from '../kernel/outcome.ts';
import type { Config } from '../platform/config.ts';
import { idOfToken, signedToken, UNKNOWN_LINK } from '../platform/signed-link.ts';
import { isId } from '../platform/shapes.ts';
import { type Edge, type Env, json } from './app.ts';
import { rateLimit } from './rate-limit.ts';
import { statusOf } from './status.ts';

const TOO_MANY = {
  code: 'too-many',
  sentence: 'Too many tries from your address. Wait a minute, then open the link again.',
};

/** What links in messages lead to. Nobody is signed in here: the signed token opens one proforma or one estimate, and only POST acts. */
export function linkRoutes(app: Hono<Env>, edge: Edge, config: Pick<Config, 'secret' | 'baseUrl'>): void {
  const allowed = rateLimit({ tries: 30, seconds: 60 });
  const use = async <T extends { token: string }>(
    c: Context<Env>,
    shape: z.ZodType<T>,
    run: (id: string, address: string | null, said: T) => Promise<Outcome<unknown>>,
  ): Promise<Response> => {
    const address = c.req.header('x-engross-address') ?? null;
    if (!allowed(address ?? '')) return json(TOO_MANY, 429);
    const body: unknown = await c.req.json().catch(() => null);
    const said = shape.safeParse(body);
    const id = said.success ? idOfToken(config.secret, said.data.token) : null;
    if (!said.success || id === null) return json(UNKNOWN_LINK.refusal, 404);
    const outcome = await run(id, address, said.data);
    return outcome.ok ? json(outcome.value) : json(outcome.refusal, statusOf(outcome.refusal.code));
  };
  app.post('/api/link/open', (c) =>
    use(c, linkToken, async (id, address) => {
      const opened = await openLink(edge.engine, id, address);
      return opened.ok || opened !== UNKNOWN_LINK ? opened : await openEstimate(edge.engine, id, address);
    }),
  );
  app.post('/api/link/estimate', (c) =>
    use(c, estimateAnswer, (id, address, answer) => answerEstimate(edge.engine, id, address, answer)),
  );
  app.post('/api/link/answer', (c) =>
    use(c, linkAnswer, (id, address, { answer, note }) => answerByLink(edge.engine, id, address, { answer, note })),
  );
  app.post('/api/link/approve', (c) => use(c, linkToken, (id, address) => approveByLink(edge.engine, id, address)));
  app.get('/api/review-links/:id/address', (c) => ownAddress(c, edge, config));
}

/** The whole address of a link, for whom it is meant: who invited somebody or wrote the estimate, or who is asked to approve. */
async function ownAddress(c: Context<Env>, edge: Edge, config: Pick<Config, 'secret' | 'baseUrl'>): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const whose = isId(id) ? await receiverOf(edge.engine.store.kysely, id) : undefined;
  if (whose !== c.get('actor').personId)
    return json({ code: 'not-found', sentence: 'This link’s address is for its receiver only.' }, 404);
  return json({ address: `${config.baseUrl}/link#${signedToken(config.secret, id)}` });
}

async function receiverOf(db: Edge['engine']['store']['kysely'], id: string): Promise<string | null | undefined> {
  const link = await db
    .selectFrom('review_link')
    .select(['kind', 'made_by', 'person_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (link) return link.kind === 'review' ? link.made_by : link.person_id;
  const estimate = await db
    .selectFrom('estimate')
    .select('actor_id')
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return estimate?.actor_id;
}
