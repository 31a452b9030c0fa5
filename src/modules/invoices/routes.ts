import type { Handler } from '../../platform/command.ts';
import { billProformas } from './commands/bill.ts';
import { queries } from './queries/invoices.ts';

export const routes: readonly Handler[] = [...queries, billProformas];
