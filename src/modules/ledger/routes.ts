import type { Handler } from '../../platform/command.ts';
import { queries } from './queries.ts';

export const routes: readonly Handler[] = queries;
