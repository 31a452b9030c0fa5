export { openReceivable } from './commands.ts';
