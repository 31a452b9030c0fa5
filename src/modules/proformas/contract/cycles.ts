import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords } from '../../../platform/shapes.ts';
import { CYCLES } from '../cycle.ts';

const every = z.enum([...CYCLES, 'as-wider']);

export const setBillingCycle = command({
  noun: 'billing-cycles',
  verb: 'set',
  permission: 'set up matters',
  summary:
    'How often a matter, a client’s matters, or all of the firm’s are billed from a day on; runs leave out what isn’t due.',
  input: z.strictObject({
    clientId: id.nullable().default(null),
    matterId: id.nullable().default(null),
    /** as-wider: what the client, or the firm, says counts again */
    every,
    /** a month in which a period ends: 12 for quarters that end in March, June, September, December */
    endMonth: z.int().min(1).max(12).default(12),
    from: day,
    reason: maybeWords(300),
  }),
  output: z.object({ id, sentence: z.string() }),
});

export const listBillingCycles = query({
  noun: 'billing-cycles',
  verb: 'list',
  permission: 'see work',
  summary: 'How often a matter, a client’s or the firm’s matters are billed, from when to when; the narrowest counts.',
  input: z.strictObject({ clientId: id.optional(), matterId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        of: z.enum(['matter', 'client', 'firm']),
        every,
        endMonth: z.number(),
        from: day,
        to: day.nullable(),
        reason: z.string(),
        who: z.string(),
        /** what counts today */
        counts: z.boolean(),
      }),
    ),
  }),
});
