import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { giveUp, readOrNothing, root, sha256, tell } from './words.mjs';

export async function install() {
  if (isInstalled()) return;
  await oneAtATime(() => {
    if (isInstalled()) return;
    // An installation somebody made with npm itself is as good as ours.
    if (!matchesLockfile()) npmCi();
    writeFileSync(stampFile(), wantedStamp());
  });
}

const stampFile = () => join(root, 'node_modules', '.engross-stamp');
const wantedStamp = () =>
  `${sha256([readFileSync(join(root, 'package-lock.json'))])} ${process.platform}-${process.arch}\n`;
const isInstalled = () => readOrNothing(stampFile()) === wantedStamp();

/** npm keeps what it installed in a lockfile inside node_modules. */
function matchesLockfile() {
  const hidden = readOrNothing(join(root, 'node_modules', '.package-lock.json'));
  if (hidden === '') return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(hidden).packages;
  return Object.entries(wanted).every(([path, { version, optional, integrity }]) => {
    if (path === '') return true;
    const found = there[path];
    return found === undefined
      ? optional === true && !isForHere(wanted[path])
      : found.version === version && found.integrity === integrity;
  });
}

function isForHere({ os, cpu, libc }) {
  return allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, 'glibc');
}

function allows(listed, value) {
  return listed === undefined || [listed].flat().includes(value);
}

function npmCi() {
  tell('Installing what Engross needs (once; about a minute)');
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // The Node inside node_modules is about to be replaced: npm must run on the machine's own.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((dir) => !dir.includes(join('node_modules', '.bin')));
  const npm = npmCommand();
  const ended = spawnSync(npm.program, npm.first.concat(args), {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter), NODE_ENV: '' },
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
  });
  if (ended.status === 0) return;
  const said = `${ended.stderr ?? ''}${ended.error?.message ?? ''}`;
  process.stderr.write(said);
  giveUp(installTrouble(said));
}

function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const usable =
    npm !== undefined && basename(npm) === 'npm-cli.js' && node !== undefined && !node.startsWith(root);
  return usable ? { program: node, first: [npm] } : { program: 'npm', first: [] };
}

function installTrouble(said) {
  if (/ENOSPC|EDQUOT/.test(said))
    return `There is no room left on the disk that holds ${root}: free about 1 GB and start again.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(said)) {
    return 'The first start downloads packages from the npm registry, and it could not be reached. Connect to the network (or set a proxy: npm config set proxy …) and start again; later starts work offline.';
  }
  if (/EACCES|EPERM|EROFS/.test(said))
    return `The packages could not be written to ${root}/node_modules: make the folder writable for you, or start as its owner.`;
  if (/ENOENT/.test(said) && /npm/.test(said))
    return 'npm was not found. Install Node.js 20 or newer together with npm and start again.';
  return 'Installing failed; npm says above why. Solve that and start again.';
}
