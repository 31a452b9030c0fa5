import { z } from 'zod';
import { command } from '../../../kernel/endpoint.ts';
import { day, id, words } from '../../../platform/shapes.ts';

/** Documents that went to their payer in another way than by our own mail. */
export const OTHER_CHANNELS = ['post', 'by hand', 'e-billing'] as const;

const otherwise = z.strictObject({
  channel: z.enum(OTHER_CHANNELS),
  /** the day it went */
  on: day,
  /** what proves it: a tracking number, the portal's number, who took it */
  note: words(300),
  /** mark it although it was sent before */
  again: z.boolean().default(false),
});
export type Otherwise = z.output<typeof otherwise>;

export const markInvoicesSent = command({
  noun: 'invoices',
  verb: 'mark-sent',
  permission: 'dispatch',
  summary: 'Say that invoices went by post, by hand or through the payer’s portal, on which day and by what proof.',
  input: z.strictObject({ invoiceIds: z.array(id).min(1).max(1000), ...otherwise.shape }),
  output: z.object({ marked: z.number() }),
});

export const markCorrectionsSent = command({
  noun: 'corrections',
  verb: 'mark-sent',
  permission: 'dispatch',
  summary: 'Say that credit notes and cancellations went by post, by hand or through the payer’s portal.',
  input: z.strictObject({ correctionIds: z.array(id).min(1).max(1000), ...otherwise.shape }),
  output: z.object({ marked: z.number() }),
});

export const takeBackSent = command({
  noun: 'dispatches',
  verb: 'take-back',
  permission: 'dispatch',
  summary: 'Take back a mark that a document went by post, by hand or through a portal.',
  input: z.strictObject({ dispatchId: id, reason: words(300) }),
  output: z.object({ id }),
});
