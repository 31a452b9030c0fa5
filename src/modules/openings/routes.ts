import type { Handler } from '../../platform/command.ts';
import { takeBackOpening } from './commands/take-back.ts';
import { takeOpening } from './commands/take.ts';
import { queries } from './queries.ts';

export const routes: readonly Handler[] = [takeOpening, takeBackOpening, ...queries];
