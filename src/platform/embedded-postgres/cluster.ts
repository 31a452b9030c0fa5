import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { statSync, statfsSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { run, type Binaries } from './binaries.ts';
import { stopServersIn } from './processes.ts';
import { handOver, makeOwnedDir, type ServerUser } from './server-user.ts';
import { folderTrouble, fullDisk, serverTrouble } from './trouble.ts';

export interface Place {
  readonly dataDir: string;
  readonly user: ServerUser;
  readonly binaries: Binaries;
}

const megabyte = 1024 * 1024;
const roomForFirstStart = 150 * megabyte;
const scratchPrefix = 'pg.making-';

/** After this, `pg/` is a whole cluster of the right major that the server's user may open. */
export async function haveCluster(place: Place, log: (line: string) => void): Promise<string> {
  const pgDir = join(place.dataDir, 'pg');
  await removeScratch(place.dataDir);
  if (existsSync(pgDir)) checkCluster(pgDir, place);
  else await makeCluster(pgDir, place, log);
  writeSettings(pgDir, place.user);
  return pgDir;
}

/** A killed first start leaves its scratch folder, and perhaps an initdb that is still writing into it. */
async function removeScratch(dataDir: string): Promise<void> {
  for (const name of readdirSync(dataDir).filter((one) => one.startsWith(scratchPrefix))) {
    await stopServersIn(join(dataDir, name));
    rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function checkCluster(pgDir: string, { binaries, user }: Place): void {
  const versionFile = join(pgDir, 'PG_VERSION');
  const uid = statSync(pgDir).uid;
  if (uid !== (user?.uid ?? process.getuid?.())) {
    throw new StartupProblem(
      `The data in ${pgDir} belongs to another user (uid ${uid}). Start Engross as that user or as root, or hand the folder over: chown -R ${user?.name ?? '$USER'} ${pgDir}`,
    );
  }
  if (!existsSync(versionFile)) {
    throw new StartupProblem(
      `${pgDir} exists but holds no PostgreSQL data. Move it away to begin afresh, or put the right folder back.`,
    );
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== binaries.major) {
    throw new StartupProblem(
      `The data in ${pgDir} was written by PostgreSQL ${major}; this Engross brings PostgreSQL ${binaries.major}. Nothing was touched. Start the Engross you used before, write its database to a file with PostgreSQL’s pg_dump, and read that with pg_restore into a PostgreSQL of your own, which DATABASE_URL names.`,
    );
  }
}

/** Made in a scratch folder and renamed when it is whole, so that a half-made cluster is never mistaken for data. */
async function makeCluster(pgDir: string, place: Place, log: (line: string) => void): Promise<void> {
  const { dataDir, binaries, user } = place;
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < roomForFirstStart) throw fullDisk(dataDir);
  log(`Preparing a new database in ${pgDir}`);
  const scratch = join(dataDir, `${scratchPrefix}${randomBytes(6).toString('hex')}`);
  try {
    makeOwnedDir(scratch, user);
    await fill(scratch, binaries, user);
    renameSync(scratch, pgDir);
    flushDir(dataDir);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    throw folderTrouble(error, dataDir);
  }
}

async function fill(scratch: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const who = ['-U', 'engross_owner', '--auth-local=trust', '--auth-host=reject'];
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', scratch, ...who, ...text, '--data-checksums', '--no-instructions'];
  const made = await run(binaries.initdb, args, user);
  if (made.code !== 0) throw serverTrouble('PostgreSQL could not prepare its data folder', made.output, scratch);
  writeFileSync(join(scratch, 'postgresql.conf'), ownConf);
  writeSettings(scratch, user);
  // In single-user mode the database is there before anyone can see the folder: no half-way state to repair later.
  const sql = 'create database engross;\n';
  const created = await run(binaries.postgres, ['--single', '-D', scratch, 'template1'], user, sql);
  if (created.code !== 0 || /ERROR:/.test(created.output)) {
    throw serverTrouble('PostgreSQL could not make the database', created.output, scratch);
  }
}

function flushDir(dir: string): void {
  const handle = openSync(dir, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const ownConf = `# Engross writes engross.conf anew at every start. What stands below the include wins, and so does ALTER SYSTEM.
include = 'engross.conf'
`;

function writeSettings(pgDir: string, user: ServerUser): void {
  const settings = {
    max_connections: '120',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    // After a large import the planner must soon know what it deals with; looking costs next to nothing.
    autovacuum_naptime: '10s',
    fsync: 'on',
    synchronous_commit: 'on',
    dynamic_shared_memory_type: sharedMemoryIsTiny() ? 'mmap' : 'posix',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.english',
    log_line_prefix: '%m [%p] %u@%d ',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  const path = join(pgDir, 'engross.conf');
  try {
    writeFileSync(path, lines.join(''), { mode: 0o600 });
    handOver(path, user);
  } catch (error) {
    throw folderTrouble(error, pgDir);
  }
}

/** Docker gives 64 MB of /dev/shm, which one parallel query can exhaust. */
function sharedMemoryIsTiny(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize < 256 * megabyte;
  } catch {
    return true;
  }
}
