import type { Handler } from '../../platform/command.ts';
import { sendInvoices } from './commands/send.ts';
import { queries } from './queries/outbox.ts';

export const routes: readonly Handler[] = [...queries, sendInvoices];
