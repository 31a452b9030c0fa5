export { mattersOf, pdfData, printedLines } from './document.ts';
export { frozenInformation, frozenSnapshot, renderCorrection, renderInvoice } from './jobs.ts';
export { draftOf, draftPdfData } from './queries/draft.ts';
export { retainersOf } from './queries/retainers.ts';
export { type Snapshot, snapshotFrom } from './snapshot.ts';
export { routes } from './routes.ts';
