import type { Context, Hono } from 'hono';
import type { InputOf } from '../kernel/endpoint.ts';
import { showStatement } from '../modules/reports/contract.ts';
import { statementPdfData, type StatementSnapshot, statementSnapshot } from '../modules/reports/index.ts';
import { ask, type Query } from '../platform/command.ts';
import { type PdfRenderer, startPdfRenderer, type StatementPdfData } from '../platform/typst/index.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

/** The same question as the page asks, answered with what the letter needs besides. */
const letter: Query = {
  endpoint: showStatement,
  run: async ({ db }, input) => await statementSnapshot(db, input as InputOf<typeof showStatement>),
};

/** A payer's statement of account as PDF. */
export function statementRoutes(app: Hono<Env>, edge: Edge): void {
  let renderer: PdfRenderer | undefined;
  app.get('/api/statement/show.pdf', async (c) => {
    renderer ??= startPdfRenderer({ children: 1 });
    return await statement(c, edge, renderer);
  });
}

async function statement(c: Context<Env>, edge: Edge, renderer: PdfRenderer): Promise<Response> {
  const outcome = await ask(edge.engine, letter, c.get('actor'), c.req.query());
  if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
  const data: StatementPdfData = statementPdfData(outcome.value as StatementSnapshot);
  const bytes = await renderer.render({ template: 'statement', data, documentDay: data.number });
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`Statement ${data.payer.name} ${data.number}.pdf`)}`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}
