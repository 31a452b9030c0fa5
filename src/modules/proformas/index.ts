export { contentHash } from './commands/move.ts';
export { resumeDue } from './jobs.ts';
export { counts } from './line.ts';
export { problemsOfSheet } from './queries/present.ts';
export { type PayerBill } from './settle.ts';
export { step } from './store/edits.ts';
export { loadSheets, lockProforma, type Sheet } from './store/sheet.ts';
export { routes } from './routes.ts';
