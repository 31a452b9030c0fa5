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
  'recall',
  'defer',
  'hold',
  'resume',
  'close',
] as const;

const what = {
  move: z.enum(MOVES),
  note: maybeWords(1000),
  /** a deferral ends on this day, or when this has happened on the matter, whichever comes first */
  untilDay: day.nullable().default(null),
  untilEventId: id.nullable().default(null),
  edits: z.enum(['keep', 'give-up']).optional(),
};

export const moveProforma = command({
  noun: 'proformas',
  verb: 'move',
  permission: 'edit proformas',
  summary: 'Move a proforma on: submit to its reviewer, complete, return, defer, hold, resume, close.',
  input: z.strictObject({ id, version: z.number().int(), ...what }),
  output: z.object({ id, state, sentence: z.string() }),
});

const many = z
  .array(z.strictObject({ id, version: z.number().int() }))
  .min(1)
  .max(500);
const refusals = z.array(z.object({ id, code: z.string(), sentence: z.string() }));

export const moveProformas = command({
  noun: 'proformas',
  verb: 'move-many',
  permission: 'edit proformas',
  summary: 'Move many proformas by one step, each by itself: those that can’t be moved are named with the reason.',
  input: z.strictObject({ proformas: many, ...what }),
  output: z.object({ moved: z.array(z.object({ id, state })), refused: refusals }),
});

export const approveProformas = command({
  noun: 'proformas',
  verb: 'approve',
  permission: 'approve proformas',
  summary: 'Approve proformas as they stand; limits on total and reduction, and four eyes, are checked for each.',
  input: z.strictObject({
    proformas: many,
    note: maybeWords(1000),
  }),
  output: z.object({
    approved: z.array(id),
    refused: refusals,
  }),
});
