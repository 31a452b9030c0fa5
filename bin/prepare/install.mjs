import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { giveUp, readOrNothing, root, sha256, tell } from './words.mjs';

export async function install() {
  if (isInstalled()) return;
  await oneAtATime(() => {
    if (isInstalled()) return;
    // An installation somebody made with npm itself is as good as ours.
    if (whatIsMissing().length > 0) npmCi();
    try {
      writeFileSync(stampFile(), wantedStamp());
    } catch (error) {
      giveUp(installTrouble(error.message));
    }
  });
}

/** Measured: 840 MB on Linux, most of it native programs. */
const neededBytes = 900_000_000;

const stampFile = () => join(root, 'node_modules', '.engross-stamp');
const wantedStamp = () =>
  `${sha256([readFileSync(join(root, 'package-lock.json'))])} ${process.platform}-${process.arch}\n`;
const isInstalled = () => readOrNothing(stampFile()) === wantedStamp();

/** npm keeps a lockfile of what it really installed inside node_modules. */
function whatIsMissing() {
  const installed = JSON.parse(readOrNothing(join(root, 'node_modules', '.package-lock.json')) || '{}').packages ?? {};
  const wanted = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages);
  const missing = wanted.filter(([path, { version, integrity, optional, devOptional, ...target }]) => {
    if (path === '') return false;
    const found = installed[path];
    if (found !== undefined) return found.version !== version || found.integrity !== integrity;
    return !(optional || devOptional) || isForHere(target);
  });
  return missing.map(([path]) => path.split('node_modules/').at(-1));
}

/** Optional packages that name no system come along with one that does. */
function isForHere({ os, cpu, libc }) {
  return (
    (os ?? cpu) !== undefined && allows(os, process.platform) && allows(cpu, process.arch) && allows(libc, 'glibc')
  );
}

function allows(listed, value) {
  return listed === undefined || [listed].flat().includes(value);
}

function npmCi() {
  if (!existsSync(join(root, 'node_modules')) && roomLeftBytes() < neededBytes) giveUp(installTrouble('ENOSPC'));
  tell('Installing what Engross needs (once; about a minute)');
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // The Node inside node_modules is about to be replaced: npm must run on the machine's own.
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.includes(join('node_modules', '.bin')));
  const npm = npmCommand();
  const ended = spawnSync(npm.program, npm.first.concat(args), {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter), NODE_ENV: '' },
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
  });
  if (ended.status === 0) return checkComplete();
  const said = `${ended.stderr ?? ''}${ended.error?.message ?? ''}`;
  // Called wrongly, npm adds its whole manual.
  process.stderr.write(said.split(/^npm error Clean install a project/m)[0]);
  giveUp(installTrouble(said));
}

/** npm passes over optional packages that it can't download or unpack; the database and Node itself are such. */
function checkComplete() {
  if (roomLeftBytes() < 10_000_000) giveUp(installTrouble('ENOSPC'));
  const missing = whatIsMissing();
  if (missing.length === 0) return;
  giveUp(
    `npm could not download everything; missing: ${missing.slice(0, 5).join(', ')}. Start again when the network is better.`,
  );
}

function roomLeftBytes() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const usable = npm !== undefined && basename(npm) === 'npm-cli.js' && node !== undefined && !node.startsWith(root);
  return usable ? { program: node, first: [npm] } : { program: 'npm', first: [] };
}

function installTrouble(said) {
  if (/EUSAGE/.test(said)) {
    return 'package.json and package-lock.json do not agree. If you changed package.json, run npm install once; otherwise restore both files.';
  }
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
