import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page, words } from '../../../platform/shapes.ts';

/** One sending, with its proof or why it failed. */
export const dispatchRow = z.object({
  id,
  channel: z.string(),
  recipients: z.array(z.string()),
  state: z.string(),
  recordedAt: z.string(),
  outboxId: id.nullable(),
  problem: z.string(),
  /** the day it went by post, by hand or through a portal, and what proves it */
  sentOn: day.nullable(),
  note: z.string(),
  /** the payer has it, or it is on its way */
  stands: z.boolean(),
});

export const failure = z.object({ what: z.enum(['message', 'pdf', 'ledes']), subjectId: id, reason: z.string() });

const documents = z.enum(['ready', 'being made', 'failed']);

export const correctionRow = z.object({
  id,
  documentType: z.enum(['credit-note', 'cancellation']),
  number: z.string(),
  on: day,
  total: money,
  restoresWip: z.boolean(),
  reason: z.string(),
  reversed: z.boolean(),
  documents,
  documentLinkId: id.nullable(),
  dispatches: z.array(dispatchRow),
});

export const reverseCredit = command({
  noun: 'invoices',
  verb: 'reverse-credit',
  permission: 'correct invoices',
  summary:
    'Take a credit note back that was not sent: what it credited is owed again, WIP it gave back is billed again.',
  input: z.strictObject({ correctionId: id, reason: words(300) }),
  output: z.object({ id, number: z.string(), owedAgain: money }),
});

export const showCorrections = query({
  noun: 'corrections',
  verb: 'show',
  permission: 'see work',
  summary: 'The credit notes on one invoice of the earlier books, and what is left to credit of it, by kind.',
  input: z.strictObject({ receivableId: id }),
  output: z.object({
    corrections: z.array(correctionRow),
    failures: z.array(failure),
    lines: z.array(z.object({ lineNo: z.number(), kind: z.string(), creditable: money, tax: money })),
  }),
});

export const listCorrections = query({
  noun: 'corrections',
  verb: 'list',
  permission: 'see work',
  summary: 'Credit notes and cancellations, with what they correct and whether they were sent.',
  input: z.strictObject({
    words: maybeWords(),
    receivableId: id.optional(),
    unsent: z.stringbool().optional(),
    failed: z.stringbool().optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    amounts: z.array(money),
    rows: z.array(
      correctionRow.omit({ dispatches: true }).extend({
        receivableId: id,
        invoiceId: id.nullable(),
        invoiceNumber: z.string(),
        client: z.string(),
        payer: z.string(),
        entity: z.string(),
        sent: z.string().nullable(),
        state: z.enum(['not sent', 'queued', 'sent', 'failed']),
        problem: z.string(),
      }),
    ),
  }),
});
