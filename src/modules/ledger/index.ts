export { ACCOUNTS, CHART } from './accounts.ts';
export { openPeriod, post, type Posting, reverse } from './store.ts';
export { routes } from './routes.ts';
