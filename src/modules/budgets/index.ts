export { type BudgetNow, budgetsOf } from './store.ts';
export { routes } from './routes.ts';
