import type { Handler } from '../../platform/command.ts';
import { commands } from './commands.ts';
import { queries } from './queries.ts';

export const routes: readonly Handler[] = [...queries, ...commands];
