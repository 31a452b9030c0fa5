import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, newDataDir, removeDataDir } from '../support/running.ts';

const HOME = join(import.meta.dirname, '../..');
const SETTING_UP = 'Setting up the demo firm …';

/** The product as a user starts it, with all that it says. */
function started(dataDir: string, port: number) {
  const child = spawn(process.execPath, ['src/main.ts', 'start', '--port', String(port)], {
    cwd: HOME,
    env: { ...process.env, ENGROSS_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      said += data.toString();
    });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return { child, exited, said: () => said };
}

it('Ctrl-C while the demo firm is set up: nothing is left running, and the next start begins it anew', async () => {
  const dataDir = await newDataDir();
  onTestFinished(() => removeDataDir(dataDir));
  const port = await freePort();
  const first = started(dataDir, port);
  await expect.poll(first.said, { timeout: 90_000 }).toContain(SETTING_UP);
  await pause(1_500);
  first.child.kill('SIGINT');
  expect(await first.exited).toEqual([0, null]);
  expect(first.said()).toContain('Stopped.');
  expect(first.said()).not.toContain('Engross is ready');
  expect(existsSync(join(dataDir, 'pg/postmaster.pid'))).toBe(false);

  const second = started(dataDir, port);
  await expect.poll(second.said, { timeout: 120_000 }).toContain('Press Ctrl-C');
  expect(second.said()).toContain('was broken off');
  expect(second.said()).toContain('Sign in once as the coordinator (Maya Okafor)');
  second.child.kill('SIGINT');
  expect(await second.exited).toEqual([0, null]);

  // Once whole, it stays.
  const third = started(dataDir, port);
  await expect.poll(third.said, { timeout: 60_000 }).toContain('Press Ctrl-C');
  expect(third.said()).not.toContain(SETTING_UP);
  third.child.kill('SIGINT');
  expect(await third.exited).toEqual([0, null]);
}, 300_000);
