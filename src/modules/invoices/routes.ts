import type { Handler } from '../../platform/command.ts';
import { billProformas } from './commands/bill.ts';
import { chooseOnAccount } from './commands/choose-on-account.ts';
import { makeInformation } from './commands/inform.ts';
import { billOnAccount, takeBackOnAccount } from './commands/on-account.ts';
import { creditInvoice } from './commands/credit.ts';
import { reverseCredit } from './commands/reverse-credit.ts';
import { unbill } from './commands/unbill.ts';
import { listInformation } from './queries/information.ts';
import { correctionQueries } from './queries/corrections.ts';
import { queries } from './queries/invoices.ts';
import { onAccountQueries } from './queries/on-account.ts';

export const routes: readonly Handler[] = [
  ...queries,
  ...correctionQueries,
  billProformas,
  unbill,
  creditInvoice,
  reverseCredit,
  makeInformation,
  listInformation,
  billOnAccount,
  takeBackOnAccount,
  chooseOnAccount,
  ...onAccountQueries,
];
