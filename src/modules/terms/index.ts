export { type Clause, type Terms } from './clause.ts';
export { cited, termsSaid } from './said.ts';
export { letterPdfData } from './letter.ts';
export { engagementLetterQuery } from './queries/letter.ts';
export { percentText } from './percent.ts';
export { priced } from './pricing/chain.ts';
export { heldBackOf, kindsOf, type Applied, type PriceStep } from './pricing/step.ts';
export { type RateRow, scopeOf } from './resolve.ts';
export { routes } from './routes.ts';
export { clausesOf, lockEngagement, termsOf, type TermsInput } from './store/engagements.ts';
export { appliedTo, type Billing, capPassed, engaged, holdEngagements } from './store/applied.ts';
export {
  addRate,
  agreedRate,
  followRate,
  ratesByIds,
  ratesFor,
  holdRates,
  ratesOn,
  resolve,
  type ResolvedRate,
  unfollowRate,
} from './store/rates.ts';
export { whoseRates } from './store/whose.ts';
