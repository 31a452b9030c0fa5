import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for the demo firm's data folder, which the first journey fills and the others copy. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'engross-demo-'));
  process.env['ENGROSS_DEMO_FOLDER'] = folder;
  return async () => await rm(folder, { recursive: true, force: true });
}
