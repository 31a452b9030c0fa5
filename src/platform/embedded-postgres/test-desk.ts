import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedServer } from './index.ts';
import { stopServersIn } from './processes.ts';

/** A folder that is gone, with every server in it, when the test is over. */
export function newFolder(): string {
  const home = mkdtempSync(join(tmpdir(), 'engross-test-'));
  // Root's server user must be able to enter it.
  chmodSync(home, 0o755);
  const dataDir = join(home, 'data');
  onTestFinished(async () => {
    await stopServersIn(join(dataDir, 'pg'));
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return dataDir;
}

export async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, ...more });
  onTestFinished(() => server.stop());
  return server;
}

export async function ask(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(server.connection('engross_owner', 'engross'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The sentence with which a start is refused. */
export async function refusalOf(starting: Promise<EmbeddedServer>): Promise<string> {
  try {
    const server = await starting;
    await server.stop();
    return 'it started';
  } catch (error) {
    return error instanceof Error && 'sentence' in error ? String(error.sentence) : `unplanned: ${String(error)}`;
  }
}

export interface Desk {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  said(): string;
}

/** A program of its own that starts the database and then waits, as the desk does. */
export function newDesk(dataDir: string): Desk {
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    setInterval(() => {}, 1000);
    try {
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
      console.log('up');
    } catch (error) {
      console.log('refused: ' + (error.sentence ?? error.stack));
      process.exit(1);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, exited, said: () => said };
}

export async function until(holds: () => boolean | Promise<boolean>, waitMs = 60_000): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('It did not come about in time');
    await pause(10);
  }
}

export function postmasterPid(dataDir: string): number {
  const path = join(dataDir, 'pg', 'postmaster.pid');
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : 0;
}
