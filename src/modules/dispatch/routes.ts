import type { Handler } from '../../platform/command.ts';
import { letLettersBe, retryLetters } from './commands/letters.ts';
import { retryDispatches } from './commands/retry.ts';
import { markCorrectionsSent, markInvoicesSent, takeBackSent } from './commands/sent-otherwise.ts';
import { sendCorrections, sendInvoices } from './commands/send.ts';
import { queries } from './queries/outbox.ts';

export const routes: readonly Handler[] = [
  ...queries,
  sendInvoices,
  sendCorrections,
  markInvoicesSent,
  markCorrectionsSent,
  takeBackSent,
  retryDispatches,
  retryLetters,
  letLettersBe,
];
