import type { Context, Hono } from 'hono';
import { done, refuse } from '../kernel/outcome.ts';
import { denial } from '../platform/command.ts';
import { keepDocument, linkDocument } from '../platform/documents.ts';
import { performInside } from '../platform/inside.ts';
import { isId } from '../platform/shapes.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

const MAX = 25 * 1024 * 1024;

/** A marked-up draft comes back as a scan: kept with its proforma, unchanged, under the kind “mark-up”. */
export function markUpRoutes(app: Hono<Env>, edge: Edge): void {
  app.put('/api/proformas/:id/mark-up', async (c) => {
    const denied = denial(c.get('actor'), 'edit proformas');
    if (denied) return json(denied.refusal, 403);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const mediaType = typeOf(bytes);
    if (bytes.byteLength > MAX)
      return json(
        { code: 'too-large', sentence: 'A scan may have at most 25 MB. Scan it coarser, or in two parts.' },
        413,
      );
    if (mediaType === null)
      return json({ code: 'bad-input', sentence: 'This is no PDF, PNG or JPEG. Scan it to one of these.' }, 400);
    return await keep(c, edge, bytes, mediaType);
  });
}

/** By content, never by name. */
function typeOf(bytes: Uint8Array): string | null {
  const starts = (...signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return starts(0xff, 0xd8, 0xff) ? 'image/jpeg' : null;
}

async function keep(c: Context<Env>, edge: Edge, bytes: Uint8Array, mediaType: string): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const fileName =
    (c.req.query('name') ?? '')
      .replaceAll(/[\p{Cc}/\\]/gu, ' ')
      .trim()
      .slice(0, 120) || 'mark-up';
  const about = { name: 'proformas keep-mark-up', permission: 'edit proformas', actor: c.get('actor') } as const;
  const outcome = await performInside(edge.engine, about, async (work) => {
    const head = isId(id)
      ? await work.db
          .selectFrom('proforma')
          .select(['client_id', 'matter_id'])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
      : undefined;
    if (!head) return refuse('not-found', 'There is no such proforma.');
    const { n } = await work.db
      .selectFrom('document_link')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('subject_type', '=', 'proforma')
      .where('subject_id', '=', id)
      .where('kind', 'like', 'mark-up%')
      .executeTakeFirstOrThrow();
    await linkDocument(work, await keepDocument(work.db, bytes, mediaType), {
      subjectType: 'proforma',
      subjectId: id,
      clientId: head.client_id,
      matterId: head.matter_id,
      // A subject has one document of a kind; later scans are numbered.
      kind: n === 0n ? 'mark-up' : `mark-up ${n + 1n}`,
      fileName,
    });
    return done({ kept: fileName });
  });
  return outcome.ok ? json(outcome.value) : json(outcome.refusal, statusOf(outcome.refusal.code));
}
