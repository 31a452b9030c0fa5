// What "it is in order" means, as a list of named steps; the first that fails ends the run.
//
//   node bin/ci.mjs check | test | long | histories [arguments for the last step]
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const check = [
  ['format', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '--noEmit'],
  ['nothing unused', 'knip'],
];

const modes = {
  check,
  test: [...check, ['tests', 'vitest', 'run']],
  histories: [['ten thousand random histories', 'vitest', 'run', '--config', 'vitest.histories.config.ts']],
  long: [['long tests', 'vitest', 'run', '--config', 'vitest.long.config.ts']],
};

const [mode = 'check', ...rest] = process.argv.slice(2);
const steps = modes[mode];
if (steps === undefined) {
  console.error(`Unknown: ${mode}. Known: ${Object.keys(modes).join(', ')}.`);
  process.exit(2);
}

// The tools are scripts that ask for "node": this makes it the project's.
const PATH = [join(root, 'node_modules', '.bin'), dirname(process.execPath), process.env.PATH].join(delimiter);

for (const [name, command, ...args] of steps) {
  const isLast = name === steps.at(-1)[0];
  console.log(`\n── ${name}`);
  const began = performance.now();
  const ended = spawnSync(command, isLast ? [...args, ...rest] : args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (ended.error) console.error(ended.error.message);
  console.log(`── ${name}: ${ended.status === 0 ? 'in order' : 'FAILED'} (${seconds} s)`);
  if (ended.status !== 0) process.exit(ended.status ?? 1);
}
