import { linkSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { giveUp, readOrNothing, root, tell } from './words.mjs';

/** Two starts at once in one clone: the second waits and then finds everything done. */
export async function oneAtATime(work) {
  const lock = join(root, 'dist', '.prepare.lock');
  let saidSo = false;
  for (;;) {
    try {
      mkdirSync(dirname(lock), { recursive: true });
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        giveUp(
          `Engross can't write to ${dirname(lock)} (${error.code}): make ${root} writable for you, or start as its owner.`,
        );
    }
    if (isAbandoned(lock)) removeAbandoned(lock);
    else if (!saidSo) tell('Another start is setting things up; waiting for it');
    saidSo = true;
    await pause(200 + Math.random() * 200);
  }
  const unlock = () => rmSync(lock, { force: true });
  // giveUp() ends the process in the middle of the work.
  process.once('exit', unlock);
  try {
    await work();
  } finally {
    unlock();
    process.off('exit', unlock);
  }
}

/** Moved aside first: between the look and the removal another waiter may have made the lock its own. */
function removeAbandoned(lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (!isAbandoned(aside)) linkSync(aside, lock);
  } catch {
    // Another waiter was faster.
  }
  rmSync(aside, { force: true });
}

function isAbandoned(lock) {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  const pid = Number(readOrNothing(lock));
  if (pid === 0) return age > 5_000;
  try {
    process.kill(pid, 0);
    // The number may be another program's by now; no installation takes this long.
    return age > 15 * 60_000;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
