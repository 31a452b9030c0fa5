import { StartupProblem } from '../platform/startup-problem.ts';
import { runCli } from './run.ts';

runCli(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartupProblem ? error.sentence : error);
    process.exit(1);
  },
);
