import type { Context, Hono } from 'hono';
import { packOf } from '../modules/proformas/index.ts';
import { done, type Outcome, refuse } from '../kernel/outcome.ts';
import { denial } from '../platform/command.ts';
import { keepDocument, linkDocument } from '../platform/documents.ts';
import { performInside } from '../platform/inside.ts';
import { writeLetter } from '../platform/letters.ts';
import { type DraftPackData, type PdfRenderer, startPdfRenderer } from '../platform/typst/index.ts';
import { isId } from '../platform/shapes.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

/** A reviewer's proformas as one PDF with DRAFT across it: to print, or by mail. */
export function packRoutes(app: Hono<Env>, edge: Edge): void {
  let renderer: PdfRenderer | undefined;
  const made = async (c: Context<Env>): Promise<Outcome<{ bytes: Uint8Array; pack: DraftPackData }>> => {
    const pack = await ofReviewer(c, edge);
    if (!pack.ok) return pack;
    renderer ??= startPdfRenderer({ children: 1 });
    const documentDay = edge.engine.clock.today();
    return done({
      pack: pack.value,
      bytes: await renderer.render({ template: 'draft-pack', data: pack.value, documentDay }),
    });
  };
  app.get('/api/reviews/pack.pdf', async (c) => {
    const outcome = await made(c);
    if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
    return new Response(new Uint8Array(outcome.value.bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${outcome.value.pack.title}.pdf`)}`,
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      },
    });
  });
  app.post('/api/reviews/pack.mail', async (c) => {
    const denied = denial(c.get('actor'), 'edit proformas');
    if (denied) return json(denied.refusal, 403);
    const outcome = await made(c);
    if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
    const sent = await mail(c, edge, outcome.value);
    return sent.ok ? json(sent.value) : json(sent.refusal, statusOf(sent.refusal.code));
  });
}

async function ofReviewer(c: Context<Env>, edge: Edge): Promise<Outcome<DraftPackData>> {
  const actor = c.get('actor');
  const denied = denial(actor, 'see work');
  if (denied) return denied;
  const personId = c.req.query('personId') ?? actor.personId;
  if (!isId(personId)) return refuse('not-found', 'There is no such reviewer.');
  const today = edge.engine.clock.today();
  return await edge.engine.store.transaction({ actorId: actor.personId, readOnly: true }, (tx) =>
    packOf({ db: tx.db, client: tx.client, actor, today }, personId),
  );
}

async function mail(
  c: Context<Env>,
  edge: Edge,
  { bytes, pack }: { bytes: Uint8Array; pack: DraftPackData },
): Promise<Outcome<{ proformas: number }>> {
  const actor = c.get('actor');
  const personId = c.req.query('personId') ?? actor.personId;
  const about = { name: 'reviews mail-pack', permission: 'edit proformas', actor } as const;
  return await performInside(edge.engine, about, async (work) => {
    const letterId = await writeLetter(work, {
      to: { personId },
      about: { type: 'person', id: personId },
      subject: pack.title,
      body: `${actor.name} sends you ${pack.proformas.length === 1 ? 'the proforma that waits' : `the ${pack.proformas.length} proformas that wait`} for your review, as a draft to read or mark up. To answer: {site}/reviews`,
    });
    await linkDocument(work, await keepDocument(work.db, bytes, 'application/pdf'), {
      subjectType: 'letter',
      subjectId: letterId,
      clientId: null,
      matterId: null,
      kind: 'draft-pack',
      fileName: `${pack.title}.pdf`,
    });
    await work.announce({
      name: 'review pack mailed',
      subject: { type: 'person', id: personId },
      facts: { letterId, proformas: pack.proformas.map((p) => p.number) },
    });
    return done({ proformas: pack.proformas.length });
  });
}
