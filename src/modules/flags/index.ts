export { afterBilling, auditInvoices, lookAt, lookAtRun, tellDigest } from './jobs.ts';
export { objectTo } from './store/objecting.ts';
export { routes } from './routes.ts';
