import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { id, maybeWords, page, words } from '../../platform/shapes.ts';

export const sendInvoices = command({
  noun: 'invoices',
  verb: 'send',
  permission: 'dispatch',
  summary:
    'Send invoices by e-mail to each payer’s billing contact, with their PDF (and LEDES file where the client wants one).',
  input: z.strictObject({
    invoiceIds: z.array(id).min(1).max(1000),
    /** instead of the billing contacts */
    recipients: z.array(z.email()).max(10).optional(),
    message: maybeWords(5000),
    /** send again although it was sent before */
    again: z.boolean().default(false),
  }),
  output: z.object({
    queued: z.number(),
    dispatches: z.array(z.object({ id, invoiceId: id, recipients: z.array(z.string()) })),
  }),
});

export const sendCorrections = command({
  noun: 'corrections',
  verb: 'send',
  permission: 'dispatch',
  summary: 'Send credit notes and cancellations by e-mail to each payer’s billing contact, with their PDF.',
  input: z.strictObject({
    correctionIds: z.array(id).min(1).max(1000),
    /** instead of the billing contacts */
    recipients: z.array(z.email()).max(10).optional(),
    message: maybeWords(5000),
    /** send again although it was sent before */
    again: z.boolean().default(false),
  }),
  output: z.object({
    queued: z.number(),
    dispatches: z.array(z.object({ id, correctionId: id, recipients: z.array(z.string()) })),
  }),
});

export const retryDispatches = command({
  noun: 'dispatches',
  verb: 'retry',
  permission: 'dispatch',
  summary:
    'Try again what failed: documents that could not be made, and messages that could not leave, of invoices and corrections.',
  input: z.strictObject({ subjectIds: z.array(id).min(1).max(1000) }),
  output: z.object({ documents: z.number(), messages: z.number() }),
});

export const listFailedLetters = query({
  noun: 'letters',
  verb: 'list',
  permission: 'see work',
  summary:
    'Messages to the firm’s own people, and to whoever was asked or sent an estimate, that could not leave, and why.',
  input: z.strictObject(page),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        failedAt: z.string(),
        receiver: z.string(),
        subject: z.string(),
        reason: z.string(),
      }),
    ),
  }),
});

export const retryLetters = command({
  noun: 'letters',
  verb: 'retry',
  permission: 'dispatch',
  summary: 'Send letters that could not leave again, to the same receiver with the same words.',
  input: z.strictObject({ ids: z.array(id).min(1).max(1000) }),
  output: z.object({ letters: z.number() }),
});

export const letLettersBe = command({
  noun: 'letters',
  verb: 'let-be',
  permission: 'dispatch',
  summary: 'Send letters that could not leave no more, with the reason.',
  input: z.strictObject({ ids: z.array(id).min(1).max(1000), reason: words(300) }),
  output: z.object({ letters: z.number() }),
});

export const listOutbox = query({
  noun: 'outbox',
  verb: 'list',
  permission: 'see work',
  summary: 'Messages as they left, or wait on this machine until an SMTP server is set.',
  input: z.strictObject(page),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        recordedAt: z.string(),
        recipients: z.array(z.string()),
        subject: z.string(),
        messageId: z.string(),
        size: z.number(),
      }),
    ),
  }),
});

export const showMessage = query({
  noun: 'outbox',
  verb: 'show',
  permission: 'see work',
  summary: 'One message, whole: headers, text, attachments by name and hash.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    recordedAt: z.string(),
    sender: z.string(),
    recipients: z.array(z.string()),
    subject: z.string(),
    body: z.string(),
    messageId: z.string(),
    attachments: z.array(z.object({ fileName: z.string(), hash: z.string(), href: z.string() })),
    subjectHref: z.string().nullable(),
  }),
});
