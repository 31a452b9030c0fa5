import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../../platform/canonical.ts';

const FEES = join(import.meta.dirname, '../../../../data/fees');

export interface Shipped {
  readonly name: string;
  readonly json: string;
  readonly hash: Buffer;
}

/** Schedules that come with Engross, oldest first; each is a file with its source and gaps. */
export async function shippedSchedules(): Promise<Shipped[]> {
  const files = (await readdir(FEES)).filter((name) => name.endsWith('.json')).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const json = await readFile(join(FEES, file), 'utf8');
      return { name: file.replace(/\.json$/, ''), json, hash: sha256(json) };
    }),
  );
}
