import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id, maybeWords, minor, money, page, words, yes } from '../../../platform/shapes.ts';

/** Unapplied cash given back. */

export const askRefund = command({
  noun: 'refunds',
  verb: 'ask',
  permission: 'receive money',
  summary: 'Ask to pay unapplied money back; another person decides within their limit.',
  input: z.strictObject({ receiptId: id, amount: minor, bankAccountId: id.optional(), reason: words(300) }),
  output: z.object({ id, number: z.string() }),
});

export const decideRefund = command({
  noun: 'refunds',
  verb: 'decide',
  permission: 'decide money',
  summary: 'Pay a refund that was asked for, or reject it.',
  input: z.strictObject({ id, decision: z.enum(['pay', 'reject']), note: maybeWords(300) }),
  output: z.object({ id, state: z.string() }),
});

export const reverseRefund = command({
  noun: 'refunds',
  verb: 'reverse',
  permission: 'decide money',
  summary: 'Reverse a refund that did not arrive: the money is unapplied again.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, state: z.string() }),
});

export const listRefunds = query({
  noun: 'refunds',
  verb: 'list',
  permission: 'see money',
  summary: 'Refunds asked for and paid, newest first.',
  input: z.strictObject({ waiting: yes, ...page }),
  output: z.object({
    total: z.number(),
    rows: z.array(
      z.object({
        id,
        number: z.string(),
        receiptId: id,
        receipt: z.string(),
        payer: z.string(),
        amount: money,
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
