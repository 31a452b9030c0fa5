import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, money, ppm, ratePerHour } from '../../../platform/shapes.ts';
import { CARD_KINDS, COST_KINDS } from '../../cards/contract.ts';
import { state } from './states.ts';

/** How an adjustment is spread over lines; by value within the lines meant, or by hours. */
export const SPREADS = ['by-value', 'by-hours', 'timekeepers', 'fees-only', 'soft-costs-only'] as const;

/** What is edited on a line; its amount is that before the proforma's adjustments. */
const edited = z.object({
  workDate: day,
  narrative: z.string(),
  taskCode: z.string().nullable(),
  activityCode: z.string().nullable(),
  expenseCode: z.string().nullable(),
  hours: z.string(),
  ratePerHour: ratePerHour.nullable(),
  amount: money,
});

export const deskLine = z.object({
  id,
  cardId: id,
  cardNumber: z.string(),
  kind: z.enum(CARD_KINDS),
  costKind: z.enum(COST_KINDS).nullable(),
  matterId: id,
  matter: z.string(),
  timekeeperId: id.nullable(),
  timekeeper: z.string(),
  timekeeperName: z.string(),
  version: z.number(),
  ...edited.shape,
  /** this line's part of the adjustments */
  adjustment: money,
  /** what will be billed */
  bill: money,
  wip: money,
  excluded: z.boolean(),
  noCharge: z.boolean(),
  printed: z.boolean(),
  comments: z.number(),
  files: z.number(),
  /** what is wrong with it, in words: see the problems of the proforma */
  problems: z.array(z.string()),
  /** how it is split among the payers, where that is other than the matter’s */
  shares: z.array(z.object({ payerId: id, sharePpm: ppm })).nullable(),
  /** the same in words */
  split: z.string(),
  held: z
    .object({
      reason: z.string(),
      untilDay: day.nullable(),
      /** what is expected to happen first, in words */
      untilEvent: z.string().nullable(),
    })
    .nullable(),
  /** the values as recorded, to show greyed where they were edited; null: none was */
  original: edited.nullable(),
});

const amounts = z.object({
  fees: money,
  disbursements: money,
  charges: money,
  /** adjustments are inside the three above; here for reading */
  adjustments: money,
  tax: money,
  total: money,
  hours: z.string(),
  work: money,
  wip: money,
  reduction: money,
});

const deskMatter = z.object({
  id,
  number: z.string(),
  name: z.string(),
  title: z.string(),
  applicationNumber: z.string(),
  jurisdiction: z.string(),
  clientReference: z.string(),
});

const perPayer = z.object({
  payerId: id,
  name: z.string(),
  sharePpm: ppm,
  /** by code, the highest rate first */
  taxes: z.array(z.object({ code: z.string(), name: z.string(), ratePpm: ppm, base: money, tax: money })),
  net: money,
  tax: money,
  total: money,
});

export const proformaSheet = z.object({
  id,
  number: z.string(),
  state,
  stateNote: z.string(),
  version: z.number(),
  throughDay: day,
  client: z.object({ id, number: z.string(), name: z.string(), ebilled: z.boolean() }),
  /** the lead: its billing timekeeper decides */
  matter: deskMatter,
  /** all of them, by number, with what each comes to before tax */
  matters: z.array(
    deskMatter.extend({
      clientId: id,
      client: z.string(),
      lines: z.number(),
      hours: z.string(),
      fees: money,
      disbursements: money,
      charges: money,
      net: money,
    }),
  ),
  entity: z.string(),
  currency: z.string(),
  billingTimekeeper: z.string(),
  lines: z.array(deskLine),
  adjustments: z.array(
    z.object({
      id,
      label: z.string(),
      amount: money.nullable(),
      percentPpm: ppm.nullable(),
      spread: z.string(),
      /** numbers of the matters it is for; none: all */
      matters: z.array(z.string()),
      reason: z.string(),
      /** the clause that made it; null: made by hand */
      clauseId: id.nullable(),
      effect: money,
    }),
  ),
  amounts,
  /** what was agreed, as it acts here */
  terms: z.object({
    on: day,
    stale: z.string().nullable(),
    steps: z.array(
      z.object({
        clauseId: id,
        engagementId: id,
        label: z.string(),
        sentence: z.string(),
        change: money,
        /** numbers of the matters it is for; none: all */
        matters: z.array(z.string()),
        cap: z
          .object({
            amount: money,
            used: money,
            here: money,
            over: money,
            hard: z.boolean(),
          })
          .nullable(),
      }),
    ),
    off: z.array(z.object({ label: z.string(), reason: z.string() })),
  }),
  payers: z.array(perPayer),
  /** what stops submitting, approving or billing; each names its mend */
  problems: z.array(
    z.object({
      what: z.string(),
      mend: z.string(),
      href: z.string().nullable(),
      stops: z.enum(['submit', 'approve', 'bill']),
    }),
  ),
  newWip: z.object({ cards: z.number(), hours: z.string(), wip: money }),
  history: z.array(
    z.object({
      sequence: z.number(),
      operation: z.string(),
      sentence: z.string(),
      reason: z.string(),
      who: z.string(),
      recordedAt: z.string(),
      undone: z.boolean(),
      lines: z.number(),
    }),
  ),
  steps: z.array(
    z.object({ from: z.string(), to: z.string(), note: z.string(), who: z.string(), recordedAt: z.string() }),
  ),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  may: z.array(z.string()),
  previousId: id.nullable(),
  nextId: id.nullable(),
  invoices: z.array(z.object({ id, number: z.string() })),
});

export const showProforma = query({
  noun: 'proformas',
  verb: 'show',
  permission: 'see work',
  summary: 'The desk: lines, totals per payer, problems, history.',
  input: z.strictObject({ id }),
  output: proformaSheet,
});
