export { expect, expectedEnds, expectedHave } from './commands/expected.ts';
export type { Missing } from './missing.ts';
export {
  addMatter,
  expectedEvent,
  matterFacts,
  type MatterFacts,
  type MatterPayer,
  missingOf,
  payersOn,
} from './store.ts';
export { routes } from './routes.ts';
