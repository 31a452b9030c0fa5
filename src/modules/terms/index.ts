export type { RateRow } from './resolve.ts';
export { addRate, ratesFor, resolve, type ResolvedRate } from './store.ts';
export { routes } from './routes.ts';
