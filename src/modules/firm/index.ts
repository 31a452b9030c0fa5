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
export { strangeTaskCodes } from './store/task-codes.ts';
export { taxRules } from './store/tax-rules.ts';
export {
  type LineTax,
  type OwnTax,
  type PayerKind,
  resolveTax,
  scopeSaid,
  type TaxChoice,
  type TaxedLine,
} from './tax-rule.ts';
export { routes } from './routes.ts';
