import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './trouble.ts';

interface Running {
  readonly pid: number;
  readonly program: string;
  readonly command: string;
  readonly cwd: string;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Every PostgreSQL process working in that folder. */
export function serversIn(pgDir: string): readonly number[] {
  return listIn(pgDir).map((one) => one.pid);
}

/**
 * Ends what a killed Engross left running there. Only a postmaster is asked to shut down: its helpers take the same
 * signal to mean other things, and without their postmaster they end by themselves or must be told to drop everything.
 */
export async function stopServersIn(pgDir: string): Promise<number> {
  const found = listIn(pgDir);
  const postmasters = found.filter((one) => namesFolder(one, pgDir) && leads(one, pgDir));
  for (const { pid } of postmasters) send(pid, 'SIGINT');
  await untilGone(pgDir, postmasters.length > 0 ? 20_000 : 2_000);
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const { pid } of listIn(pgDir)) send(pid, signal);
    await untilGone(pgDir, 5_000);
  }
  return found.length;
}

async function untilGone(pgDir: string, waitMs: number): Promise<void> {
  const until = performance.now() + waitMs;
  while (listIn(pgDir).length > 0 && performance.now() < until) await pause(50);
}

/** Told by what they are and where they work, never by a remembered process id: ids are reused by innocent programs. */
function listIn(pgDir: string): readonly Running[] {
  return list().filter((one) => isServer(one) && (one.cwd === pgDir || namesFolder(one, pgDir)));
}

function isServer({ program }: Running): boolean {
  return /(^|\/)(postgres|initdb)(:|$)/.test(program);
}

/** A helper carries its postmaster's command line for a moment after the fork; the pid file tells them apart. */
function leads({ pid, program }: Running, pgDir: string): boolean {
  const noted = orNothing(() => readFileSync(join(pgDir, 'postmaster.pid'), 'utf8')).split('\n')[0];
  return noted === String(pid) || program.endsWith('initdb');
}

function namesFolder({ command }: Running, dir: string): boolean {
  return `${command} `.includes(` -D ${dir} `);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone since we looked, or not ours to stop; the next look tells.
  }
}

function list(): readonly Running[] {
  if (process.platform !== 'linux') return listByPs();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const words = orNothing(() => readFileSync(`/proc/${name}/cmdline`, 'utf8')).split('\0');
      const cwd = orNothing(() => readlinkSync(`/proc/${name}/cwd`));
      return { pid: Number(name), program: words[0] ?? '', command: words.join(' '), cwd };
    });
}

function listByPs(): readonly Running[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const found = /^\s*(\d+)\s+(.*)$/.exec(line);
    const command = found?.[2] ?? '';
    const program = command.split(' -D ')[0] ?? '';
    return found === null ? [] : [{ pid: Number(found[1]), program, command, cwd: '' }];
  });
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
