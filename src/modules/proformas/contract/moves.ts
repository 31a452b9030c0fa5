import { z } from 'zod';
import { command } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords } from '../../../platform/shapes.ts';
import { state } from './states.ts';

export const MOVES = [
  'start-review',
  'submit',
  'complete',
  'return',
  'reject',
  'withdraw',
  'defer',
  'hold',
  'resume',
  'close',
] as const;

export const moveProforma = command({
  noun: 'proformas',
  verb: 'move',
  permission: 'edit proformas',
  summary: 'Move a proforma on: submit to its reviewer, complete, return, defer, hold, resume, close.',
  input: z.strictObject({
    id,
    version: z.number().int(),
    move: z.enum(MOVES),
    note: maybeWords(1000),
    untilDay: day.nullable().default(null),
    edits: z.enum(['keep', 'give-up']).optional(),
  }),
  output: z.object({ id, state, sentence: z.string() }),
});

export const approveProformas = command({
  noun: 'proformas',
  verb: 'approve',
  permission: 'approve proformas',
  summary: 'Approve proformas as they stand; limits on total and reduction, and four eyes, are checked for each.',
  input: z.strictObject({
    proformas: z
      .array(z.strictObject({ id, version: z.number().int() }))
      .min(1)
      .max(500),
    note: maybeWords(1000),
  }),
  output: z.object({
    approved: z.array(id),
    refused: z.array(z.object({ id, code: z.string(), sentence: z.string() })),
  }),
});
