import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { plainEnvironment } from './binaries.ts';
import { stopServersIn } from './processes.ts';
import { handOver, runsAs, type ServerUser } from './server-user.ts';
import { clearSockets, port } from './socket-dir.ts';
import { folderTrouble, serverTrouble } from './trouble.ts';

export interface ServerPlan {
  readonly postgres: string;
  readonly pgDir: string;
  readonly socketDir: string;
  readonly logFile: string;
  readonly user: ServerUser;
  readonly log: (line: string) => void;
  readonly onDown?: () => void;
}

export interface Postmaster {
  readonly child: ChildProcess;
  readonly gone: Promise<void>;
}

/** Starts the server and waits until it takes connections; the caller holds the folder's lock. */
export async function boot(plan: ServerPlan): Promise<Postmaster> {
  try {
    if ((await stopServersIn(plan.pgDir)) > 0) plan.log('Stopped what was left of an earlier database server');
    disarmPidFile(join(plan.pgDir, 'postmaster.pid'));
    clearSockets(plan.socketDir);
    const logStart = existsSync(plan.logFile) ? statSync(plan.logFile).size : 0;
    const server = launch(plan);
    if (await isReady(server, plan)) return server;
    const said = readFileSync(plan.logFile).subarray(logStart).toString();
    throw serverTrouble('PostgreSQL did not start', said, plan.pgDir, plan.logFile);
  } catch (error) {
    throw folderTrouble(error, plan.pgDir);
  }
}

/**
 * After a crash the file names a process that is gone, or whose number an innocent program now has; PostgreSQL would
 * refuse to start because of the latter. A number it takes for stale is its parent's: ours. The rest of the file stays,
 * because by it PostgreSQL notices memory that old backends still use.
 */
function disarmPidFile(path: string): void {
  if (!existsSync(path)) return;
  const [, ...rest] = readFileSync(path, 'utf8').split('\n');
  if (rest.length < 2) rmSync(path);
  else writeFileSync(path, [String(process.pid), ...rest].join('\n'));
}

function launch(plan: ServerPlan): Postmaster {
  const log = openLog(plan);
  const network = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${quotedDir(plan.socketDir)}`];
  // Detached: Ctrl-C in a terminal must reach the desk first, which then stops its database.
  const child = spawn(plan.postgres, ['-D', plan.pgDir, ...network, '-p', String(port)], {
    ...runsAs(plan.user),
    cwd: '/',
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.unref();
  return { child, gone };
}

/** The setting is a list: a comma or a space in the path would make two of it. */
function quotedDir(dir: string): string {
  return `"${dir.replaceAll('"', '""')}"`;
}

const largestLogBytes = 16 * 1024 * 1024;

function openLog({ logFile, user }: ServerPlan): number {
  if (existsSync(logFile) && statSync(logFile).size > largestLogBytes) renameSync(logFile, `${logFile}.1`);
  const handle = openSync(logFile, 'a', 0o600);
  handOver(logFile, user);
  return handle;
}

/** Patient on purpose: replaying the log after a crash may take minutes. False: it ended instead. */
async function isReady({ child }: Postmaster, plan: ServerPlan): Promise<boolean> {
  const began = performance.now();
  let nextNoteMs = 10_000;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (saysReady(join(plan.pgDir, 'postmaster.pid'), child.pid)) return true;
    if (performance.now() - began > nextNoteMs) {
      plan.log('The database is still starting; after a crash it first replays its log');
      nextNoteMs += 30_000;
    }
    await pause(20);
  }
  return false;
}

function saysReady(pidFile: string, pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    // Not written yet, or removed again by a server that is giving up.
    return false;
  }
}
