type Made = (subjectId: string, kind: 'pdf' | 'ledes') => { job: string; payload: Record<string, string> };

/** Which job makes a document. */
export const DOCUMENT_JOBS: Readonly<Record<'invoice' | 'correction', Made>> = {
  invoice: (invoiceId, kind) => ({
    job: kind === 'pdf' ? 'render-invoice' : 'render-ledes',
    payload: { invoiceId },
  }),
  correction: (correctionId) => ({ job: 'render-correction', payload: { correctionId } }),
};
