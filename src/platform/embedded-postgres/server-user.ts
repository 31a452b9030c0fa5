import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { codeOf } from './trouble.ts';

/** Who runs PostgreSQL when we are root, because PostgreSQL refuses to run as root. Null: as ourselves. */
export type ServerUser = { readonly uid: number; readonly gid: number; readonly name: string } | null;

const weAreRoot = (): boolean => process.getuid?.() === 0;

/** Node's spawn options that make a child run as that user. */
export function runsAs(user: ServerUser): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** Only for what we have just created: nothing that was there before changes hands. */
export function handOver(path: string, user: ServerUser): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

export function makeOwnedDir(path: string, user: ServerUser): void {
  mkdirSync(path, { mode: 0o700 });
  handOver(path, user);
}

export function serverUser(dataDir: string): ServerUser {
  if (!weAreRoot()) return null;
  const names = [process.env['SUDO_USER'], 'postgres', 'nobody'].filter((name) => name !== undefined);
  const user =
    ownerOf(join(dataDir, 'pg')) ?? ownerOf(dataDir) ?? names.map(lookUp).find((found) => found !== null) ?? null;
  if (user === null) {
    throw new StartupProblem(
      'PostgreSQL refuses to run as root and this machine has no unprivileged user (postgres, nobody) to run it as. Start Engross as an ordinary user.',
    );
  }
  return user;
}

/** Root whose server user can't reach the intended folder (a clone below a 0700 folder) keeps the data elsewhere. */
export function resolveDataDir(intended: string): { readonly dataDir: string; readonly note: string | null } {
  const wanted = resolve(intended);
  const user = serverUser(wanted);
  const there = nearestExisting(wanted);
  // A file in the way is for whoever opens the folder to report.
  const fits = user === null || !statSync(there).isDirectory() || canEnter(user, there);
  if (fits) return { dataDir: wanted, note: null };
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const dataDir = join('/var/lib/engross', name);
  return {
    dataDir,
    note: `The data is kept in ${dataDir}: PostgreSQL may not run as root, and the user ${user.name} can't enter ${wanted}.`,
  };
}

function canEnter(user: ServerUser, dir: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { ...runsAs(user), cwd: '/' });
  if (codeOf(probe.error) === 'EPERM') {
    throw new StartupProblem(
      'Engross runs as root here, but this root may not become another user (no CAP_SETUID), and PostgreSQL refuses to run as root. Start Engross as an ordinary user.',
    );
  }
  return probe.status === 0;
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function ownerOf(path: string): ServerUser {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid === 0) return null;
  const name = ask('-un', String(found.uid));
  // initdb wants a user with a name; data that exists already runs under any number.
  if (name === null && !existsSync(join(path, 'PG_VERSION'))) return null;
  return { uid: found.uid, gid: found.gid, name: name ?? String(found.uid) };
}

function lookUp(name: string): ServerUser {
  const uid = Number(ask('-u', name));
  const gid = Number(ask('-g', name));
  return uid > 0 && gid >= 0 ? { uid, gid, name } : null;
}

/** `id` rather than /etc/passwd: it also knows the users of a directory server. */
function ask(what: string, who: string): string | null {
  const said = spawnSync('id', [what, who], { encoding: 'utf8' });
  return said.status === 0 ? said.stdout.trim() : null;
}
