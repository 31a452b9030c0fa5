export { changeWip, type LockedCard, lockCards } from './store/change.ts';
export { judge, postCards } from './store/post.ts';
export { type CardKind, type CostKind, type Draft } from './value.ts';
export { routes } from './routes.ts';
