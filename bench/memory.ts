import { readFile } from 'node:fs/promises';

/** The most memory this process has stood at, in MB; 0 where the machine doesn't say. */
export async function peakMb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? '0');
  return Math.round(kb / 1024);
}
