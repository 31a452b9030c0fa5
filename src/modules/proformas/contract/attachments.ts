import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, words } from '../../../platform/shapes.ts';

/** base64 of ten megabytes */
const BASE64_MAX = 14_000_000;

export const listAttachments = query({
  noun: 'attachments',
  verb: 'list',
  permission: 'see work',
  summary: 'What is attached to a proforma and to the cards on it.',
  input: z.strictObject({ proformaId: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        kind: z.enum(['attachment', 'receipt']),
        fileName: z.string(),
        mediaType: z.string(),
        bytes: z.number(),
        /** null: attached to the proforma itself */
        lineId: id.nullable(),
        cardNumber: z.string(),
        recordedAt: z.string(),
      }),
    ),
  }),
});

export const addAttachment = command({
  noun: 'attachments',
  verb: 'add',
  permission: 'propose edits',
  summary: 'Attach a file to a proforma, or to the card of a line: a receipt or something else. At most 10 MB.',
  input: z.strictObject({
    proformaId: id,
    lineId: id.nullable().default(null),
    kind: z.enum(['attachment', 'receipt']).default('attachment'),
    fileName: words(200),
    base64: z.base64().min(4).max(BASE64_MAX, { error: 'at most 10 MB are taken' }),
  }),
  output: z.object({ id }),
});

export const removeAttachment = command({
  noun: 'attachments',
  verb: 'remove',
  permission: 'edit proformas',
  summary: 'Take an attachment away; the record keeps it.',
  input: z.strictObject({ id, reason: maybeWords(300) }),
  output: z.object({ id }),
});
