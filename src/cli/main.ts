import { StartupProblem } from '../platform/startup-problem.ts';
import { runCli } from './run.ts';

/** Ends when all that was said has left: a pipe takes some 64 KB at a time, and what waits behind would be cut off. */
function end(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

runCli(process.argv.slice(2)).then(end, (error: unknown) => {
  console.error(error instanceof StartupProblem ? error.sentence : error);
  end(1);
});
