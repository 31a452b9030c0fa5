export { changeWip, type LockedCard, lockCards } from './store/change.ts';
export { heldBy, holdUnderLock, releaseUnderLock, reRate, transferCards, undoTransfer } from './store/moves.ts';
export { judge, postCards } from './store/post.ts';
export { type CardKind, type CostKind, type Draft } from './value.ts';
export { routes } from './routes.ts';
