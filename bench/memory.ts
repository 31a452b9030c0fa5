import { readFile, writeFile } from 'node:fs/promises';

/** The most memory this process has stood at, in MB; 0 where the machine doesn't say. */
export async function peakMb(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? '0');
  return Math.round(kb / 1024);
}

/** Forgets the peak so far, where the machine can: what is told afterwards is the peak since. */
export async function forgetPeak(): Promise<void> {
  await writeFile('/proc/self/clear_refs', '5').catch(() => undefined);
}
