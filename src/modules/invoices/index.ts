export { printedLines } from './document.ts';
export { draftOf, draftPdfData } from './queries/draft.ts';
export { frozenSnapshot, renderInvoice } from './jobs.ts';
export type { Snapshot } from './snapshot.ts';
export { routes } from './routes.ts';
