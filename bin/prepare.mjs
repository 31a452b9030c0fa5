// Sets up what a fresh clone lacks, then runs the program on the project's own Node. Plain JavaScript without
// dependencies, because it runs before anything is installed, on whatever Node (20 or newer) the machine has.
//
//   node bin/prepare.mjs start | dev | test | test:long | test:histories | check | db [args...]
//   node bin/prepare.mjs install      only installs, and prints the path of the project's Node
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { findOrInstallBrowser } from './prepare/browser.mjs';
import { install } from './prepare/install.mjs';
import { environment, projectNode } from './prepare/project-node.mjs';
import { buildWeb } from './prepare/web-pages.mjs';
import { giveUp, root } from './prepare/words.mjs';

const modes = {
  install: async () => console.log(projectNode()),
  start: async (args) => {
    await buildWeb();
    return await runOnProjectNode(['src/main.ts', 'start', ...args]);
  },
  dev: (args) => runOnProjectNode(['src/main.ts', 'dev', ...args]),
  test: async (args) => {
    findOrInstallBrowser();
    await buildWeb();
    return await runOnProjectNode(['bin/ci.mjs', 'test', ...args]);
  },
  'test:long': (args) => runOnProjectNode(['bin/ci.mjs', 'long', ...args]),
  'test:histories': (args) => runOnProjectNode(['bin/ci.mjs', 'histories', ...args]),
  db: () => runOnProjectNode(['bin/db.mjs']),
  check: (args) => runOnProjectNode(['bin/ci.mjs', 'check', ...args]),
};

/** Outlives its child, so that whoever started us (npm, a terminal) sees the desk's own clean end. */
function runOnProjectNode(args) {
  const child = spawn(projectNode(), args, { cwd: root, env: environment(), stdio: 'inherit' });
  let lastMs = -Infinity;
  const forward = (signal) => {
    // A terminal sends Ctrl-C to both of us, and npm passes it on once more: a second one would mean "at once".
    const isRepeat = performance.now() - lastMs < 1000;
    if (isRepeat || (signal === 'SIGINT' && process.stdin.isTTY)) return;
    lastMs = performance.now();
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  if (process.env.npm_lifecycle_event !== undefined) whenParentDies(() => forward('SIGTERM'));
  return new Promise((resolve) => {
    child.once('error', (error) => giveUp(`The project's Node could not be started: ${error.message}`));
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/** A signal to npm alone ends npm and its shell and would leave the desk running, unseen. */
function whenParentDies(then) {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    then();
  }, 300).unref();
}

const [mode = 'start', ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20)
  giveUp('Engross starts on Node 20 or newer; this one is older. Install a newer Node and start again.');
if (!Object.hasOwn(modes, mode)) giveUp(`Unknown: ${mode}. Known: ${Object.keys(modes).join(', ')}.`);
await install();
process.exitCode = (await modes[mode](rest)) ?? 0;
