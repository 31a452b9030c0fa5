import type { Handler } from '../../platform/command.ts';
import { commands as propose } from './commands/propose.ts';
import { commands as settle } from './commands/settle.ts';
import { queries } from './queries/changes.ts';

export const routes: readonly Handler[] = [...queries, ...propose, ...settle];
