import { setTimeout as pause } from 'node:timers/promises';
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOME = join(import.meta.dirname, '../..');
const READY_MS = 90_000;

/** The product as a user starts it: a process of its own, on a data folder of its own. */
export interface Running {
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** one-time links by whom they are for: `the coordinator`, `a partner`, `finance` */
  readonly links: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'engross-running-'));
  await chmod(dataDir, 0o711);
  return dataDir;
}

export async function startEngross(dataDir: string, port: number, firm = 'demo'): Promise<Running> {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--port', String(port), '--firm', firm], {
    cwd: HOME,
    env: { ...process.env, ENGROSS_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = await readyLine(child);
  const links = new Map(
    [...said.matchAll(/Sign in once as (.+?) \(.+?\): (\S+)/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
  return { url: `http://127.0.0.1:${port}`, dataDir, process: child, links, stop: () => stop(child) };
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Engross wasn't ready in time. It said:\n${said}`)), READY_MS);
    const hear = (data: Buffer): void => {
      said += data.toString();
      if (!said.includes('Press Ctrl-C')) return;
      clearTimeout(late);
      resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`Engross ended with ${code}. It said:\n${said}`));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
}

/** The postmaster's pid, from its own file. */
export function postmasterOf(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null; // it isn't running just now
  }
}

/** Follows a one-time link and gives the session's cookie. */
export async function signIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookie = response.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
  if (cookie === '') throw new Error(`The link gave no session (${response.status})`);
  return cookie;
}

/** Waits until the desk answers: after a kill of the database it says so until that is back. */
export async function healthy(url: string): Promise<void> {
  for (let tries = 0; tries < 60 && (await fetch(`${url}/api/health`)).status !== 200; tries += 1) await pause(500);
}

export interface Caller {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown, key?: string): Promise<T>;
}

/** Calls the API as one session; rejects on refusals with their sentence. */
export function caller(url: string, cookie: string): Caller {
  const answer = async <T>(response: Response): Promise<T> => {
    const body = (await response.json()) as T & { sentence?: string };
    if (!response.ok) throw new Error(`${response.status} ${body.sentence ?? ''}`);
    return body;
  };
  return {
    get: async (path) => await answer(await fetch(url + path, { headers: { cookie } })),
    post: async (path, body, key) =>
      await answer(
        await fetch(url + path, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
          body: JSON.stringify(body),
        }),
      ),
  };
}
