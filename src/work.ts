import { connectAll } from './connect.ts';
import { SCHEDULE, tasksOf } from './jobs/tasks.ts';
import { startWorker } from './jobs/worker.ts';
import type { Config } from './platform/config.ts';
import { startPdfRenderer } from './platform/typst/index.ts';

/** Works off the queue until told to end, or until whoever started it is gone. */
export async function work(config: Config): Promise<void> {
  const connected = await connectAll(config, { log: () => undefined, attach: true, neverOwn: true, max: 8 });
  const renderer = startPdfRenderer({ children: config.renderers });
  const tasks = tasksOf(connected.engine, renderer, config);
  const worker = await startWorker(connected.engine, connected.owner, tasks, { schedule: SCHEDULE });
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
  const how = await Promise.race([
    told.then(() => 'told' as const),
    worker.ended.then(
      () => 'ended' as const,
      () => 'ended' as const,
    ),
  ]);
  setTimeout(() => process.exit(1), 9_000).unref();
  if (how === 'told') await worker.stop();
  await renderer.close();
  await connected.close();
  process.exit(how === 'told' ? 0 : 1);
}
