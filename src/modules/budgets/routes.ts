import type { Handler } from '../../platform/command.ts';
import { commands } from './commands/budgets.ts';
import { estimateCommands } from './commands/estimates.ts';
import { queries } from './queries/budgets.ts';
import { estimateQueries } from './queries/estimates.ts';

export const routes: readonly Handler[] = [...queries, ...estimateQueries, ...commands, ...estimateCommands];
