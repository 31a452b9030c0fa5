import type { Handler } from '../../platform/command.ts';
import { billProformas } from './commands/bill.ts';
import { creditInvoice } from './commands/credit.ts';
import { unbill } from './commands/unbill.ts';
import { listCorrections } from './queries/corrections.ts';
import { queries } from './queries/invoices.ts';

export const routes: readonly Handler[] = [...queries, listCorrections, billProformas, unbill, creditInvoice];
