import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, words } from '../../../platform/shapes.ts';
import { COVERS } from '../budget.ts';
import { ESTIMATE_STATES } from '../estimate.ts';

/** Estimates: written, sent, accepted or declined by the client's link; accepted, they become budgets. */

const fields = {
  clientId: id,
  matterId: id.nullable().default(null),
  familyId: id.nullable().default(null),
  name: words(120),
  /** what it is for, in words the client reads */
  scope: words(2000),
  amount: money,
  covers: z.enum(COVERS).default('fees'),
  /** work and bills from this day on count; null: all of the matter's life */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  validUntil: day,
  recipient: z.email(),
};

export const listEstimates = query({
  noun: 'estimates',
  verb: 'list',
  permission: 'see money',
  summary: 'Estimates with their state and the client’s answer, newest first.',
  input: z.strictObject({ clientId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        ...fields,
        id,
        version: z.number(),
        client: z.string(),
        of: z.string(),
        state: z.enum(ESTIMATE_STATES),
        sentOn: day.nullable(),
        answeredOn: day.nullable(),
        answeredBy: z.string(),
        answerNote: z.string(),
        /** whether the asker wrote it, and so may take its link's address */
        own: z.boolean(),
      }),
    ),
  }),
});

export const saveEstimate = command({
  noun: 'estimates',
  verb: 'save',
  permission: 'set up matters',
  summary: 'Write an estimate, or change one that was not sent (give its id and the version you saw).',
  input: z.strictObject({ id: id.optional(), version: z.number().int().optional(), ...fields }),
  output: z.object({ id }),
});

export const sendEstimate = command({
  noun: 'estimates',
  verb: 'send',
  permission: 'set up matters',
  summary: 'Send an estimate to the client, with a link to accept or decline it.',
  input: z.strictObject({ id, version: z.number().int() }),
  output: z.object({ id, recipient: z.string() }),
});

export const withdrawEstimate = command({
  noun: 'estimates',
  verb: 'withdraw',
  permission: 'set up matters',
  summary: 'Withdraw an estimate; its link opens nothing any more.',
  input: z.strictObject({ id, version: z.number().int(), reason: words(300) }),
  output: z.object({ id }),
});

/** What the client sees behind the link. */
export const estimateView = z.object({
  kind: z.literal('estimate'),
  firm: z.string(),
  client: z.string(),
  of: z.string(),
  name: z.string(),
  scope: z.string(),
  amount: money,
  covers: z.enum(COVERS),
  from: day.nullable(),
  to: day.nullable(),
  validUntil: day,
  state: z.enum(ESTIMATE_STATES),
  /** why it can't be answered any more; empty where it can */
  cannot: z.string(),
  answeredBy: z.string(),
});

export const estimateAnswer = z.strictObject({
  token: z.string().max(200),
  answer: z.enum(['accept', 'decline']),
  /** who answers, as they sign */
  name: words(120),
  note: maybeWords(1000),
});
