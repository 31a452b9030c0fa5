import type { Context, Hono } from 'hono';
import type { InputOf, OutputOf } from '../kernel/endpoint.ts';
import { showStatement } from '../modules/reports/contract.ts';
import { statementPdfData, type StatementSnapshot, statementSnapshot } from '../modules/reports/index.ts';
import { engagementLetter } from '../modules/terms/contract/letter.ts';
import { engagementLetterQuery, letterPdfData } from '../modules/terms/index.ts';
import { ask, type Query } from '../platform/command.ts';
import {
  type LetterPdfData,
  type PdfRenderer,
  startPdfRenderer,
  type StatementPdfData,
} from '../platform/typst/index.ts';
import { type Edge, type Env, json } from './app.ts';
import { statusOf } from './status.ts';

/** The same question as the page asks, answered with what the letter needs besides. */
const statementQuery: Query = {
  endpoint: showStatement,
  run: async ({ db }, input) => await statementSnapshot(db, input as InputOf<typeof showStatement>),
};

/** Answers that are printed when they are asked for: a payer's statement of account, the letter of an engagement. */
export function printedRoutes(app: Hono<Env>, edge: Edge): void {
  let started: PdfRenderer | undefined;
  const renderer = (): PdfRenderer => (started ??= startPdfRenderer({ children: 1 }));
  app.get('/api/statement/show.pdf', async (c) =>
    printed(c, edge, statementQuery, async (answer) => {
      const data: StatementPdfData = statementPdfData(answer as StatementSnapshot);
      const bytes = await renderer().render({ template: 'statement', data, documentDay: data.number });
      return { bytes, name: `Statement ${data.payer.name} ${data.number}` };
    }),
  );
  app.get('/api/engagements/letter.pdf', async (c) =>
    printed(c, edge, engagementLetterQuery, async (answer) => {
      const data: LetterPdfData = letterPdfData(answer as OutputOf<typeof engagementLetter>);
      const bytes = await renderer().render({ template: 'engagement-letter', data, documentDay: data.number });
      return { bytes, name: `${data.draft ? 'Draft of ' : ''}${data.title}` };
    }),
  );
}

async function printed(
  c: Context<Env>,
  edge: Edge,
  query: Query,
  print: (answer: unknown) => Promise<{ readonly bytes: Uint8Array; readonly name: string }>,
): Promise<Response> {
  const outcome = await ask(edge.engine, query, c.get('actor'), c.req.query());
  if (!outcome.ok) return json(outcome.refusal, statusOf(outcome.refusal.code));
  const { bytes, name } = await print(outcome.value);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}
