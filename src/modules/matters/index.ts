export type { Missing } from './missing.ts';
export { matterFacts, type MatterFacts, missingOf, type MatterPayer, payersOn } from './store.ts';
export { routes } from './routes.ts';
