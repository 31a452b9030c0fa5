export { addClient, billingContacts, type PayerFacts, payerFacts, payerTaxes } from './store.ts';
export { routes } from './routes.ts';
