import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, money } from '../../../platform/shapes.ts';

export const showBeside = query({
  noun: 'proformas',
  verb: 'beside',
  permission: 'see work',
  summary:
    'What helps to judge a proforma: its matter’s last bill, usual hours and rates, age of WIP, earlier narratives, cash of its payers.',
  /** of a proforma with several matters: which; left out, its lead */
  input: z.strictObject({ id, matterId: id.optional() }),
  output: z.object({
    lastBill: z
      .object({ number: z.string(), on: day, work: money, billed: money, hours: z.string(), noCharge: z.number() })
      .nullable(),
    usual: z.array(
      z.object({ timekeeper: z.string(), cards: z.number(), hours: z.string(), perCard: z.string(), rate: z.string() }),
    ),
    unbilled: z.object({ wip: money, oldest: day.nullable(), days: z.number(), cards: z.number() }),
    narratives: z.array(z.object({ on: day, timekeeper: z.string(), hours: z.string(), narrative: z.string() })),
    funds: z.array(z.object({ payer: z.string(), unapplied: z.array(money) })),
  }),
});
