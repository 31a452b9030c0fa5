import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id } from '../../../platform/shapes.ts';

export const engagementLetter = query({
  noun: 'engagements',
  verb: 'letter',
  permission: 'see work',
  summary:
    'The engagement letter as its clauses write it: those that count on a day and those agreed for later. `/api/engagements/letter.pdf` gives it as PDF, a draft until it is signed.',
  input: z.strictObject({ id, on: day.optional() }),
  output: z.object({
    title: z.string(),
    on: day,
    from: day,
    to: day.nullable(),
    signedOn: day.nullable(),
    parties: z.string(),
    language: z.string(),
    client: z.string(),
    /** of the client's first payer */
    address: z.array(z.string()),
    firm: z.object({
      name: z.string(),
      lines: z.array(z.string()),
      taxId: z.string(),
      phone: z.string(),
      email: z.string(),
      website: z.string(),
      footer: z.string(),
      paper: z.enum(['a4', 'us-letter']),
    }),
    matters: z.array(z.object({ number: z.string(), name: z.string(), reference: z.string() })),
    clauses: z.array(
      z.object({
        number: z.string(),
        words: z.string(),
        /** what the program executes; empty where it only keeps the words */
        said: z.string(),
        from: day,
      }),
    ),
  }),
});
