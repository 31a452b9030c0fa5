import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartupProblem } from '../startup-problem.ts';
import { findBinaries } from './binaries.ts';
import { haveCluster } from './cluster.ts';
import { readOwner, takeLock, type FolderLock } from './folder-lock.ts';
import { makeOwnedDir, resolveDataDir, serverUser, type ServerUser } from './server-user.ts';
import { makeSocketDir, port, socketDirFor } from './socket-dir.ts';
import { supervise } from './supervise.ts';
import { codeOf, folderTrouble } from './trouble.ts';

export { resolveDataDir } from './server-user.ts';

export interface EmbeddedServer {
  readonly socketDir: string;
  readonly port: number;
  readonly ownerUser: 'engross_owner';
  /** Where the data really is: not always where it was asked for, see resolveDataDir. */
  readonly dataDir: string;
  /** The server is another program's; stop() leaves it alone. */
  readonly attached: boolean;
  connection(user: string, database: string): { host: string; port: number; user: string; database: string };
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Join the server of a running Engross instead of being refused. */
  readonly attachIfRunning?: boolean;
  /** Only join: a worker that outlives its desk must not become the owner of the data. */
  readonly neverOwn?: boolean;
  /** The server died; it is being started again, and connections must be made anew. */
  readonly onDown?: () => void;
}

/** Starts the PostgreSQL that comes with Engross on a private unix socket, or throws a StartupProblem. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  if (process.platform === 'win32') {
    throw new StartupProblem('On Windows, Engross needs a PostgreSQL of your own: set DATABASE_URL, or use WSL.');
  }
  const { dataDir: wanted, note } = resolveDataDir(options.dataDir);
  if (note !== null) options.log(note);
  const user = serverUser(wanted);
  const dataDir = openFolder(wanted, user);
  const lock = await takeLock(dataDir, user);
  if (lock !== null && options.neverOwn === true) {
    lock.release();
    throw new StartupProblem(`No Engross is running on the data in ${dataDir}. Start it with npm start.`);
  }
  if (lock !== null) return await startOwned(dataDir, user, lock, options);
  if (options.attachIfRunning === true) return await attach(dataDir, options);
  throw refusal(dataDir);
}

function openFolder(dataDir: string, user: ServerUser): string {
  try {
    if (!existsSync(dataDir)) {
      makeWay(dirname(dataDir), user);
      orFindIt(() => makeOwnedDir(dataDir, user));
    }
    // Does nothing where there is a folder and complains where there is a file.
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return realpathSync(dataDir);
  } catch (error) {
    throw folderTrouble(error, dataDir);
  }
}

/** What root makes on the way must let the server's user pass, whatever root's umask. */
function makeWay(dir: string, user: ServerUser): void {
  if (existsSync(dir)) return;
  makeWay(dirname(dir), user);
  orFindIt(() => {
    mkdirSync(dir);
    if (user !== null) chmodSync(dir, 0o755);
  });
}

/** Another desk may make the same folder in the same instant; whether it is a folder shows when it is opened. */
function orFindIt(make: () => void): void {
  try {
    make();
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

async function startOwned(
  dataDir: string,
  user: ServerUser,
  lock: FolderLock,
  { log, onDown }: EmbeddedOptions,
): Promise<EmbeddedServer> {
  try {
    const socketDir = socketDirFor(dataDir);
    lock.tellOwner({ pid: process.pid, socketDir, port });
    const binaries = await findBinaries(dataDir, user);
    const pgDir = await haveCluster({ dataDir, user, binaries }, log);
    makeSocketDir(socketDir, user);
    const logFile = join(dataDir, 'postgres.log');
    const plan = {
      postgres: binaries.postgres,
      pgDir,
      socketDir,
      logFile,
      user,
      log,
      ...(onDown && { onDown }),
    };
    const server = await supervise(plan);
    let stopped: Promise<void> | null = null;
    const stop = async (): Promise<void> => await (stopped ??= server.stop().finally(() => lock.release()));
    return handle(dataDir, socketDir, stop, false);
  } catch (error) {
    lock.release();
    throw folderTrouble(error, dataDir);
  }
}

const patienceMs = 60_000;

async function attach(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const owner = readOwner(dataDir);
    if (owner !== null && (await answers(join(owner.socketDir, `.s.PGSQL.${owner.port}`)))) {
      return handle(dataDir, owner.socketDir, () => Promise.resolve(), true);
    }
    await pause(200);
    // The owner may have ended while we waited for it: then the folder is ours after all.
    const lock = await takeLock(dataDir, serverUser(dataDir));
    if (lock !== null) return await startOwned(dataDir, serverUser(dataDir), lock, options);
  }
  throw new StartupProblem(
    `The Engross that uses ${dataDir} (process ${readOwner(dataDir)?.pid ?? 'unknown'}) has not brought its database up within a minute. Look at what it says, or stop it and try again.`,
  );
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function refusal(dataDir: string): StartupProblem {
  const owner = readOwner(dataDir);
  const who = owner === null ? '' : ` (process ${owner.pid})`;
  const how = owner === null ? 'Stop it first' : `Use that one, or stop it first (kill ${owner.pid})`;
  return new StartupProblem(
    `Another Engross${who} is using the data in ${dataDir}. ${how}; a second one can be started with another data folder.`,
  );
}

function handle(dataDir: string, socketDir: string, stop: () => Promise<void>, attached: boolean): EmbeddedServer {
  return {
    socketDir,
    port,
    ownerUser: 'engross_owner',
    dataDir,
    attached,
    connection: (user, database) => ({ host: socketDir, port, user, database }),
    stop,
  };
}
