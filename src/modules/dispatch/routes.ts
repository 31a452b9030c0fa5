import type { Handler } from '../../platform/command.ts';
import { retryDispatches } from './commands/retry.ts';
import { sendCorrections, sendInvoices } from './commands/send.ts';
import { queries } from './queries/outbox.ts';

export const routes: readonly Handler[] = [...queries, sendInvoices, sendCorrections, retryDispatches];
