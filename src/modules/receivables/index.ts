export { creditLines, carriedPart } from './postings.ts';
export { allocate } from './store/allocate.ts';
export { type OpenLine } from './spread.ts';
export { dimensionsOf, lockReceipts, type LockedReceivable, lockReceivables, openLines } from './store/lock.ts';
export { type LiveMovement, liveMovements, moveReceipt, moveReceivable, reverseMovement } from './store/move.ts';
export { openReceipt, openReceivable, type ToOpen } from './store/open.ts';
export { reapply, tagForRebill, within } from './store/reapply.ts';
export { closeDispute, takeBackWriteOff } from './store/with-invoice.ts';
export { routes } from './routes.ts';
