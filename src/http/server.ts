import { createServer, type Server } from 'node:http';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';
import type { Config } from '../platform/config.ts';
import { StartupProblem } from '../platform/startup-problem.ts';
import { type Edge, apiApp, type Env, json } from './app.ts';
import { demoRoutes } from './demo-routes.ts';
import { identityRoutes } from './identity-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { isConnectionLost } from '../platform/database.ts';
import { fileRoutes } from './file-routes.ts';
import { signInRecorder } from './sign-in-record.ts';
import { linkRoutes } from './link-routes.ts';
import { markUpRoutes } from './mark-up-routes.ts';
import { packRoutes } from './pack-routes.ts';
import { printedRoutes } from './printed-routes.ts';
import { openApi } from './openapi.ts';

const HOME = join(import.meta.dirname, '../..');
const WEB = join(HOME, 'dist/web');

/** The whole site: API, sign-in, files, and the web client with its strict content policy. */
export function site(edge: Edge, config: Config): Hono<Env> {
  const app = apiApp(edge);
  app.use('*', async (c, next) => {
    const nonce = randomBytes(16).toString('base64');
    c.set('nonce', nonce);
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    c.header('x-frame-options', 'SAMEORIGIN');
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', policy(nonce));
  });
  app.get('/api/health', async (c) => {
    const database = await edge.engine.store.pool.query<{ v: string }>('select version() as v').then(
      (r) => r.rows[0]?.v.split(' ').slice(0, 2).join(' ') ?? 'unknown',
      () => null,
    );
    const status = database === null ? 'no database' : 'ok';
    return c.json({ status, version: edge.version, database }, database === null ? 503 : 200);
  });
  app.get('/api/openapi.json', () => json(openApi(edge.handlers, edge.version)));
  const signIn = signInRecorder(edge);
  app.on(['GET', 'POST'], '/api/auth/*', (c) => signIn(c.req.raw));
  identityRoutes(app, edge);
  demoRoutes(app, edge, config);
  fileRoutes(app, edge);
  draftRoutes(app, edge);
  printedRoutes(app, edge);
  linkRoutes(app, edge, config);
  packRoutes(app, edge);
  markUpRoutes(app, edge);
  app.all('/api/*', (c) =>
    c.json({ code: 'not-found', sentence: 'There is no such address in the API; see /api/openapi.json.' }, 404),
  );
  app.use('/assets/*', serveStatic({ root: WEB, rewriteRequestPath: (path) => path }));
  app.get('*', (c) => c.html(page(c.get('nonce'))));
  app.onError(async (error, c) => {
    console.error(JSON.stringify({ level: 'error', path: c.req.path, error: error.stack ?? String(error) }));
    return (await databaseAway(edge, error)) ? c.json(AWAY, 503, { 'retry-after': '2' }) : c.json(DEFECT, 500);
  });
  return app;
}

const DEFECT = {
  code: 'defect',
  sentence: 'Engross made a mistake; nothing was changed. Try again, and tell the administrator if it stays.',
};
const AWAY = {
  code: 'database-away',
  sentence:
    'The database is not answering; it is being started again. What was acknowledged is safe. Try again in a moment.',
};

/** What the sign-in library says, whatever the cause, when it can't read a session. */
const SIGN_IN_CANT_READ = 'Failed to get session';

/** Whether the database went away under a request: by the error's class, or because it does not answer now either. */
async function databaseAway(edge: Edge, error: Error): Promise<boolean> {
  if (isConnectionLost(error) || error.message.includes(SIGN_IN_CANT_READ)) return true;
  return await edge.engine.store.pool.query('select 1').then(
    () => false,
    () => true,
  );
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

function page(nonce: string): string {
  const file = join(WEB, 'index.html');
  if (!existsSync(file)) return 'The web pages are not built yet. Run npm start.';
  return readFileSync(file, 'utf8').replaceAll('__NONCE__', nonce);
}

/** Listens on the configured address; refuses a taken port with the way out. Same-origin is checked before anything else. */
export async function listen(app: Hono<Env>, config: Config): Promise<{ port: number; close(): Promise<void> }> {
  const handle = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    request.headers['x-engross-address'] = request.socket.remoteAddress ?? '';
    const origin = request.headers.origin;
    if (
      request.method !== 'GET' &&
      request.method !== 'HEAD' &&
      origin !== undefined &&
      !sameOrigin(origin, request.headers.host)
    ) {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end('{"code":"other-origin","sentence":"This request came from another site and was refused."}');
      return;
    }
    void handle(request, response);
  });
  const port = await bind(server, config);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 3_000).unref();
      }),
  };
}

function sameOrigin(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

function bind(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(portProblem(error, config.port));
    });
    server.listen(config.port, config.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : config.port);
    });
  });
}

export function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartupProblem(
      `Port ${port} is taken by another program. Stop it, or choose another: npm start -- --port ${port + 1}`,
    );
  }
  if (error.code === 'EACCES')
    return new StartupProblem(
      `Port ${port} needs more rights than this user has. Choose one above 1023: npm start -- --port 4200`,
    );
  return error;
}
