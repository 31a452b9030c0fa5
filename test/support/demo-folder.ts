import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for the demo firm's data folder, which the first journey fills and the others copy. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'engross-demo-'));
  // Whoever PostgreSQL runs as must get through it: else the data is kept elsewhere, and there is nothing to copy.
  await chmod(folder, 0o755);
  process.env['ENGROSS_DEMO_FOLDER'] = folder;
  return async () => await rm(folder, { recursive: true, force: true });
}
