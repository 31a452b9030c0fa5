import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id } from '../../../platform/shapes.ts';

export const showRedline = query({
  noun: 'proformas',
  verb: 'redline',
  permission: 'see work',
  summary:
    'What changed since generation, or since one last looked: per line and field, before and after, and by whom.',
  input: z.strictObject({ id, since: z.enum(['generation', 'look']).default('generation') }),
  output: z.object({
    /** when one last looked; null when never before, or since generation */
    since: z.string().nullable(),
    lines: z.array(
      z.object({
        id,
        cardNumber: z.string(),
        timekeeper: z.string(),
        workDate: day,
        fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string(), who: z.string() })),
      }),
    ),
    /** what reaches beyond the fields of lines: holds, purges, transfers, adjustments */
    others: z.array(
      z.object({
        sequence: z.number(),
        sentence: z.string(),
        reason: z.string(),
        who: z.string(),
        recordedAt: z.string(),
        undone: z.boolean(),
      }),
    ),
  }),
});

export const lookAtProforma = command({
  noun: 'proformas',
  verb: 'look',
  permission: 'propose edits',
  summary: 'Remember that one looked at the proforma as it is now; half an hour counts as one look.',
  input: z.strictObject({ id }),
  output: z.object({ id }),
});
