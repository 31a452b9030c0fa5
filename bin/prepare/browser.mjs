import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readOrNothing, tell } from './words.mjs';

/** Without windows: the same engine, and a journey takes less of the processor than in the whole browser. */
const HEADLESS = 'chromium-headless-shell';

export function findOrInstallBrowser() {
  if (findBrowser() !== undefined) return;
  const isDebian = /^ID=debian$/m.test(readOrNothing('/etc/os-release'));
  if (isDebian && process.getuid?.() === 0) {
    tell(`Installing Chromium for the browser journeys (apt-get install ${HEADLESS})`);
    const network = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=30'];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (args) => spawnSync('apt-get', ['-qq', ...network, ...args], { env, stdio: ['ignore', 'ignore', 2] });
    run(['update']);
    run(['install', '-y', '--no-install-recommends', HEADLESS]);
    if (findBrowser() !== undefined) return;
  }
  tell(
    'No Chrome or Chromium was found and none could be installed: the browser journeys will be reported as failed. Install one, or set ENGROSS_CHROMIUM to its path.',
  );
}

function findBrowser() {
  const names = [HEADLESS, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  const dirs = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const asked = process.env.ENGROSS_CHROMIUM;
  return [
    ...(asked ? [asked] : []),
    ...names.flatMap((name) => dirs.map((dir) => join(dir, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].find((path) => existsSync(path));
}
