export { ACCOUNTS, CHART } from './accounts.ts';
export { openPeriod, post } from './store.ts';
export { routes } from './routes.ts';
