import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

// int8 is bigint and a date is its text: the driver's own choices lose digits and shift days.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type { Database } from './tables.ts';

/** One transaction: Kysely for statements, the client itself for COPY. */
export interface Tx {
  readonly db: Kysely<Database>;
  readonly client: pg.PoolClient;
}

export interface ConnectOptions {
  readonly connection: pg.PoolConfig;
  readonly max?: number;
}

/** How a transaction is opened; reads see one snapshot and can't write. */
export interface TxOptions {
  readonly actorId: string;
  readonly readOnly?: boolean;
  readonly maySoftClosed?: boolean;
}

const RETRYABLE = new Set(['40001', '40P01']);
const ATTEMPTS = 6;

export class Store {
  readonly pool: pg.Pool;
  /** Outside any transaction: for sign-in and health only. */
  readonly kysely: Kysely<Database>;

  constructor(options: ConnectOptions) {
    this.pool = new pg.Pool({ max: options.max ?? 20, idleTimeoutMillis: 30_000, ...options.connection });
    // A connection that dies while idle is replaced by the pool; the error must not end the process.
    this.pool.on('error', () => undefined);
    // The same while it is in use: the statement under way rejects, and that is what its caller handles.
    this.pool.on('connect', (client) => void client.on('error', () => undefined));
    this.kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool: this.pool }) });
  }

  /** Runs `work` in one transaction; again from the start when PostgreSQL says that two transactions collided. */
  async transaction<T>(options: TxOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(options, work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
        await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 5));
      }
    }
  }

  async #once<T>(options: TxOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(`${options.readOnly ? 'begin isolation level repeatable read read only' : 'begin'};
        select set_config('engross.actor', ${client.escapeLiteral(options.actorId)}, true),
          set_config('engross.may_post_soft_closed', '${options.maySoftClosed ? 'yes' : ''}', true)`);
      const result = await work({ db: bound(client), client });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

// As JDBC does by default: what has been asked so often is prepared by each connection, which then need not parse and, where
// one plan suits all parameters, not plan it again. Planning our views costs more than running them. So many, and not
// more, because each connection keeps its plans in memory.
const ASKED_OFTEN = 5;
const PREPARED_MAX = 256;
const TEXTS_MAX = 4_096;
const asked = new Map<string, number>();
const names = new Map<string, string>();

/** Under which name this statement is prepared; undefined as long as it isn't worth it. */
function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === PREPARED_MAX) return known;
  const times = (asked.get(text) ?? 0) + 1;
  if (times < ASKED_OFTEN) {
    if (asked.size === TEXTS_MAX) asked.clear();
    asked.set(text, times);
    return undefined;
  }
  asked.delete(text);
  const name = `often_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** A Kysely that speaks over this one client. */
function bound(client: pg.PoolClient): Kysely<Database> {
  const borrowed = {
    query: (text: string, values: unknown[]) => client.query({ name: preparedName(text), text, values }),
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => Promise.resolve(borrowed), end: () => Promise.resolve() },
    }),
  });
}

/** The SQLSTATE of a database error; undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

// SQLSTATE classes of a server that stops or starts and of lost connections; the socket's own codes.
const GONE = /^(57P..|08...|ECONNRESET|ECONNREFUSED|EPIPE)$/;
// What the driver says without a code, and a socket that is not there while the server starts.
const SAID_GONE = /^connect ENOENT|Connection terminated|connection error/;

/** Whether this error says that the database went away. A mail server that refuses says so in words, under a code of its own. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && (GONE.test(sqlState(error) ?? '') || SAID_GONE.test(error.message));
}
