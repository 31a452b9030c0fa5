import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { handOver, makeOwnedDir, runsAs, serverUser } from '../../src/platform/embedded-postgres/server-user.ts';
import { makeTemplates } from './database.ts';

export const DEBIAN_BIN = '/usr/lib/postgresql/15/bin';
const PORT = 5432;
const PATIENCE_MS = 60_000;

/** Debian's own PostgreSQL 15 for the run: a cluster in a scratch folder, on a private socket, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Below /tmp itself: the path of a socket may have 103 bytes.
  const scratch = await mkdtemp('/tmp/engross-pg15-');
  await chmod(scratch, 0o711);
  const user = serverUser(scratch);
  const [data, socket] = [join(scratch, 'data'), join(scratch, 'run')];
  for (const dir of [data, socket]) makeOwnedDir(dir, user);
  handOver(scratch, user);
  const flags = [
    '-U',
    'engross_owner',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  const made = spawnSync(join(DEBIAN_BIN, 'initdb'), ['-D', data, ...flags, '--no-instructions'], {
    ...runsAs(user),
    cwd: scratch,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb of Debian’s PostgreSQL failed: ${made.stderr}`);
  const settings = ['listen_addresses=', `unix_socket_directories=${socket}`, 'fsync=off', 'max_connections=200'];
  const server = spawn(join(DEBIAN_BIN, 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])], {
    ...runsAs(user),
    cwd: scratch,
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  const owner = { host: socket, port: PORT, user: 'engross_owner' };
  await answered({ ...owner, database: 'postgres' }, 'create database engross');
  await makeTemplates(project, { ...owner, database: 'engross' });
  return async () => {
    server.kill('SIGINT');
    await ended;
    await rm(scratch, { recursive: true, force: true });
  };
}

/** The server takes a moment to listen. */
async function answered(connection: pg.ClientConfig, statement: string): Promise<void> {
  for (const began = performance.now(); ;) {
    const client = new pg.Client(connection);
    try {
      await client.connect();
      await client.query(statement);
      return;
    } catch (error) {
      if (performance.now() - began > PATIENCE_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
