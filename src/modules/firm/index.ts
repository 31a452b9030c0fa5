export {
  addOffice,
  addPeriod,
  addTimekeeper,
  entityFacts,
  type EntityFacts,
  limitOf,
  type RateUsed,
  rateOn,
  takeNumber,
} from './store.ts';
export { routes } from './routes.ts';
