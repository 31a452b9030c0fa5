import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, money } from '../../../platform/shapes.ts';

/** Where the amount stands on which an explanation ends. */
const step = z.object({
  kind: z.enum(['recorded', 'carried', 'edit', 'adjustment', 'clause', 'share', 'tax']),
  label: z.string(),
  /** null where nothing came before it */
  before: money.nullable(),
  after: money,
  sentence: z.string(),
  clause: z
    .object({
      engagementId: id,
      engagement: z.string(),
      number: z.string(),
      words: z.string(),
      from: day,
      said: z.string(),
    })
    .nullable(),
});

export const explainPrice = query({
  noun: 'price',
  verb: 'explain',
  permission: 'see work',
  summary:
    'Why an amount is what it is, step by step: from hours and rate over edits, clauses, shares and tax. Name a card, a line of a proforma, or an invoice and its line.',
  input: z.strictObject({
    /** a card or a line of a proforma, whichever it is */
    of: id.optional(),
    card: id.optional(),
    line: id.optional(),
    invoice: id.optional(),
    lineNo: z.coerce.number().int().min(1).optional(),
  }),
  output: z.object({
    card: z.object({
      id,
      number: z.string(),
      kind: z.string(),
      narrative: z.string(),
      matterId: id,
      matter: z.string(),
    }),
    where: z.enum(['unbilled', 'on a proforma', 'billed']),
    proforma: z.object({ id, number: z.string() }).nullable(),
    invoice: z.object({ id, number: z.string(), lineNo: z.number(), reversed: z.boolean() }).nullable(),
    /** other invoices that bill the same line, to other payers */
    also: z.array(z.object({ id, number: z.string(), lineNo: z.number() })),
    steps: z.array(step),
    amount: money,
  }),
});
