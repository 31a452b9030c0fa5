import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { resolveDataDir } from './index.ts';
import { ask, newFolder, postmasterPid, refusalOf, start } from './test-desk.ts';
import { startEmbeddedPostgres } from './index.ts';

const asRoot = test.skipIf(process.getuid?.() !== 0);
const uidOf = (name: string): number => Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }));

asRoot('started as root, the database runs as somebody who is not', async () => {
  const dataDir = newFolder();
  await start(dataDir);
  const { uid } = statSync(join(dataDir, 'pg'));
  expect(uid).not.toBe(0);
  expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(uid);
});

asRoot('started with sudo, the data belongs to the one who typed sudo', async () => {
  const before = process.env['SUDO_USER'];
  onTestFinished(() => {
    if (before === undefined) delete process.env['SUDO_USER'];
    else process.env['SUDO_USER'] = before;
  });
  process.env['SUDO_USER'] = 'nobody';
  const dataDir = newFolder();
  await start(dataDir);
  expect(statSync(join(dataDir, 'pg')).uid).toBe(uidOf('nobody'));
});

asRoot('data that exists is served as its owner', async () => {
  const dataDir = newFolder();
  await (await start(dataDir)).stop();
  execFileSync('chown', ['-R', 'nobody', dataDir]);
  const server = await start(dataDir);
  expect(statSync(`/proc/${postmasterPid(dataDir)}`).uid).toBe(uidOf('nobody'));
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
});

asRoot('data that belongs to root is refused with the way out, for PostgreSQL will not open it', async () => {
  const dataDir = newFolder();
  await (await start(dataDir)).stop();
  execFileSync('chown', ['-R', 'root', dataDir]);
  chmodSync(dataDir, 0o755);
  const sentence = await refusalOf(startEmbeddedPostgres({ dataDir, log: () => undefined }));
  expect(sentence).toContain('belongs to another user');
  expect(sentence).toContain('chown -R');
});

asRoot('in a clone that only root may enter the data is kept in /var/lib/engross, and one line says so', async () => {
  const intended = newFolder();
  chmodSync(dirname(intended), 0o700);
  const { dataDir } = resolveDataDir(intended);
  expect(dataDir).toMatch(/^\/var\/lib\/engross\/[0-9a-f]{16}$/);
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true, force: true });
    if (existsSync(dirname(dataDir)) && readdirSync(dirname(dataDir)).length === 0) rmdirSync(dirname(dataDir));
  });
  const said: string[] = [];
  const server = await start(intended, { log: (line) => said.push(line) });
  expect(server.dataDir).toBe(dataDir);
  expect(said[0]).toContain(`The data is kept in ${dataDir}`);
  await server.stop();
  expect(existsSync(intended)).toBe(false);
  // Once moved, always found there.
  expect(resolveDataDir(intended).dataDir).toBe(dataDir);
  expect(resolveDataDir(dataDir)).toEqual({ dataDir, note: null });
});

asRoot('folders that root makes on the way let the database through, whatever the umask', async () => {
  const before = process.umask(0o077);
  onTestFinished(() => void process.umask(before));
  const dataDir = join(newFolder(), 'deep', 'down');
  mkdirSync(join(dataDir, '..', '..'));
  chmodSync(join(dataDir, '..', '..'), 0o755);
  expect(await ask(await start(dataDir), 'select 1 as one')).toEqual([{ one: 1 }]);
});
