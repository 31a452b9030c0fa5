export { deliver, renderLedes } from './jobs.ts';
export { routes } from './routes.ts';
