import { objectToTakingBack } from './modules/arrangements/index.ts';
import { objectTo } from './modules/flags/index.ts';
import { releaseWaiting } from './modules/cards/index.ts';
import { resumeWaiting } from './modules/proformas/index.ts';
import type { Reactions } from './platform/command.ts';

const looksAgain = {
  later: [
    (event: { subject: { id: string | null } }) => ({
      job: 'look-at-proforma',
      payload: { proformaId: event.subject.id },
    }),
  ],
};

const delivers = {
  later: [
    (event: { facts?: Readonly<Record<string, unknown>> }) => ({
      job: 'deliver',
      payload: { dispatchId: event.facts?.['dispatchId'] },
    }),
  ],
};

/** Who is asked before something happens, and what follows when it has: `atOnce` shares the transaction, `later` becomes a job. */
export const REACTIONS: Reactions = {
  'expected event happened': {
    atOnce: [
      async (work, event) => {
        if (event.subject.id === null) return;
        await releaseWaiting(work, event.subject.id);
        await resumeWaiting(work, event.subject.id);
      },
    ],
  },
  'invoice issued': {
    later: [
      (event) => ({ job: 'render-invoice', payload: { invoiceId: event.subject.id } }),
      (event) => ({ job: 'render-ledes', payload: { invoiceId: event.subject.id } }),
    ],
  },
  'proformas generated': {
    later: [(event) => ({ job: 'look-at-run', payload: { runId: event.subject.id } })],
  },
  'proforma edited': looksAgain,
  'proforma taken off': looksAgain,
  'cards gathered': looksAgain,
  'proforma unbilled': { objects: [objectToTakingBack], ...looksAgain },
  'credit note issued': { objects: [objectToTakingBack] },
  'proforma submit': { objects: [objectTo('submit')] },
  'proforma approved': { objects: [objectTo('approve')] },
  'proforma billed': {
    objects: [objectTo('bill')],
    later: [(event) => ({ job: 'after-billing', payload: { proformaId: event.subject.id } })],
  },
  'office asked': {
    later: [(event) => ({ job: 'ask-office', payload: { answerId: event.subject.id } })],
  },
  'import received': {
    later: [(event) => ({ job: 'take-import', payload: { importId: event.subject.id } })],
  },
  'person mentioned': {
    later: [(event) => ({ job: 'tell-mentioned', payload: { commentId: event.facts?.['commentId'] } })],
  },
  'invoice sent': delivers,
  'correction sent': delivers,
};
