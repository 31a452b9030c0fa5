export type { Missing } from './missing.ts';
export { addMatter, expectedEvent, matterFacts, type MatterFacts, missingOf, payersOn } from './store.ts';
export { routes } from './routes.ts';
