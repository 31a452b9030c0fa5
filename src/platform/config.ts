import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayFrom, type Day } from '../kernel/day.ts';
import { StartupProblem } from './startup-problem.ts';

/** Everything that comes from outside the program; read once, here. */
export interface Config {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  /** how the browser reaches us; from the host and port unless a proxy stands before us */
  readonly baseUrl: string;
  readonly firm: 'demo' | 'empty';
  readonly today: Day | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly secret: string;
  readonly renderers: number;
  /** the patent office's own services; one without a key isn't asked */
  readonly offices: Readonly<Record<'odp' | 'tsdr', { readonly url: string; readonly key: string | null }>>;
}

const HOME = join(import.meta.dirname, '../..');

export function readConfig(
  given: { port?: string | undefined; firm?: string | undefined } = {},
  env: NodeJS.ProcessEnv = process.env,
): Config {
  const dataDir = env['ENGROSS_DATA'] ?? join(HOME, '.data');
  const port = portFrom(given.port ?? env['PORT'] ?? env['ENGROSS_PORT'] ?? '4200');
  const host = env['ENGROSS_HOST'] ?? '127.0.0.1';
  const firm = given.firm ?? 'demo';
  if (firm !== 'demo' && firm !== 'empty') {
    throw new StartupProblem(`--firm ${firm} isn't known: use --firm demo or --firm empty.`);
  }
  const today = env['ENGROSS_TODAY'] ? dayFrom(env['ENGROSS_TODAY']) : null;
  if (env['ENGROSS_TODAY'] && !today) throw new StartupProblem('ENGROSS_TODAY must be a day such as 2026-11-23.');
  return {
    dataDir,
    databaseUrl: env['DATABASE_URL'] ?? null,
    host,
    port,
    baseUrl: env['ENGROSS_URL'] ?? `http://${host}:${port}`,
    firm,
    today,
    smtpUrl: env['ENGROSS_SMTP'] ?? null,
    mailFrom: env['ENGROSS_MAIL_FROM'] ?? 'billing@engross.invalid',
    secret: env['ENGROSS_SECRET'] ?? keptSecret(dataDir),
    renderers: Number(env['ENGROSS_RENDERERS'] ?? '2'),
    offices: {
      odp: { url: env['ENGROSS_ODP_URL'] ?? 'https://api.uspto.gov', key: env['ENGROSS_ODP_KEY'] ?? null },
      tsdr: { url: env['ENGROSS_TSDR_URL'] ?? 'https://tsdrapi.uspto.gov', key: env['ENGROSS_TSDR_KEY'] ?? null },
    },
  };
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartupProblem(`"${text}" isn't a port. Give a number from 1 to 65535, such as --port 4200.`);
  }
  return port;
}

/** The key that signs sessions; made once per data folder. Several servers share ENGROSS_SECRET instead. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    const secret = randomBytes(32).toString('base64url');
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if (existsSync(file)) return readFileSync(file, 'utf8').trim();
    throw new StartupProblem(
      `The data folder ${dataDir} can't be written (${String(error)}). Free some space or set ENGROSS_DATA to a folder of yours.`,
    );
  }
}
