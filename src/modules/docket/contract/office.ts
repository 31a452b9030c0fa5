import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { id } from '../../../platform/shapes.ts';

/** Asking the patent office about a case. The worker asks; the desk never waits for a network. */

const answer = z.object({
  id,
  service: z.string(),
  number: z.string(),
  state: z.enum(['asked', 'answered', 'failed']),
  sentence: z.string(),
  caseStatus: z.string(),
  added: z.number(),
  changed: z.number(),
  missing: z.number(),
  who: z.string(),
  recordedAt: z.string(),
  settledAt: z.string().nullable(),
});

export const askOffice = command({
  noun: 'office',
  verb: 'ask',
  permission: 'keep docket',
  summary:
    'Ask the patent office about a matter’s case; its events are taken into the docket when it answers. An answer of today is used as it is unless asked afresh.',
  input: z.strictObject({ matterId: id, afresh: z.boolean().default(false) }),
  output: z.object({ id, state: z.enum(['asked', 'answered', 'failed']), sentence: z.string() }),
});

export const listAnswers = query({
  noun: 'office',
  verb: 'answers',
  permission: 'see work',
  summary: 'What the patent office was asked about a matter and answered, newest first.',
  input: z.strictObject({ matterId: id }),
  output: z.object({
    /** why it can't be asked about this case */
    cannot: z.string(),
    rows: z.array(answer),
  }),
});
