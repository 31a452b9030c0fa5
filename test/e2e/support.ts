import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const HOME = join(import.meta.dirname, '../..');
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A desk under way, in a browser. */
export interface Running {
  readonly url: string;
  /** the one-time links as printed, by the words before the name: `the coordinator` */
  readonly links: ReadonlyMap<string, string>;
  readonly browser: Browser;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** The program as people start it, on a data folder of its own with the demo firm as its first start left it. */
export async function startDesk(): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'engross-e2e-'));
  await copyDemo(dataDir);
  const { child, said, port } = await started(dataDir);
  const links = new Map(
    [...said.matchAll(/Sign in once as (.+?) \(.*?\): (\S+)/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
  const executablePath = process.env['ENGROSS_CHROMIUM'] ?? BROWSERS.find((path) => existsSync(path)) ?? 'chromium';
  const browser = await chromium.launch({ executablePath, args: ARGS });
  return {
    url: `http://127.0.0.1:${port}`,
    links,
    browser,
    stop: async () => {
      await browser.close();
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function started(dataDir: string): Promise<{ child: ChildProcess; said: string; port: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--port', String(port)], {
    cwd: HOME,
    env: { ...process.env, ENGROSS_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, said: await whenReady(child), port };
}

const FIRST_START_MS = 300_000;

/** The first to come makes the demo firm by a first start; those after it wait for that and take a copy. By itself, without a run of tests, each makes its own. */
async function copyDemo(dataDir: string): Promise<void> {
  const folder = process.env['ENGROSS_DEMO_FOLDER'];
  if (folder === undefined) return;
  const model = join(folder, 'data');
  const made = join(folder, 'made');
  if (isFirst(model)) {
    const { child } = await started(model);
    await ended(child);
    if (!existsSync(join(model, 'pg'))) throw new Error(`the demo firm's data is not in ${model}`);
    writeFileSync(made, '');
  }
  for (const until = Date.now() + FIRST_START_MS; !existsSync(made); await setTimeout(200))
    if (Date.now() > until) throw new Error('the demo firm of the journeys was not made in time');
  // cp keeps the owner that PostgreSQL runs as.
  execFileSync('cp', ['-a', `${model}/.`, dataDir]);
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Press Ctrl-C')) resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`Engross ended before it was ready:\n${said}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** A link signs in once; whoever came by it before comes back with its session. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** A page of its own, signed in by the printed link of `who`; later as somebody else through the demo's switch. */
export async function signedIn(desk: Running, who: string, viewport = DESKTOP): Promise<Page> {
  const link = desk.links.get(who);
  if (!link) throw new Error(`no sign-in link for ${who}; printed were ${[...desk.links.keys()].join(', ')}`);
  const context = await desk.browser.newContext({ viewport, reducedMotion: 'reduce' });
  const known = sessions.get(link);
  if (known) await context.addCookies(known);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(known ? desk.url : link);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  sessions.set(link, await context.cookies());
  return page;
}

/** Goes on as another person of the demo firm, through its switch. */
export async function become(page: Page, desk: Running, name: string): Promise<void> {
  const me = (await (await page.request.get(`${desk.url}/api/me/show`)).json()) as {
    people: readonly { id: string; name: string }[];
  };
  const person = me.people.find((p) => p.name === name);
  if (!person) throw new Error(`no ${name} in the demo firm`);
  const switched = await page.request.post(`${desk.url}/api/demo/switch`, {
    data: { personId: person.id },
    headers: { origin: desk.url },
  });
  const { href } = (await switched.json()) as { href: string };
  await page.goto(new URL(href, desk.url).href);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
}

interface Rows {
  readonly rows: readonly { readonly id: string; readonly number: string }[];
}

/** The first rows of a list as the API tells them: where a journey begins. */
export async function rowsOf(page: Page, desk: Running, path: string): Promise<Rows['rows']> {
  const response = await page.request.get(desk.url + path);
  return ((await response.json()) as Rows).rows;
}
