export { addClient, billingContacts, type PayerFacts, payerFacts, type TaxOf, taxesOf } from './store.ts';
export { routes } from './routes.ts';
