import type { Handler } from '../../platform/command.ts';

export const routes: readonly Handler[] = [];
