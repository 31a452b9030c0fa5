export { cited, termsSaid } from './clause.ts';
export { percentText } from './percent.ts';
export { priced } from './pricing/chain.ts';
export { kindsOf, type Applied, type PriceStep } from './pricing/step.ts';
export type { RateRow } from './resolve.ts';
export { routes } from './routes.ts';
export { termsOf, type TermsInput } from './store/engagements.ts';
export { appliedTo, type Billing, capPassed, engaged, holdEngagements } from './store/applied.ts';
export { addRate, ratesFor, resolve, type ResolvedRate } from './store/rates.ts';
