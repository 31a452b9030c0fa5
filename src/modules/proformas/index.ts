export { contentHash } from './commands/move.ts';
export { counts, type Line } from './line.ts';
export { problemsOfSheet } from './queries/present.ts';
export { type PayerBill, type Settled } from './settle.ts';
export { step } from './store/edits.ts';
export { loadSheets, type Sheet } from './store/sheet.ts';
export { routes } from './routes.ts';
