export { contentHash } from './commands/move.ts';
export { remindDue } from './jobs/remind.ts';
export { resumeDue } from './jobs/resume.ts';
export { counts } from './line.ts';
export { problemsOfSheet } from './queries/present.ts';
export { type PayerBill } from './settle.ts';
export { step } from './store/edits.ts';
export { loadSheets, lockProforma, type Sheet } from './store/sheet.ts';
export { routes } from './routes.ts';
