export { changeWip, lockCards } from './store/change.ts';
export { heldBy, holdUnderLock, releaseUnderLock } from './store/holds.ts';
export { transferCards, undoTransfer } from './store/moves.ts';
export { reRate } from './store/rates.ts';
export { judge, postCards } from './store/post.ts';
export { type Draft } from './value.ts';
export { failImport, takeImport } from './jobs.ts';
export { routes } from './routes.ts';
