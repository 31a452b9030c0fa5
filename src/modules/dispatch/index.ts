export { deliver, failDispatch, renderLedes } from './jobs.ts';
export { routes } from './routes.ts';
