export { sendDueLists } from './jobs.ts';
export { routes } from './routes.ts';
