export { deliver, failDispatch, renderLedes } from './jobs/invoices.ts';
export { failLetter, sendLetter } from './jobs/letters.ts';
export { routes } from './routes.ts';
