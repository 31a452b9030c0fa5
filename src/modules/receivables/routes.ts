import type { Handler } from '../../platform/command.ts';
import { deposits } from './commands/deposits.ts';
import { closeDispute, openDispute } from './commands/disputes.ts';
import { allocateReceipt, keepOverpayment } from './commands/allocate.ts';
import { recordReceipt } from './commands/receipts.ts';
import { askRefund, decideRefund, reverseRefund } from './commands/refunds.ts';
import { releaseAllocation, reverseReceipt } from './commands/reverse.ts';
import { setUp } from './commands/set-up.ts';
import { decideWriteOff, reverseWriteOff, writeOff } from './commands/write-offs.ts';
import { lists } from './queries/lists.ts';
import { receiptQueries } from './queries/receipts.ts';
import { receivableQueries } from './queries/receivables.ts';

export const routes: readonly Handler[] = [
  ...setUp,
  ...deposits,
  recordReceipt,
  allocateReceipt,
  keepOverpayment,
  releaseAllocation,
  reverseReceipt,
  askRefund,
  decideRefund,
  reverseRefund,
  writeOff,
  decideWriteOff,
  reverseWriteOff,
  openDispute,
  closeDispute,
  ...lists,
  ...receiptQueries,
  ...receivableQueries,
];
