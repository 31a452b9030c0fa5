import { PassThrough, Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { permitted } from '../kernel/permission.ts';
import { HANDLERS } from '../registry.ts';
import { askPages } from '../platform/ask-pages.ts';
import { ask, denial, type Query } from '../platform/command.ts';
import { documentAt, keepDocument } from '../platform/documents.ts';
import { MEDIA_TYPES, sheetWriter, WORKBOOK_ROWS } from '../platform/spreadsheet.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

const UPLOAD_MAX = 64 * 1024 * 1024;
const SHOWN_INLINE = new Set([
  'application/pdf',
  'text/plain; charset=utf-8',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

/** Files in and out: uploads for imports, frozen documents, and every list as a spreadsheet. */
export function fileRoutes(app: Hono<Env>, edge: Edge): void {
  app.put('/api/uploads', (c) => upload(c, edge));
  app.get('/api/documents/:id', (c) => download(c, edge));
  for (const handler of HANDLERS) {
    if (handler.endpoint.kind !== 'query') continue;
    const { noun, verb } = handler.endpoint;
    if (isText(handler as Query)) {
      app.get(`/api/${noun}/${verb}.file`, (c) => textFile(c, edge, handler as Query));
      continue;
    }
    for (const format of ['csv', 'xlsx'] as const) {
      app.get(`/api/${noun}/${verb}.${format}`, (c) => exported(c, edge, handler as Query, format));
    }
  }
}

async function upload(c: Context<Env>, edge: Edge): Promise<Response> {
  const denied = denial(c.get('actor'), 'import work');
  if (denied) return json(denied.refusal, 403);
  const size = Number(c.req.header('content-length') ?? '0');
  if (size > UPLOAD_MAX) {
    return json(
      {
        code: 'too-large',
        sentence: `The file has ${Math.ceil(size / 1_048_576)} MB; at most 64 MB are taken. Split it, by month for instance, and import the parts.`,
      },
      413,
    );
  }
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.byteLength > UPLOAD_MAX)
    return json({ code: 'too-large', sentence: 'At most 64 MB are taken. Split the file and import the parts.' }, 413);
  const hash = await edge.engine.store.transaction({ actorId: c.get('actor').personId }, (tx) =>
    keepDocument(tx.db, bytes, 'application/octet-stream'),
  );
  return json({ uploaded: hash.toString('hex'), size: bytes.byteLength });
}

async function download(c: Context<Env>, edge: Edge): Promise<Response> {
  if (!permitted(c.get('actor').roles, 'see work'))
    return json({ code: 'not-permitted', sentence: 'You may not see documents.' }, 403);
  const id = c.req.param('id') ?? '';
  const outcome = await edge.engine.store.transaction(
    { actorId: c.get('actor').personId, readOnly: true },
    async ({ db }) => await documentAt(db, id),
  );
  if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
  const found = outcome.value;
  const how = SHOWN_INLINE.has(found.media_type) && c.req.query('download') === undefined ? 'inline' : 'attachment';
  return new Response(new Uint8Array(found.bytes), {
    headers: {
      'content-type': found.media_type,
      'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(found.file_name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; object-src 'self'; plugin-types application/pdf",
    },
  });
}

/** A question whose answer is a file of its own form. */
function isText(query: Query): boolean {
  const shape = (query.endpoint.output as { shape?: Record<string, unknown> }).shape ?? {};
  return 'text' in shape && 'mediaType' in shape;
}

async function textFile(c: Context<Env>, edge: Edge, query: Query): Promise<Response> {
  const outcome = await ask(edge.engine, query, c.get('actor'), c.req.query());
  if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
  const { text, mediaType, fileName } = outcome.value as { text: string; mediaType: string; fileName: string };
  return new Response(text, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
    },
  });
}

/** A whole list as a file, sent while it is read; a refusal is answered before the file begins. */
async function exported(c: Context<Env>, edge: Edge, query: Query, format: 'csv' | 'xlsx'): Promise<Response> {
  const { noun, verb, output } = query.endpoint;
  const stream = new PassThrough();
  const sheet = sheetWriter(output, format, stream);
  const begun = Promise.withResolvers<Response | null>();
  const take = async (answer: unknown): Promise<void> => {
    if (format === 'xlsx' && ((answer as { total?: number }).total ?? 0) > WORKBOOK_ROWS) throw new TooLong();
    begun.resolve(null);
    if (stream.destroyed) throw new Error('Nobody reads the file any more.');
    await sheet.add(answer);
  };
  // A file isn't paged, whatever page the screen shows.
  const { limit: _limit, offset: _offset, ...asked } = c.req.query();
  const write = async (): Promise<void> => {
    const outcome = await askPages(edge.engine, query, c.get('actor'), asked, take);
    if (outcome.ok) await sheet.end();
    else begun.resolve(json(outcome.refusal, statusOf(outcome.refusal.code)));
  };
  stream.on('error', () => undefined);
  write().catch((error: unknown) => {
    if (error instanceof TooLong) begun.resolve(json(TOO_LONG, 409));
    else begun.reject(error);
    // A file that breaks off must not look whole.
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  const refused = await begun.promise;
  if (refused) return refused;
  return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-disposition': `attachment; filename="${noun}-${verb}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

class TooLong extends Error {}

const TOO_LONG = {
  code: 'too-many-rows',
  sentence: 'The list has more rows than a workbook can hold. Take it as CSV, or narrow it by client or days.',
};
