import pg from 'pg';
import { runMigrations } from 'graphile-worker';
import { CHART } from './modules/ledger/index.ts';
import { fixedClock, systemClock } from './platform/clock.ts';
import type { Engine } from './platform/command.ts';
import type { Config } from './platform/config.ts';
import { Store } from './platform/database.ts';
import { type EmbeddedServer, startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';
import { migrate } from './platform/migrate.ts';
import { loadReference } from './platform/reference.ts';
import { StartupProblem } from './platform/startup-problem.ts';
import { REACTIONS } from './reactions.ts';

/** The database, reached and ready; `owner` is for migrations and the queue, the store runs as engross_app. */
export interface Connected {
  readonly owner: pg.PoolConfig;
  readonly engine: Engine;
  readonly server: EmbeddedServer | null;
  close(): Promise<void>;
}

export interface ConnectHow {
  readonly log: (line: string) => void;
  /** join the server of a running Engross: for the command line and the worker */
  readonly attach?: boolean;
  /** join or fail, never start a server: for the worker */
  readonly neverOwn?: boolean;
  readonly max?: number;
}

const DATABASE = 'engross';

/** Starts or joins the database, migrates it, loads the shipped tables. */
export async function connectAll(config: Config, how: ConnectHow): Promise<Connected> {
  const { owner, app, server } = await reach(config, how);
  await ready(owner);
  const store = new Store({ connection: app, max: how.max ?? 20 });
  await loadReference(store, CHART);
  const clock = config.today ? fixedClock(config.today) : systemClock();
  return {
    owner,
    engine: { store, clock, reactions: REACTIONS },
    server,
    close: async () => {
      await store.close();
      await server?.stop();
    },
  };
}

async function reach(
  config: Config,
  how: ConnectHow,
): Promise<{ owner: pg.PoolConfig; app: pg.PoolConfig; server: EmbeddedServer | null }> {
  if (config.databaseUrl !== null) {
    const owner = { connectionString: config.databaseUrl };
    await canReach(owner);
    return { owner, app: { ...owner, options: '-c role=engross_app' }, server: null };
  }
  const server = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: how.log,
    attachIfRunning: how.attach ?? false,
    neverOwn: how.neverOwn ?? false,
  });
  return {
    owner: server.connection(server.ownerUser, DATABASE),
    app: server.connection('engross_app', DATABASE),
    server,
  };
}

async function canReach(owner: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(owner);
  try {
    await client.connect();
    const { rows } = await client.query<{ v: number }>(`select current_setting('server_version_num')::int as v`);
    if ((rows[0]?.v ?? 0) < 150_000)
      throw new StartupProblem('DATABASE_URL leads to a PostgreSQL older than 15. Use 15 or newer.');
  } catch (error) {
    if (error instanceof StartupProblem) throw error;
    throw new StartupProblem(
      `The database in DATABASE_URL can't be reached (${String(error)}). Check host, name, user and password.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Migrates queue and product; safe with several starting at once. */
export async function ready(owner: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 2 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
  await migrate(owner);
}
