export { ACCOUNTS, CHART } from './accounts.ts';
export { openPeriod, post, type Posting, type PostingLine } from './store.ts';
export { routes } from './routes.ts';
