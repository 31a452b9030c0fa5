export { answerEstimate, openEstimate } from './commands/by-link.ts';
export { type BudgetNow, budgetsOf } from './store/budgets.ts';
export { routes } from './routes.ts';
