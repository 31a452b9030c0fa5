import { parseArgs } from 'node:util';
import { readConfig } from './platform/config.ts';
import { StartupProblem } from './platform/startup-problem.ts';
import { serve } from './serve.ts';
import { VERSION } from './version.ts';
import { work } from './work.ts';

const USAGE = `Usage: npm start -- [--port 4200] [--firm demo|empty]
Environment: ENGROSS_DATA (data folder), DATABASE_URL (a PostgreSQL of your own), ENGROSS_SMTP (send mail), see README.md`;

/** What a process does: everything for one machine, or only its part where several share a database. */
const MODES = {
  start: (config: ReturnType<typeof readConfig>) => serve(config, { version: VERSION, withWorker: true }),
  dev: (config: ReturnType<typeof readConfig>) => serve(config, { version: VERSION, withWorker: true }),
  serve: (config: ReturnType<typeof readConfig>) => serve(config, { version: VERSION, withWorker: false }),
  work: (config: ReturnType<typeof readConfig>) => work(config),
};

function wordsGiven() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { port: { type: 'string' }, firm: { type: 'string' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new StartupProblem(`${what}\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = wordsGiven();
  const mode = positionals[0] ?? 'start';
  if (values.help || !(mode in MODES)) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const config = readConfig(values);
  await MODES[mode as keyof typeof MODES](config);
}

main().catch((error: unknown) => {
  console.error(error instanceof StartupProblem ? `Engross can't start. ${error.sentence}` : error);
  process.exit(1);
});
