import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, minor, money, words } from '../../platform/shapes.ts';

/** What is charged because a clause says so, without recorded work: periods of subscriptions, fees for success, what was held back. */

/** By which clause, on which matter. */
const by = {
  lineId: id,
  clause: z.string(),
  engagementId: id,
  engagement: z.string(),
  clientId: id,
  client: z.string(),
  matterId: id,
  matter: z.string(),
};

const due = z.object({
  ...by,
  narrative: z.string(),
  from: day,
  to: day,
  amount: money,
});

export const dueCharges = query({
  noun: 'arrangements',
  verb: 'due',
  permission: 'see work',
  summary: 'Periods of subscriptions that began and are not charged yet.',
  input: z.strictObject({
    /** periods that begin by this day; by default today */
    through: day.optional(),
    engagementId: id.optional(),
  }),
  output: z.object({ rows: z.array(due), totals: z.array(money) }),
});

export const listCharges = query({
  noun: 'arrangements',
  verb: 'charges',
  permission: 'see work',
  summary: 'What was charged by the clauses of an engagement.',
  input: z.strictObject({ engagementId: id }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        kind: z.enum(['subscription', 'success', 'holdback']),
        lineId: id,
        clause: z.string(),
        matterId: id,
        matter: z.string(),
        words: z.string(),
        from: day.nullable(),
        to: day.nullable(),
        /** what was achieved, where the fee is a part of it */
        result: money.nullable(),
        amount: money,
        cardId: id,
        card: z.string(),
        /** of the card */
        state: z.string(),
        takenBack: z.string().nullable(),
        recordedBy: z.string(),
        recordedAt: z.string(),
      }),
    ),
  }),
});

export const chargeSubscriptions = command({
  noun: 'arrangements',
  verb: 'charge-due',
  permission: 'record work',
  summary: 'Charge the periods of subscriptions that began by a day, each once, as cards on their matters.',
  input: z.strictObject({
    through: day,
    /** only this one’s */
    engagementId: id.optional(),
  }),
  output: z.object({
    charged: z.number(),
    totals: z.array(money),
    problems: z.array(z.object({ lineId: id, from: day, sentence: z.string() })),
  }),
});

export const chargeSuccess = command({
  noun: 'arrangements',
  verb: 'charge-success',
  permission: 'record work',
  summary: 'Charge a success fee that was earned: the amount agreed, or its part of what was achieved.',
  input: z.strictObject({
    lineId: id,
    matterId: id,
    on: day,
    /** what was achieved, where the fee is a part of it */
    result: minor.nullable().default(null),
    /** what the invoice says */
    words: words(500),
  }),
  output: z.object({ id, cardId: id, amount: money, sentence: z.string() }),
});

export const heldBack = query({
  noun: 'arrangements',
  verb: 'held-back',
  permission: 'see work',
  summary: 'What bills held back by clauses, matter by matter, with what of it was released and what is left.',
  input: z.strictObject({
    engagementId: id.optional(),
    /** only what nothing more waits for: matters that no more time comes to */
    done: z.boolean().default(false),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        ...by,
        closedToTime: z.boolean(),
        held: money,
        released: money,
        left: money,
      }),
    ),
    totals: z.array(money),
  }),
});

export const releaseHoldback = command({
  noun: 'arrangements',
  verb: 'release',
  permission: 'record work',
  summary: 'Release what was held back on a matter, or a part of it: a charge that is billed as it stands.',
  input: z.strictObject({
    lineId: id,
    matterId: id,
    on: day,
    /** none: all that is left */
    amount: minor.nullable().default(null),
    /** what the invoice says */
    words: words(500),
  }),
  output: z.object({ id, cardId: id, amount: money, left: money }),
});

export const takeChargeBack = command({
  noun: 'arrangements',
  verb: 'take-back',
  permission: 'record work',
  summary: 'Take back a charge by a clause while its card is unbilled; the period is due again.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id }),
});
