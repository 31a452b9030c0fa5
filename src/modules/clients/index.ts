export { billingContacts, type PayerFacts, payerFacts, type PayerTax, payerTaxes } from './store.ts';
export { routes } from './routes.ts';
