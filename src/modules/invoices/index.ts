export { mattersOf, printedLines } from './document.ts';
export { frozenSnapshot, renderCorrection, renderInvoice } from './jobs.ts';
export { draftOf, draftPdfData } from './queries/draft.ts';
export type { Snapshot } from './snapshot.ts';
export { routes } from './routes.ts';
