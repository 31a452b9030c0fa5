import type { Handler } from '../../platform/command.ts';
import { commands } from './commands.ts';
import { addExpected, expectedHappened } from './commands/expected.ts';
import { listExpected } from './queries/expected.ts';

// The pages that show a matter with its balances are asked of reports, which reads everything.
export const routes: readonly Handler[] = [...commands, listExpected, addExpected, expectedHappened];
