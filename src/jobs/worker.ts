import { EventEmitter } from 'node:events';
import { Logger, run, type Task, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import type { Engine } from '../platform/command.ts';
import { isConnectionLost } from '../platform/database.ts';
import { sealEvents } from '../platform/sealer.ts';

const BEAT_MS = 3_000;
const DEAD_AFTER_SECONDS = 12;
const SEAL_PAUSE_MS = 500;
const AWAY_PAUSE_MS = 1_000;
const AWAY_TRIES = 60;

export type Tasks = Readonly<Record<string, Task>>;

export interface Worker {
  /** Ends when the worker can't go on; whoever started it starts another. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Takes jobs from the queue, seals events, breathes; gives back at once the jobs of workers that stopped breathing. */
export async function startWorker(
  engine: Engine,
  owner: pg.PoolConfig,
  tasks: Tasks,
  { concurrency = 4, schedule = '' }: { concurrency?: number; schedule?: string } = {},
): Promise<Worker> {
  const pool = new pg.Pool({ ...owner, max: 8 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const ids = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => ids.add(worker.workerId));
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    taskList: waitingForDatabase(tasks),
    crontab: schedule,
    events,
    logger: new Logger(() => () => undefined),
  });
  const breathe = (): Promise<void> => beat(pool, [...ids]).catch(() => undefined);
  await breathe();
  const beats = setInterval(() => void breathe(), BEAT_MS);
  const sealer = keepSealing(engine);
  return {
    ended: runner.promise,
    async stop() {
      clearInterval(beats);
      await sealer.stop();
      await runner.stop();
      await pool.end();
    },
  };
}

/**
 * A database that is started again is no fault of the job, which the queue would put off for longer with every try, up to
 * hours: the job waits and begins again. Each job may run more than once.
 */
function waitingForDatabase(tasks: Tasks): Tasks {
  const patient =
    (task: Task): Task =>
    async (payload, helpers) => {
      for (let tries = 1; ; tries += 1) {
        try {
          await task(payload, helpers);
          return;
        } catch (error) {
          if (tries === AWAY_TRIES || !isConnectionLost(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, AWAY_PAUSE_MS));
        }
      }
    };
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, patient(task)]));
}

/** One breath: our workers live; jobs held by those that don't are free again. */
async function beat(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query(
    `insert into worker_heartbeat (worker_id) select unnest($1::text[])
     on conflict (worker_id) do update set seen_at = clock_timestamp()`,
    [ids],
  );
  await pool.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct j.locked_by)) from graphile_worker.jobs j
     where j.locked_by is not null
       and not exists (select 1 from worker_heartbeat b where b.worker_id = j.locked_by
                       and b.seen_at > clock_timestamp() - make_interval(secs => $1))
     having count(*) > 0`,
    [DEAD_AFTER_SECONDS],
  );
}

function keepSealing(engine: Engine): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const sealed = await sealEvents(engine.store.pool).catch(() => 0);
      if (sealed === 0) await new Promise((resolve) => setTimeout(resolve, SEAL_PAUSE_MS));
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
