import { execFileSync } from 'node:child_process';
import { postmasterOf, type Running } from './running.ts';

export type Target = 'app' | 'worker' | 'postgres';

/** How often a part is killed in a test; each in its turn. */
export const KILLS = Number(process.env['ENGROSS_KILLS'] ?? '20');
export const TARGETS: readonly Target[] = ['app', 'postgres', 'worker'];

function workerOf(parent: number): number | null {
  const line = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
    .split('\n')
    .find((l) => l.trim().split(/\s+/)[1] === String(parent) && l.includes('main.ts work'));
  return line ? Number(line.trim().split(/\s+/)[0]) : null;
}

/** Ends one part of a running desk without warning; false when it had just ended by itself. */
export function kill(target: Target, running: Running, dataDir: string): boolean {
  const pid =
    target === 'app'
      ? running.process.pid
      : target === 'worker'
        ? workerOf(running.process.pid ?? 0)
        : postmasterOf(dataDir);
  if (!pid) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
