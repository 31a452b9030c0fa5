import type { TaskList } from 'graphile-worker';
import type { Engine } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import type { PdfRenderer } from '../platform/typst/index.ts';

/** What the worker can do, by the job's name. */
export function tasksOf(engine: Engine, renderer: PdfRenderer, config: Config): TaskList {
  void [engine, renderer, config];
  return {};
}
