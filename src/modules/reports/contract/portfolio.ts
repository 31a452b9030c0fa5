import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, money } from '../../../platform/shapes.ts';

/** How every case of a client, a family or one matter stands: in the docket, at the desk and in the books. */
export const showPortfolio = query({
  noun: 'portfolio',
  verb: 'show',
  permission: 'see money',
  summary:
    'How cases stand, for an inquiry: last event, what is due next, last bill, open balance, proforma in progress.',
  input: z.strictObject({ clientId: id.optional(), familyId: id.optional(), matterId: id.optional() }),
  output: z.object({
    of: z.string(),
    today: day,
    rows: z.array(
      z.object({
        matterId: id,
        matter: z.string(),
        name: z.string(),
        family: z.string(),
        jurisdiction: z.string(),
        applicationNumber: z.string(),
        clientReference: z.string(),
        caseStatus: z.string(),
        lastEvent: z.string(),
        lastEventOn: day.nullable(),
        nextTask: z.string(),
        nextDue: day.nullable(),
        lastInvoice: z.string(),
        lastInvoiceId: id.nullable(),
        lastInvoiceOn: day.nullable(),
        lastBilled: money.nullable(),
        wip: money,
        open: z.array(money),
        proforma: z.string(),
        proformaId: id.nullable(),
        proformaState: z.string(),
      }),
    ),
    wip: z.array(money),
    open: z.array(money),
    /** the same in words, to be sent to whoever asks */
    text: z.string(),
  }),
});
