export { failDocument } from './jobs/failures.ts';
export { deliver, failDispatch, renderLedes } from './jobs/invoices.ts';
export { failLetter, sendLetter } from './jobs/letters.ts';
export { tellMentioned } from './jobs/mentions.ts';
export { ledes1998b } from './ledes1998b.ts';
export { routes } from './routes.ts';
