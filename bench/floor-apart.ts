import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type pg from 'pg';
import { type Floor, floorOf } from './floor.ts';

/** In a process of its own, so that what the floor copies doesn't count as memory of ours. */
export async function floorApart(before: pg.ClientConfig, after: pg.ClientConfig, firstXid: bigint): Promise<Floor> {
  const asked = JSON.stringify({ before, after, firstXid: firstXid.toString() });
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, asked]);
  return JSON.parse(stdout) as Floor;
}

if (process.argv[1] === import.meta.filename) {
  const { before, after, firstXid } = JSON.parse(process.argv[2] ?? '{}') as {
    before: pg.ClientConfig;
    after: pg.ClientConfig;
    firstXid: string;
  };
  console.log(JSON.stringify(await floorOf(before, after, BigInt(firstXid))));
}
