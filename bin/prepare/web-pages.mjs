import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { environment, projectNode } from './project-node.mjs';
import { giveUp, readOrNothing, root, sha256, tell } from './words.mjs';

export async function buildWeb() {
  const config = join(root, 'vite.config.ts');
  if (!existsSync(join(root, 'src', 'web')) || !existsSync(config)) return;
  const stamp = join(root, 'dist', 'web', '.stamp');
  const wanted = webHash(config);
  if (readOrNothing(stamp) === wanted) return;
  await oneAtATime(() => {
    if (readOrNothing(stamp) === wanted) return;
    tell('Building the web pages (some seconds)');
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const built = spawnSync(projectNode(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 2, 2],
    });
    if (built.status !== 0) giveUp('The web pages could not be built; what went wrong is said above.');
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

const SERVER_ONLY = /[\\/](commands|queries|store|jobs|reading)[\\/]|\.test\.ts$/u;

function webHash(config) {
  const sources = ['web', 'kernel', 'modules'].flatMap((dir) => filesBelow(join(root, 'src', dir)));
  // Of the modules the pages are built from contracts and what those are made of, never from what touches the database.
  const wanted = sources.filter((path) => !SERVER_ONLY.test(path));
  const files = [...wanted, config, join(root, 'package-lock.json')].toSorted((one, other) => (one < other ? -1 : 1));
  return sha256(files.flatMap((path) => [path.slice(root.length), '\0', readFileSync(path), '\0']));
}

function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
