import { setTimeout as pause } from 'node:timers/promises';
import { boot, type Postmaster, type ServerPlan } from './boot.ts';
import { stopServersIn } from './processes.ts';

export interface Supervised {
  stop(): Promise<void>;
}

const shortestWaitMs = 100;
const longestWaitMs = 15_000;
const healthyAfterMs = 60_000;

/** Keeps a server running until it is told to stop: one that dies is started again, ever more slowly. */
export async function supervise(plan: ServerPlan): Promise<Supervised> {
  const stopping = new AbortController();
  let server: Postmaster | null = await boot(plan);
  let upSince = performance.now();
  let waitMs = shortestWaitMs;
  let revival = Promise.resolve();

  const watch = (watched: Postmaster): void => {
    void watched.gone.then(() => {
      server = null;
      if (stopping.signal.aborted) return;
      plan.log('The database server has ended unexpectedly; starting it again');
      plan.onDown?.();
      if (performance.now() - upSince > healthyAfterMs) waitMs = shortestWaitMs;
      revival = revive();
    });
  };

  const revive = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // An aborted wait is the request to stop.
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      waitMs = Math.min(waitMs * 2, longestWaitMs);
      try {
        server = await boot(plan);
        upSince = performance.now();
        watch(server);
        plan.log('The database server is back');
        return;
      } catch (error) {
        plan.log(error instanceof Error ? error.message : String(error));
      }
    }
  };

  // A desk that crashes, or calls process.exit, still asks its database to end; kill -9 is the next start's work.
  const atExit = (): void => void server?.child.kill('SIGINT');
  process.once('exit', atExit);
  watch(server);

  const stop = async (): Promise<void> => {
    stopping.abort();
    await revival;
    if (server !== null) await end(server);
    await stopServersIn(plan.pgDir);
    process.off('exit', atExit);
  };
  return { stop };
}

/** Fast shutdown first: it ends the sessions and writes a checkpoint, which may take a while on a slow disk. */
async function end({ child, gone }: Postmaster): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 30_000 },
    { signal: 'SIGQUIT', waitMs: 5_000 },
    { signal: 'SIGKILL', waitMs: 5_000 },
  ] as const;
  child.ref();
  for (const { signal, waitMs } of steps) {
    child.kill(signal);
    const tooLong = new AbortController();
    const late = pause(waitMs, 'late', { signal: tooLong.signal }).catch(() => 'gone');
    const result = await Promise.race([gone.then(() => 'gone'), late]);
    tooLong.abort();
    if (result === 'gone') return;
  }
}
