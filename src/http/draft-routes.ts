import type { Context, Hono } from 'hono';
import { ledes1998b } from '../modules/dispatch/index.ts';
import { draftOf, draftPdfData, frozenInformation, pdfData, type Snapshot } from '../modules/invoices/index.ts';
import { notePreview } from '../modules/proformas/index.ts';
import { denial } from '../platform/command.ts';
import { type PdfRenderer, startPdfRenderer } from '../platform/typst/index.ts';
import { isId } from '../platform/shapes.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

/** The proof before billing: a proforma as the PDF it would become, with DRAFT across it and no number taken. */
export function draftRoutes(app: Hono<Env>, edge: Edge): void {
  let renderer: PdfRenderer | undefined;
  app.get('/api/proformas/:id/draft.pdf', async (c) => {
    // Its children end with this process; there is none until somebody asks for a proof.
    renderer ??= startPdfRenderer({ children: 1 });
    return await draft(c, edge, renderer);
  });
  app.get('/api/information-proformas/:id/copy.pdf', async (c) => {
    renderer ??= startPdfRenderer({ children: 1 });
    return await informationCopy(c, edge, renderer);
  });
  app.get('/api/proformas/:id/draft-ledes.txt', (c) => draftLedes(c, edge));
}

async function draft(c: Context<Env>, edge: Edge, renderer: PdfRenderer): Promise<Response> {
  const found = await snapshotFor(c, edge);
  if (found instanceof Response) return found;
  const documentDay = edge.engine.clock.today();
  const bytes = await renderer.render({ template: 'invoice', data: draftPdfData(found), documentDay });
  await notePreview(edge.engine, c.get('actor'), c.req.param('id') ?? '');
  return shown(bytes, 'draft');
}

/** A copy for information, from its frozen text: it says on every page that it is no invoice. */
async function informationCopy(c: Context<Env>, edge: Edge, renderer: PdfRenderer): Promise<Response> {
  const denied = denial(c.get('actor'), 'see work');
  if (denied) return json(denied.refusal, 403);
  const id = c.req.param('id') ?? '';
  const snapshot = isId(id) ? await frozenInformation(edge.engine, id) : null;
  if (snapshot === null)
    return json({ code: 'not-found', sentence: 'There is no such copy. Look under Proformas, For information.' }, 404);
  const documentDay = snapshot.invoiceDate;
  return shown(await renderer.render({ template: 'invoice', data: pdfData(snapshot), documentDay }), snapshot.number);
}

function shown(bytes: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}.pdf"`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}

/** The e-billing file as it would be; why it can't be made is said in its place. */
async function draftLedes(c: Context<Env>, edge: Edge): Promise<Response> {
  const found = await snapshotFor(c, edge);
  if (found instanceof Response) return found;
  const file = ledes1998b(found);
  if (!file.ok) return json(file.refusal, statusOf(file.refusal.code));
  return new Response(file.value, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `inline; filename="draft-ledes.txt"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

async function snapshotFor(c: Context<Env>, edge: Edge): Promise<Snapshot | Response> {
  const actor = c.get('actor');
  const denied = denial(actor, 'see work');
  if (denied) return json(denied.refusal, 403);
  const id = c.req.param('id') ?? '';
  const payerId = c.req.query('payerId');
  if (!isId(id) || (payerId !== undefined && !isId(payerId)))
    return json({ code: 'not-found', sentence: 'There is no such proforma.' }, 404);
  const today = edge.engine.clock.today();
  const outcome = await edge.engine.store.transaction({ actorId: actor.personId, readOnly: true }, (tx) =>
    draftOf({ db: tx.db, client: tx.client, actor, today }, id, payerId),
  );
  return outcome.ok ? outcome.value : json(outcome.refusal, statusOf(outcome.refusal.code));
}
