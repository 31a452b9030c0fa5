import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { findBinaries, packageFolder } from './binaries.ts';
import { takeLock } from './folder-lock.ts';
import { handOver, makeOwnedDir, serverUser } from './server-user.ts';
import { ask, newDesk, newFolder, postmasterPid, refusalOf, start } from './test-desk.ts';
import { startEmbeddedPostgres } from './index.ts';

const isRoot = process.getuid?.() === 0;
const silent = (): void => undefined;

test('a first start makes the database, and a later one finds what was written', async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  await ask(first, `create table matter (name text); insert into matter values ('Acme patents')`);
  await first.stop();
  const second = await start(dataDir);
  expect(await ask(second, 'select name from matter')).toEqual([{ name: 'Acme patents' }]);
});

test('the database keeps every promise a commit makes, in an encoding that does not drift with the machine', async () => {
  const server = await start(newFolder());
  const [settings] = await ask(
    server,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('data_checksums') as checksums, current_setting('listen_addresses') as network,
       current_setting('timezone') as zone, current_setting('max_connections') as connections, datlocale as locale
     from pg_database where datname = 'engross'`,
  );
  expect(settings).toEqual({
    fsync: 'on',
    commit: 'on',
    checksums: 'on',
    network: '',
    zone: 'UTC',
    connections: '120',
    locale: 'C.UTF-8',
  });
  expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
  expect(statSync(join(server.dataDir, 'pg')).mode & 0o777).toBe(0o700);
});

test('of three desks started at once over one folder exactly one wins, and the others name it', async () => {
  const dataDir = newFolder();
  const desks = [newDesk(dataDir), newDesk(dataDir), newDesk(dataDir)];
  await expect.poll(() => desks.every((desk) => desk.said() !== ''), { timeout: 20_000 }).toBe(true);
  const winners = desks.filter((desk) => desk.said().startsWith('up'));
  expect(winners).toHaveLength(1);
  const losers = desks.filter((desk) => !winners.includes(desk));
  for (const loser of losers) expect(loser.said()).toContain(`process ${winners[0]?.child.pid}`);
});

test('a lock whose holder is forgotten stays taken: collecting garbage must not free the folder', async () => {
  const dataDir = newFolder();
  mkdirSync(dataDir);
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  await takeLock(dataDir, null);
  for (let round = 0; round < 5; round += 1) {
    collect();
    await pause(10);
  }
  const desk = newDesk(dataDir);
  await desk.exited;
  expect(desk.said()).toContain('Another Engross is using the data');
});

test('a second start in the same program is refused with the way out', async () => {
  const dataDir = newFolder();
  await start(dataDir);
  const sentence = await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }));
  expect(sentence).toContain(`Another Engross (process ${process.pid}) is using the data`);
  expect(sentence).toContain(`kill ${process.pid}`);
});

test('a command line tool joins the running database and leaves it running', async () => {
  const dataDir = newFolder();
  const desk = newDesk(dataDir);
  await expect.poll(() => existsSync(join(dataDir, 'owner.json')), { timeout: 30_000 }).toBe(true);
  // The desk may still be making its database: joining waits for it.
  const joined = await start(dataDir, { attachIfRunning: true });
  expect(joined.attached).toBe(true);
  await joined.stop();
  expect(await ask(joined, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(desk.said()).not.toContain('refused');
});

test('a command line tool with nothing to join starts the database and stops it again', async () => {
  const dataDir = newFolder();
  const alone = await start(dataDir, { attachIfRunning: true });
  expect(alone.attached).toBe(false);
  await alone.stop();
  expect(postmasterPid(dataDir)).toBe(0);
});

test('a data folder with a very long name, spaces and commas works', async () => {
  const dataDir = join(newFolder(), 'Acme, Inc. "patents"', 'x'.repeat(120));
  const server = await start(dataDir);
  expect(Buffer.byteLength(join(server.socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(103);
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  rmSync(server.socketDir, { recursive: true });
});

test('data written by another major of PostgreSQL is refused untouched, with the way out', async () => {
  const dataDir = newFolder();
  mkdirSync(dataDir, { recursive: true });
  makeOwnedDir(join(dataDir, 'pg'), serverUser(dataDir));
  writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '17\n');
  const sentence = await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }));
  expect(sentence).toMatch(/written by PostgreSQL 17; this Engross brings PostgreSQL 18\. .* pg_dump/);
  expect(readdirSync(join(dataDir, 'pg'))).toEqual(['PG_VERSION']);
});

test('a file where the folder should be is refused in a sentence', async () => {
  const dataDir = newFolder();
  writeFileSync(dataDir, 'not a folder');
  expect(await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }))).toContain('there is a file in its way');
  const below = refusalOf(startEmbeddedPostgres({ dataDir: join(dataDir, 'below'), log: silent }));
  expect(await below).toContain('there is a file in its way');
});

test.skipIf(isRoot)('a folder that may not be written to is refused in a sentence', async () => {
  const dataDir = newFolder();
  mkdirSync(dataDir, { mode: 0o500 });
  expect(await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }))).toContain('may not write to');
});

test.skipIf(!isRoot)(
  'a full disk is refused in a sentence, before and while the database is made',
  async ({ skip }) => {
    const dataDir = newFolder();
    mkdirSync(dataDir);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', dataDir]);
    if (mounted.status !== 0) skip('this root may not mount');
    onTestFinished(() => void spawnSync('umount', ['-l', dataDir]));
    writeFileSync(join(dataDir, 'invoices.pdf'), Buffer.alloc(120 * 1024 * 1024));
    expect(await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }))).toContain('no room left');
    rmSync(join(dataDir, 'invoices.pdf'));
    const server = await start(dataDir);
    await server.stop();
    const room = '250000000';
    spawnSync('sh', ['-c', `head -c ${room} /dev/zero > "$1/invoices.pdf"`, 'sh', dataDir]);
    expect(await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }))).toContain('no room left');
  },
);

test('missing library links are made, and where that is impossible a private copy is used', async () => {
  const dataDir = newFolder();
  const home = join(dirname(dataDir), 'package');
  cpSync(packageFolder(), home, { recursive: true, filter: (path) => !path.endsWith('.a') });
  mkdirSync(dataDir);
  const user = serverUser(dataDir);
  const unlink = (): void => rmSync(join(home, 'native', 'lib', 'libicuuc.so.60'), { force: true });
  unlink();
  expect((await findBinaries(dataDir, user, home)).postgres).toContain(home);

  unlink();
  chmodSync(join(home, 'native', 'lib'), 0o555);
  // Permissions don't stop root; a folder its server user can't enter does.
  if (isRoot) chmodSync(home, 0o700);
  const copied = await findBinaries(dataDir, user, home);
  expect(copied.postgres).toContain(join(dataDir, 'postgresql-'));
  expect(await findBinaries(dataDir, user, home)).toEqual(copied);
  chmodSync(join(home, 'native', 'lib'), 0o755);
});

test('settings added below ours win, and a broken one is named in the refusal', async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  await ask(first, `alter system set work_mem = '17MB'`);
  await first.stop();
  const second = await start(dataDir);
  expect(await ask(second, 'show work_mem')).toEqual([{ work_mem: '17MB' }]);
  await second.stop();
  const conf = join(dataDir, 'pg', 'postgresql.conf');
  writeFileSync(conf, 'shared_buffers = plenty\n');
  handOver(conf, serverUser(dataDir));
  const sentence = await refusalOf(startEmbeddedPostgres({ dataDir, log: silent }));
  expect(sentence).toContain('postgresql.conf');
  expect(sentence).toContain('postgres.log');
});
