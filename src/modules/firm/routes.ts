import type { Handler } from '../../platform/command.ts';
import { peopleCommands } from './commands/people.ts';
import { firmCommands } from './commands/set-up.ts';
import { queries } from './queries.ts';

export const routes: readonly Handler[] = [...queries, ...firmCommands, ...peopleCommands];
