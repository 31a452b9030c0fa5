import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { sha256 } from './canonical.ts';
import { StartupProblem } from './startup-problem.ts';

const FOLDER = join(import.meta.dirname, '../../db/migrations');
const LOCK = 4_711_001;

/** Runs what hasn't run of db/migrations, each file in a transaction of its own, as the owner. */
export async function migrate(connection: pg.ClientConfig): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await makeRole(client);
    return await runMissing(client);
  } finally {
    await client.end();
  }
}

/** The role the program runs as; it owns nothing. */
async function makeRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`select 1 from pg_roles where rolname = 'engross_app'`);
  if (rowCount === 0) {
    await client.query('create role engross_app login').catch((error: unknown) => {
      throw new StartupProblem(
        `The role engross_app can't be created (${String(error)}). Ask the database's administrator to run: ` +
          'create role engross_app login; grant engross_app to <the user in DATABASE_URL>;',
      );
    });
  }
  await client.query(`do $$ begin
    if not pg_has_role(current_user, 'engross_app', 'set') then execute format('grant engross_app to %I', current_user); end if;
  exception when undefined_function or invalid_parameter_value then execute format('grant engross_app to %I', current_user); end $$`);
}

async function runMissing(client: pg.Client): Promise<number> {
  await client.query(`create table if not exists migration
    (name text primary key, checksum text not null, recorded_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration');
  const done = new Map(rows.map((row) => [row.name, row.checksum]));
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).toSorted();
  const unknown = [...done.keys()].find((name) => !files.includes(name));
  if (unknown !== undefined) {
    throw new StartupProblem(`The database is newer than this program: it has ${unknown}. Update the program.`);
  }
  let ran = 0;
  for (const name of files) {
    const text = await readFile(join(FOLDER, name), 'utf8');
    const checksum = sha256(text).toString('hex');
    const before = done.get(name);
    if (before === checksum) continue;
    if (before !== undefined) {
      throw new StartupProblem(`${name} was edited after it ran here. Restore it and add a new migration instead.`);
    }
    await runOne(client, name, text, checksum);
    ran += 1;
  }
  return ran;
}

async function runOne(client: pg.Client, name: string, text: string, checksum: string): Promise<void> {
  try {
    await client.query('begin');
    await client.query(text);
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const position = error instanceof pg.DatabaseError && error.position ? Number(error.position) : 0;
    const line = position > 0 ? `, line ${text.slice(0, position).split('\n').length}` : '';
    throw new Error(`${name}${line}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
