export { deliver, failDispatch, renderLedes, tellMentioned } from './jobs.ts';
export { ledes1998b } from './ledes1998b.ts';
export { routes } from './routes.ts';
