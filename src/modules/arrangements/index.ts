export { routes } from './routes.ts';
export { objectToTakingBack } from './store/objecting.ts';
export { duePeriods } from './store/due.ts';
export { releasable } from './store/held.ts';
