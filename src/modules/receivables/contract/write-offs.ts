import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, minor, money, page, words, yes } from '../../../platform/shapes.ts';

/** What is owed and given up, by whom it was decided. */

export const writeOff = command({
  noun: 'write-offs',
  verb: 'ask',
  permission: 'ask to write off',
  summary: 'Write off what will not be paid; above one’s limit it is a request that another person decides.',
  input: z.strictObject({
    receivableId: id,
    amount: minor,
    reasonKind: z.enum(['uncollectable', 'insolvency', 'goodwill', 'statute-barred', 'small-balance']),
    reason: words(300),
  }),
  output: z.object({ id, number: z.string(), state: z.string() }),
});

export const decideWriteOff = command({
  noun: 'write-offs',
  verb: 'decide',
  permission: 'decide money',
  summary: 'Post a write-off that was asked for, or reject it.',
  input: z.strictObject({ id, decision: z.enum(['post', 'reject']), note: maybeWords(300) }),
  output: z.object({ id, state: z.string() }),
});

export const reverseWriteOff = command({
  noun: 'write-offs',
  verb: 'reverse',
  permission: 'ask to write off',
  summary: 'Reverse a write-off: the amount is owed again.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, state: z.string() }),
});

export const listWriteOffs = query({
  noun: 'write-offs',
  verb: 'list',
  permission: 'see money',
  summary: 'Write-offs asked for and posted, newest first.',
  input: z.strictObject({ waiting: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        receivableId: id,
        invoiceId: id.nullable(),
        invoice: z.string(),
        payer: z.string(),
        amount: money,
        reasonKind: z.string(),
        reason: z.string(),
        state: z.string(),
        requestedBy: z.string(),
        recordedAt: z.string(),
        decidedBy: z.string(),
        note: z.string(),
      }),
    ),
  }),
});
