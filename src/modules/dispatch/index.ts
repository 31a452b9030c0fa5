export { deliver, failDispatch, renderLedes, tellMentioned } from './jobs/invoices.ts';
export { failLetter, sendLetter } from './jobs/letters.ts';
export { ledes1998b } from './ledes1998b.ts';
export { routes } from './routes.ts';
