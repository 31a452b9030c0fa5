export { ACCOUNTS, CHART } from './accounts.ts';
export { addAccount, openPeriod, post, reverse } from './store.ts';
export { routes } from './routes.ts';
