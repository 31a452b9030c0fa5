import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { giveUp, root } from './words.mjs';

const localBin = join(root, 'node_modules', '.bin');
const oldestNode = 26;
/** What Node made of the sources is kept, which halves a start; it goes with an installation. */
const compiled = join(root, 'node_modules', '.cache', 'compiled');

export function projectNode() {
  const own = join(localBin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(own) && spawnSync(own, ['-v']).status === 0) return own;
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath;
  return giveUp(
    `Engross needs Node ${oldestNode}, and the npm registry has none that runs on ${process.platform}-${process.arch}. Install Node ${oldestNode} from nodejs.org and start again with it.`,
  );
}

export function environment() {
  const node = projectNode();
  const dirs = node.startsWith(localBin) ? [localBin] : [localBin, dirname(node)];
  return { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: [...dirs, process.env.PATH ?? ''].join(delimiter) };
}
