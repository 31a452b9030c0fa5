import { StartupProblem } from '../startup-problem.ts';

const noSpace = /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/i;

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function fullDisk(place: string): StartupProblem {
  return new StartupProblem(
    `There is no room left on the disk that holds ${place}. Free some space (the desk needs at least 200 MB to begin) and start again; nothing was lost.`,
  );
}

/** What the operating system said about the data folder, as one sentence; anything unforeseen stays as it is. */
export function folderTrouble(error: unknown, place: string): unknown {
  const why = { cause: error };
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fullDisk(place);
    case 'EROFS':
      return new StartupProblem(`${place} is on a read-only disk. Choose a data folder that can be written to.`, why);
    case 'EACCES':
    case 'EPERM':
      return new StartupProblem(
        `Engross may not write to ${place}. Make the folder writable for the user who starts Engross, start as that folder's owner, or choose another data folder.`,
        why,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupProblem(
        `Engross keeps its data in the folder ${place}, but there is a file in its way. Move the file or choose another data folder.`,
        why,
      );
    default:
      return error;
  }
}

/** What PostgreSQL wrote before it gave up, as one sentence. */
export function serverTrouble(doing: string, output: string, place: string, logFile?: string): StartupProblem {
  if (noSpace.test(output)) return fullDisk(place);
  if (/could not look up effective user ID/i.test(output)) {
    return new StartupProblem(
      `The user who starts Engross has no name on this machine (no line in /etc/passwd), and PostgreSQL insists on one. Start as a named user, or as root.`,
    );
  }
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  const said = telling.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim();
  return new StartupProblem(`${doing}: ${said}.${logFile === undefined ? '' : ` The whole story is in ${logFile}.`}`);
}
