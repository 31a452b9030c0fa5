import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './processes.ts';
import { handOver, type ServerUser } from './server-user.ts';
import { folderTrouble } from './trouble.ts';

/** Who owns the folder, for people and for programs that want to join; the lock itself is the kernel's. */
export interface Owner {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
}

export interface FolderLock {
  tellOwner(owner: Owner): void;
  release(): void;
}

/**
 * One program per data folder. Node has no flock, but the SQLite inside it takes a real file lock, which the kernel
 * drops the moment the process is gone, even by kill -9. No stale lock, no guessing from process ids.
 */
export async function takeLock(dataDir: string, user: ServerUser): Promise<FolderLock | null> {
  // Two that try in the same instant can refuse each other; a few unequal waits let one of them win.
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const lock = tryLock(dataDir, user);
    if (lock !== null) return lock;
    if (attempt < 7) await pause(10 + Math.random() * 40);
  }
  return null;
}

function tryLock(dataDir: string, user: ServerUser): FolderLock | null {
  const path = join(dataDir, 'engross.lock');
  const isNew = !existsSync(path);
  let file: DatabaseSync | null = null;
  try {
    if (isNew) writeFileSync(path, '', { mode: 0o600, flag: 'a' });
    if (isNew) handOver(path, user);
    file = new DatabaseSync(path);
    // The journal stays in memory, so that the lock needs no room on a full disk.
    file.exec('pragma journal_mode = memory; begin exclusive');
    return held(dataDir, user, file);
  } catch (error) {
    file?.close();
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
    if (code === sqlite.busy) return null;
    const denied = code === sqlite.readOnly || code === sqlite.cannotOpen;
    throw folderTrouble(denied ? Object.assign(new Error('denied'), { code: 'EACCES' }) : error, dataDir);
  }
}

/** A lock nobody refers to any more would be collected as garbage, and its file closed: the folder would be free. */
const heldFiles = new Set<DatabaseSync>();

const sqlite = { busy: 5, readOnly: 8, cannotOpen: 14 };

function held(dataDir: string, user: ServerUser, file: DatabaseSync): FolderLock {
  const path = ownerFile(dataDir);
  heldFiles.add(file);
  return {
    tellOwner: (owner) => {
      // Renamed into place, so that nobody reads half of it.
      writeFileSync(`${path}.new`, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
      handOver(`${path}.new`, user);
      renameSync(`${path}.new`, path);
    },
    release: () => {
      if (!file.isOpen) return;
      rmSync(path, { force: true });
      file.close();
      heldFiles.delete(file);
    },
  };
}

const ownerFile = (dataDir: string): string => join(dataDir, 'owner.json');

/** Null while the owner hasn't said anything yet, or when what is written was left by one that died. */
export function readOwner(dataDir: string): Owner | null {
  try {
    const owner: Owner = JSON.parse(readFileSync(ownerFile(dataDir), 'utf8'));
    return isAlive(owner.pid) ? owner : null;
  } catch {
    return null;
  }
}
