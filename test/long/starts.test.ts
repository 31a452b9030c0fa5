import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { caller, freePort, newDataDir, removeDataDir, signIn, startEngross } from '../support/running.ts';

const HOME = join(import.meta.dirname, '../..');

async function dataDirOfTest(): Promise<string> {
  const dataDir = await newDataDir();
  onTestFinished(() => removeDataDir(dataDir));
  return dataDir;
}

it('a taken port is said, with the way out, before anything is set up', async () => {
  const dataDir = join(await dataDirOfTest(), 'data');
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--port', String(port)], {
    cwd: HOME,
    env: { ...process.env, ENGROSS_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  expect(await once(child, 'exit')).toEqual([1, null]);
  expect(said).toContain(`Port ${port} is taken by another program`);
  expect(said).toContain(`--port ${port + 1}`);
  expect(existsSync(join(dataDir, 'pg'))).toBe(false);
});

it('without the demo, the first administrator comes in by a link that is good once, until there is a passphrase', async () => {
  const dataDir = await dataDirOfTest();
  const port = await freePort();
  const first = await startEngross(dataDir, port, 'empty');
  expect([...first.links.keys()]).toEqual(['the administrator']);
  const link = first.links.get('the administrator') ?? '';
  const cookie = await signIn(link);
  await expect(signIn(link)).rejects.toThrow('gave no session');
  const api = caller(first.url, cookie);
  const { person, firm } = await api.get<{ person: { roles: string[] }; firm: { demo: boolean; entities: unknown[] } }>(
    '/api/me/show',
  );
  expect(person.roles).toEqual(expect.arrayContaining(['administrator']));
  expect(firm).toMatchObject({ demo: false, entities: [] });
  const set = await fetch(`${first.url}/api/me/passphrase`, {
    method: 'POST',
    headers: { cookie, origin: first.url, 'content-type': 'application/json' },
    body: JSON.stringify({ passphrase: 'correct horse battery staple' }),
  });
  expect(set.status).toBe(200);
  await first.stop();
  // Whoever has a passphrase needs no link: none is printed for whoever reads the log.
  const second = await startEngross(dataDir, port, 'empty');
  expect([...second.links.keys()]).toEqual([]);
  const entered = await fetch(`${second.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: second.url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'administrator@engross.invalid', password: 'correct horse battery staple' }),
  });
  expect(entered.status).toBe(200);
  await second.stop();
}, 120_000);

it('a first install without a network says so, and what to do', () => {
  const clone = mkdtempSync(join(tmpdir(), 'engross-offline-'));
  onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
  for (const name of ['package.json', 'package-lock.json', 'bin'])
    cpSync(join(HOME, name), join(clone, name), { recursive: true });
  const away = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
  const tried = spawnSync(process.execPath, ['bin/prepare.mjs', 'install'], {
    cwd: clone,
    env: { PATH: process.env['PATH'] ?? '', HOME: clone, npm_config_cache: join(clone, 'cache'), ...away },
    encoding: 'utf8',
  });
  expect(tried.status).not.toBe(0);
  expect(tried.stderr).toContain('it could not be reached');
  expect(tried.stderr).toContain('start again');
}, 120_000);

interface Flag {
  readonly code: string;
}

interface Told {
  readonly cutOff: { readonly daysLeft: number } | null;
  readonly tasks: readonly { readonly what: string; readonly href: string }[];
}

it('the demo firm is as large as it says, and Today leads to its story', async () => {
  const dataDir = await dataDirOfTest();
  const desk = await startEngross(dataDir, await freePort());
  onTestFinished(() => desk.stop());
  const api = caller(desk.url, await signIn(desk.links.get('the coordinator') ?? ''));
  const total = async (list: string): Promise<number> => {
    const answer = await api.get<{ total?: number; rows: unknown[] }>(`/api/${list}/list`);
    return answer.total ?? answer.rows.length;
  };
  expect([await total('clients'), await total('matters'), await total('timekeepers')]).toEqual([12, 60, 10]);
  const cards = await total('cards');
  expect(cards).toBeGreaterThan(1_350);
  expect(cards).toBeLessThan(1_650);
  expect(await total('invoices')).toBeGreaterThan(20);
  const { rows: clients } = await api.get<{ rows: { id: string }[] }>('/api/clients/list?limit=50');
  const shown = await Promise.all(
    clients.map((c) => api.get<{ ebilling: object | null; payers: unknown[] }>(`/api/clients/show?id=${c.id}`)),
  );
  expect(shown.filter((client) => client.ebilling !== null)).toHaveLength(1);
  expect(shown.some((client) => client.payers.length === 2)).toBe(true);

  // The worker looks at the proformas as soon as the desk is up.
  const told = (): Promise<Told> => api.get<Told>('/api/today/show');
  await expect.poll(async () => JSON.stringify(await told()), { interval: 500 }).toContain('blocked by flags');
  const today = await told();
  expect(today.cutOff?.daysLeft).toBeGreaterThanOrEqual(0);
  const leads = (what: RegExp): string => today.tasks.find((task) => what.test(task.what))?.href ?? '';
  expect(leads(/^Matter 2003-002 .* can’t be billed$/)).toMatch(/^\/matters\//);
  expect(leads(/blocked by flags$/)).toBe('/pre-review?severity=block');
  const { rows: queue } = await api.get<{ rows: { proformaId: string }[] }>('/api/flags/queue?severity=block');
  const { flags } = await api.get<{ flags: Flag[] }>(`/api/flags/list?proformaId=${queue[0]?.proformaId}`);
  const raised = new Set(flags.map((flag) => flag.code));
  // A duplicate, another client's name, a vague narrative, a day of more than 14 hours, a cost recorded twice.
  for (const fault of ['duplicate-cards', 'another-clients-name', 'vague-narrative', 'long-day', 'cost-twice'])
    expect([...raised]).toContain(fault);

  // Piped to whoever reads late, an answer larger than a pipe holds is whole: beside a running desk the command ends at once.
  const said = await readLate(['cards', 'list', '--limit', '200', '--json'], dataDir);
  expect(said.length).toBeGreaterThan(70_000);
  expect((JSON.parse(said) as { rows: unknown[] }).rows).toHaveLength(200);
}, 180_000);

/** What a command of the command line says to a program that begins to read when the command has long answered. */
async function readLate(words: readonly string[], dataDir: string): Promise<string> {
  const child = spawn('sh', ['-c', `"$0" "$@" | (sleep 4; cat)`, process.execPath, 'src/cli/main.ts', ...words], {
    cwd: HOME,
    env: { ...process.env, ENGROSS_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await once(child, 'close');
  return said;
}
