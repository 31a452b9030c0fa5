import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, money } from '../../../platform/shapes.ts';

export const listAdvancedCosts = query({
  noun: 'advanced-costs',
  verb: 'list',
  permission: 'see money',
  summary:
    'Costs laid out for clients and not back yet, of entities on modified cash: on cards and on invoices, per matter, tied to their accounts.',
  input: z.strictObject({ entityId: id.optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        matterId: id.nullable(),
        matter: z.string(),
        clientId: id,
        client: z.string(),
        entity: z.string(),
        notBilled: money,
        billed: money,
        total: money,
        oldest: day.nullable(),
      }),
    ),
    /** in the entity's own currency, beside what the accounts say */
    totals: z.array(
      z.object({ entity: z.string(), notBilled: money, billed: money, control: money, tied: z.boolean() }),
    ),
  }),
});
