export { afterBilling, auditInvoices, lookAt, lookAtRun } from './jobs.ts';
export { objectTo } from './store/objecting.ts';
export { routes } from './routes.ts';
