import { releaseWaiting } from './modules/cards/index.ts';
import type { Reactions } from './platform/command.ts';

/** What happens when something has happened. `atOnce` shares the transaction; `later` becomes a job. */
export const REACTIONS: Reactions = {
  'expected event happened': {
    atOnce: [
      async (work, event) => {
        if (event.subject.id !== null) await releaseWaiting(work, event.subject.id);
      },
    ],
  },
  'invoice issued': {
    later: [
      (event) => ({ job: 'render-invoice', payload: { invoiceId: event.subject.id } }),
      (event) => ({ job: 'render-ledes', payload: { invoiceId: event.subject.id } }),
    ],
  },
  'import received': {
    later: [(event) => ({ job: 'take-import', payload: { importId: event.subject.id } })],
  },
  'person mentioned': {
    later: [(event) => ({ job: 'tell-mentioned', payload: { commentId: event.facts?.['commentId'] } })],
  },
  'invoice sent': {
    later: [(event) => ({ job: 'deliver', payload: { dispatchId: event.facts?.['dispatchId'] } })],
  },
};
