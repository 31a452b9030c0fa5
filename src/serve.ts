import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { firstStart, signInLinks } from './first-start.ts';
import { connectAll } from './connect.ts';
import { listen, portProblem, site } from './http/server.ts';
import type { Config } from './platform/config.ts';
import { createIdentity } from './platform/identity.ts';
import { HANDLERS } from './registry.ts';

/** Serves the product until told to end; with its worker beside it when asked. */
export async function serve(given: Config, how: { version: string; withWorker: boolean }): Promise<void> {
  const told = endSignal();
  await portIsFree(given);
  const connected = await connectAll(given, { log: say });
  const config = { ...given, dataDir: connected.server?.dataDir ?? given.dataDir };
  const identity = createIdentity(connected.engine.store, config);
  const filled = firstStart(connected, config, say);
  if ((await Promise.race([told, filled])) === 'told') {
    // What is half set up begins anew at the next start.
    say('Stopping …');
    await connected.close();
    say('Stopped.');
    process.exit(0);
  }
  const app = site({ engine: connected.engine, identity, handlers: HANDLERS, version: how.version }, config);
  const web = await listen(app, config);
  const worker = how.withWorker ? keepWorker(config) : null;
  say(`Engross is ready at ${config.baseUrl}`);
  for (const link of await signInLinks(connected.engine, identity)) say(`  Sign in once as ${link.who}: ${link.url}`);
  say('Press Ctrl-C to stop.');
  await told;
  say('Stopping …');
  await web.close();
  await worker?.stop();
  await connected.close();
  say('Stopped. Nothing was lost.');
  process.exit(0);
}

function say(line: string): void {
  console.log(line);
}

/** From the first moment on: a signal that nobody heard would leave the database server running alone. */
function endSignal(): Promise<'told'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('told'));
  });
}

/** Asked before anything is set up, so that a taken port costs nothing. */
function portIsFree(config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, config.port)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

/** The worker is a process of its own, so that making a thousand PDFs never slows the desk; it is started again when it dies. */
function keepWorker(config: Config): { stop(): Promise<void> } {
  let stopping = false;
  let child: ChildProcess;
  const env = { ...process.env, ENGROSS_DATA: config.dataDir, ENGROSS_SECRET: config.secret };
  const start = (): void => {
    child = fork(join(import.meta.dirname, 'main.ts'), ['work'], {
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('exit', () => {
      if (!stopping) setTimeout(start, 1_000);
    });
  };
  start();
  return {
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      }),
  };
}
