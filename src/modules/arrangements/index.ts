export { routes } from './routes.ts';
export { duePeriods } from './store/due.ts';
