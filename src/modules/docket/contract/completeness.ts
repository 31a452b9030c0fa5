import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, money } from '../../../platform/shapes.ts';
import { FINDINGS } from '../completeness.ts';

export { FINDINGS };

/** Docket to bill and back: what happened and was not billed, what was billed and did not happen. */

const days = z.coerce.number().int().min(0).max(366);

export const showCompleteness = query({
  noun: 'completeness',
  verb: 'show',
  permission: 'see money',
  summary:
    'Completed events without their fee, fees without event or twice, official fees paid and not billed; with money.',
  input: z.strictObject({
    from: day.optional(),
    through: day.optional(),
    clientId: id.optional(),
    matterId: id.optional(),
    /** days given to whoever records */
    graceDays: days.default(7),
    /** an official fee paid is billed within so many days */
    agedDays: days.default(45),
  }),
  output: z.object({
    from: day,
    through: day,
    events: z.number(),
    matters: z.number(),
    totals: z.array(z.object({ kind: z.enum(FINDINGS), findings: z.number(), amounts: z.array(money) })),
    sentence: z.string(),
    findings: z.array(
      z.object({
        key: z.string(),
        kind: z.enum(FINDINGS),
        matterId: id,
        matter: z.string(),
        clientId: id,
        client: z.string(),
        eventId: id.nullable(),
        lineId: id.nullable(),
        cards: z.array(id),
        day,
        what: z.string(),
        amount: money.nullable(),
        /** why it can't be made as it stands */
        problem: z.string(),
      }),
    ),
  }),
});

export const makeMissing = command({
  noun: 'completeness',
  verb: 'make',
  permission: 'keep docket',
  summary: 'Make the fees that completed events lack, by their billing rules; each can be taken back.',
  input: z.strictObject({
    gaps: z
      .array(z.strictObject({ eventId: id, lineId: id }))
      .min(1)
      .max(500),
  }),
  output: z.object({
    made: z.number(),
    amounts: z.array(money),
    problems: z.array(z.object({ eventId: id, sentence: z.string() })),
  }),
});
