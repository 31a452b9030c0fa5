import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnedDir, type ServerUser } from './server-user.ts';
import { folderTrouble } from './trouble.ts';

/** It only names the socket file: the server listens on no network. */
export const port = 5432;

/** The shortest limit there is (macOS): 104 bytes with the closing zero. */
const longestSocketPath = 103;

export function socketDirFor(dataDir: string): string {
  const beside = join(dataDir, 'run');
  if (Buffer.byteLength(join(beside, `.s.PGSQL.${port}`)) <= longestSocketPath) return beside;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return `/tmp/engross-${name}`;
}

/** Made anew at every start by the owner of the folder lock: what an older server left in it is worthless. */
export function makeSocketDir(dir: string, user: ServerUser): void {
  try {
    rmSync(dir, { recursive: true, force: true });
    makeOwnedDir(dir, user);
  } catch (error) {
    throw folderTrouble(error, dir);
  }
}

export function clearSockets(dir: string): void {
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { force: true });
}
