import type { Handler } from '../../platform/command.ts';
import { commands } from './commands/charges.ts';
import { queries } from './queries/charges.ts';

export const routes: readonly Handler[] = [...queries, ...commands];
