import type { Handler } from '../../platform/command.ts';
import { commands } from './commands.ts';
import { queries } from './queries.ts';

// The pages that show a client with its balances are asked of reports, which reads everything.
export const routes: readonly Handler[] = [...commands, ...queries];
