import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serversIn } from './processes.ts';
import { makeOwnedDir, runsAs, serverUser } from './server-user.ts';
import { ask, newDesk, newFolder, postmasterPid, start, until } from './test-desk.ts';

// Recovery after a kill flushes every file, which takes its time on a busy disk.
vi.setConfig({ testTimeout: 120_000 });

test('a desk killed outright leaves nothing in the way: the next start finds every committed row', async () => {
  const dataDir = newFolder();
  const desk = newDesk(dataDir);
  await until(() => desk.said() !== '');
  const joined = await start(dataDir, { attachIfRunning: true });
  await ask(joined, 'create table paid (amount bigint); insert into paid values (125000)');
  const orphan = postmasterPid(dataDir);
  desk.child.kill('SIGKILL');
  await desk.exited;
  expect(serversIn(join(dataDir, 'pg'))).toContain(orphan);

  const said: string[] = [];
  const next = await start(dataDir, { log: (line) => said.push(line) });
  expect(next.attached).toBe(false);
  expect(serversIn(join(dataDir, 'pg'))).not.toContain(orphan);
  expect(said.join()).toContain('Stopped what was left of an earlier database server');
  expect(await ask(next, 'select amount::text from paid')).toEqual([{ amount: '125000' }]);
});

test('desk and database killed together, with work in hand: the next start recovers', async () => {
  const dataDir = newFolder();
  const desk = newDesk(dataDir);
  await until(() => desk.said() !== '');
  const joined = await start(dataDir, { attachIfRunning: true });
  await ask(joined, 'create table paid (amount bigint); insert into paid values (125000)');
  const busy = ask(joined, 'insert into paid select n from generate_series(1, 100000000) n').catch(() => 'cut off');
  await pause(200);
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  desk.child.kill('SIGKILL');
  await desk.exited;
  const next = await start(dataDir);
  expect(await busy).toBe('cut off');
  expect(await ask(next, 'select sum(amount)::text as sum from paid')).toEqual([{ sum: '125000' }]);
});

test('a desk killed while it makes its first database leaves neither scratch nor a half-made database', async () => {
  const dataDir = newFolder();
  const scratches = (): string[] =>
    existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('pg.making-')) : [];
  for (const waitMs of [0, 150, 350]) {
    const desk = newDesk(dataDir);
    await until(() => scratches().length > 0 || existsSync(join(dataDir, 'pg')));
    await pause(waitMs);
    desk.child.kill('SIGKILL');
    await desk.exited;
  }
  const leftover = join(dataDir, 'pg.making-older');
  makeOwnedDir(leftover, serverUser(dataDir));
  writeFileSync(join(leftover, 'half'), 'a file');
  const server = await start(dataDir);
  expect(scratches()).toEqual([]);
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a database server that is killed is started again, at the same address', async () => {
  const dataDir = newFolder();
  let downs = 0;
  let backs = 0;
  const log = (line: string): void => void (backs += Number(line === 'The database server is back'));
  const server = await start(dataDir, { log, onDown: () => (downs += 1) });
  for (const expected of [1, 2]) {
    const before = postmasterPid(dataDir);
    process.kill(before, 'SIGKILL');
    // A server takes connections a moment before we know it is back; killed in that moment it counts as not started.
    await until(() => downs === expected && backs === expected);
    await until(() => ask(server, 'select 1').then(Boolean, () => false));
    expect(postmasterPid(dataDir)).not.toBe(before);
  }
});

test('one session killed outright does not take the database down for good', async () => {
  const dataDir = newFolder();
  const server = await start(dataDir);
  const [row] = await ask(server, `select pid from pg_stat_activity where backend_type = 'walwriter'`);
  process.kill(Number(row?.['pid']), 'SIGKILL');
  await until(() => ask(server, 'select 1').then(Boolean, () => false));
});

test('a process number left in the pid file and now an innocent program is left alone', async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  await first.stop();
  const innocent = spawn('sleep', ['60'], { ...runsAs(serverUser(dataDir)), cwd: '/', stdio: 'ignore' });
  onTestFinished(() => void innocent.kill());
  const pgDir = join(first.dataDir, 'pg');
  const lines = [innocent.pid, pgDir, 1, 5432, first.socketDir, '', '  1 1', 'ready', ''];
  writeFileSync(join(pgDir, 'postmaster.pid'), lines.join('\n'));
  writeFileSync(
    join(dataDir, 'owner.json'),
    JSON.stringify({ pid: innocent.pid, socketDir: first.socketDir, port: 5432 }),
  );
  const second = await start(dataDir, { attachIfRunning: true });
  expect(second.attached).toBe(false);
  expect(await ask(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(innocent.exitCode).toBeNull();
  expect(innocent.signalCode).toBeNull();
});

test('an empty pid file, as a full disk leaves it, does not stop the next start', async () => {
  const dataDir = newFolder();
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, 'pg', 'postmaster.pid'), '');
  expect(await ask(await start(dataDir), 'select 1 as one')).toEqual([{ one: 1 }]);
});

function group(pid: number): string {
  return spawnSync('ps', ['-o', 'pgid=', '-p', String(pid)])
    .stdout.toString()
    .trim();
}

test('Ctrl-C reaches the desk and not its database', async () => {
  const dataDir = newFolder();
  await start(dataDir);
  expect(group(postmasterPid(dataDir))).toBe(String(postmasterPid(dataDir)));
  expect(group(process.pid)).not.toBe(String(postmasterPid(dataDir)));
});

test('stopping does not wait for a session that is still busy, and stopping twice is stopping once', async () => {
  const dataDir = newFolder();
  const server = await start(dataDir);
  const busy = ask(server, 'select pg_sleep(600)').catch(() => 'cut off');
  await pause(200);
  const began = performance.now();
  await Promise.all([server.stop(), server.stop()]);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(await busy).toBe('cut off');
  expect(serversIn(join(dataDir, 'pg'))).toEqual([]);
});

test('a stop during the back-off after a crash ends at once and leaves nothing running', async () => {
  const dataDir = newFolder();
  let down = false;
  const server = await start(dataDir, { onDown: () => (down = true) });
  process.kill(postmasterPid(dataDir), 'SIGKILL');
  await until(() => down);
  await server.stop();
  expect(serversIn(join(dataDir, 'pg'))).toEqual([]);
});

test('a program that only works in the data folder is not taken for a database', () => {
  const dataDir = newFolder();
  mkdirSync(join(dataDir, 'pg'), { recursive: true });
  const reader = spawn('sleep', ['60'], { cwd: join(dataDir, 'pg'), stdio: 'ignore' });
  onTestFinished(() => void reader.kill());
  expect(serversIn(join(dataDir, 'pg'))).toEqual([]);
});
