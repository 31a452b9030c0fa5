import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, hours, id, maybeWords, money, nothing, ppm, ratePerHour, words } from '../../platform/shapes.ts';
import { CARD_KINDS, COST_KINDS } from '../cards/contract.ts';
import { state } from './contract/states.ts';

/** How an adjustment is spread over lines; by value within the lines meant, or by hours. */
export const SPREADS = ['by-value', 'by-hours', 'timekeepers', 'fees-only', 'soft-costs-only'] as const;

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
  workDate: day,
  narrative: z.string(),
  taskCode: z.string().nullable(),
  activityCode: z.string().nullable(),
  expenseCode: z.string().nullable(),
  hours: z.string(),
  ratePerHour: ratePerHour.nullable(),
  /** before the proforma's adjustments */
  amount: money,
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
  /** the values as recorded, to show greyed where they were edited */
  original: z.object({
    workDate: day,
    narrative: z.string(),
    taskCode: z.string().nullable(),
    activityCode: z.string().nullable(),
    expenseCode: z.string().nullable(),
    hours: z.string(),
    ratePerHour: ratePerHour.nullable(),
    amount: money,
  }),
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

const onLines = {
  lines: z
    .array(z.strictObject({ id, version: z.number().int() }))
    .min(1)
    .max(5000),
};
const reason = words(300);
const codeChange = z.strictObject({
  kind: z.enum(['task', 'activity', 'expense']),
  from: z.string().trim().min(1).max(20),
  to: z.string().trim().min(1).max(20).nullable(),
});
const part = z.strictObject({
  hours: hours.optional(),
  amount: money.optional(),
  sharePpm: ppm.min(1).max(1_000_000).optional(),
  /** left out: as the line's */
  narrative: words(15_000).optional(),
});

/** One operation of the matrix on one or many lines. Every line carries the version that was seen. */
export const operation = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('exclude'), ...onLines }),
  z.strictObject({ do: z.literal('include'), ...onLines }),
  z.strictObject({
    do: z.literal('hold'),
    ...onLines,
    reason,
    untilDay: day.nullable().default(null),
    /** something expected on the matter; when it happens the hold ends */
    untilEventId: id.nullable().default(null),
  }),
  z.strictObject({ do: z.literal('release'), ...onLines }),
  z.strictObject({ do: z.literal('no-charge'), ...onLines, on: z.boolean(), reason }),
  z.strictObject({ do: z.literal('print'), ...onLines, on: z.boolean() }),
  z.strictObject({ do: z.literal('set-hours'), ...onLines, hours, reason }),
  z.strictObject({ do: z.literal('set-rate'), ...onLines, ratePerHour, reason }),
  z.strictObject({ do: z.literal('set-amount'), ...onLines, amount: money, reason }),
  /** write-down below zero, write-up above; millionths of the line's amount */
  z.strictObject({
    do: z.literal('change-by-percent'),
    ...onLines,
    percentPpm: ppm.min(-1_000_000).max(1_000_000),
    reason,
  }),
  z.strictObject({
    do: z.literal('set-words'),
    ...onLines,
    narrative: words(15_000).optional(),
    workDate: day.optional(),
    taskCode: z.string().trim().max(20).nullable().optional(),
    activityCode: z.string().trim().max(20).nullable().optional(),
    expenseCode: z.string().trim().max(20).nullable().optional(),
    reason: maybeWords(300),
  }),
  /** find and replace over narratives; lines without the words stay as they are */
  z.strictObject({
    do: z.literal('replace-words'),
    ...onLines,
    find: z.string().min(1, { error: 'say what to look for' }).max(500),
    by: z.string().max(2000),
    wholeWords: z.boolean().default(false),
    matchCase: z.boolean().default(false),
    reason: maybeWords(300),
  }),
  z.strictObject({ do: z.literal('restore'), ...onLines, reason: maybeWords(300) }),
  z.strictObject({
    do: z.literal('purge'),
    ...onLines,
    reason,
    type: z.enum(['courtesy', 'not-billable', 'duplicate', 'agreed-cap', 'error']),
  }),
  z.strictObject({
    do: z.literal('transfer'),
    ...onLines,
    toMatterId: id,
    rates: z.enum(['keep', 're-rate']),
    /** codes the lines get on the other matter, old to new; null takes one away */
    remap: z.array(codeChange).max(100).default([]),
    reason,
  }),
  z.strictObject({
    do: z.literal('divide'),
    lines: onLines.lines.max(500),
    /** all by hours, all by amount (of one line), or all by share, which sums to 1,000,000 */
    parts: z.array(part).min(2).max(20),
    reason: maybeWords(300),
  }),
  z.strictObject({
    do: z.literal('combine'),
    lines: onLines.lines.min(2).max(500),
    /** left out: the narratives one after the other */
    narrative: words(15_000).optional(),
    /** left out: the latest of their days */
    workDate: day.optional(),
    reason: maybeWords(300),
  }),
  /** the lines' shares among the matter's payers, summing to 1,000,000; none: as the matter says */
  z.strictObject({
    do: z.literal('split'),
    ...onLines,
    shares: z.array(z.strictObject({ payerId: id, sharePpm: ppm.min(1).max(1_000_000) })).max(20),
    reason: maybeWords(300),
  }),
  z.strictObject({ do: z.literal('re-rate'), ...onLines, reason }),
  z.strictObject({
    do: z.literal('adjust'),
    label: words(80),
    amount: money.nullable().default(null),
    percentPpm: ppm.min(-1_000_000).max(1_000_000).nullable().default(null),
    spread: z.enum(SPREADS).default('by-value'),
    /** whose time it is spread over, when spread to named timekeepers */
    timekeeperIds: z.array(id).max(100).default([]),
    /** whose lines it is spread over, of several matters; none: all of them */
    matterIds: z.array(id).max(500).optional(),
    reason,
  }),
  z.strictObject({ do: z.literal('remove-adjustment'), adjustmentId: id, reason: maybeWords(300) }),
  /** what the engagement's clauses make of the lines by now, in the place of what stands */
  z.strictObject({
    do: z.literal('apply-terms'),
    /** the day of the invoice, where it isn't today */
    on: day.nullable().default(null),
    /** also what was taken off */
    again: z.boolean().default(false),
  }),
]);

/** What is other than before: changed and new lines, and which left. Lines go by kind, day and number. */
const sheetChanges = proformaSheet.omit({ lines: true }).extend({
  lines: z.array(deskLine),
  gone: z.array(id),
});

export const after = z.object({
  changed: z.number(),
  sentence: z.string(),
  before: money,
  after: money,
  /** unless only the changes were asked for */
  sheet: proformaSheet.nullable(),
  changes: sheetChanges.nullable(),
});
/** On a long proforma the changes alone are a hundredth of the whole. */
const wanted = { answer: z.enum(['sheet', 'changes']).default('sheet') };

export const editProforma = command({
  noun: 'proformas',
  verb: 'edit',
  permission: 'edit proformas',
  summary: 'Do one operation on lines of a proforma. Rehearse with dryRun to see count and money effect.',
  input: z.strictObject({ id, operation, ...wanted }),
  output: after,
});

export const undoEdit = command({
  noun: 'proformas',
  verb: 'undo',
  permission: 'edit proformas',
  summary: 'Undo the latest edit.',
  input: z.strictObject({ id, sequence: z.number().int().optional(), ...wanted }),
  output: after,
});

export const redoEdit = command({
  noun: 'proformas',
  verb: 'redo',
  permission: 'edit proformas',
  summary: 'Redo what was undone last.',
  input: z.strictObject({ id, ...wanted }),
  output: after,
});

export const gatherCards = command({
  noun: 'proformas',
  verb: 'gather',
  permission: 'edit proformas',
  summary: 'Pull WIP recorded since generation, up to the proforma’s through date, into it.',
  input: z.strictObject({ id, ...wanted }),
  output: after,
});

export const listReasons = query({
  noun: 'reasons',
  verb: 'list',
  permission: 'see work',
  summary: 'The reasons offered for write-downs, holds, purges and transfers.',
  input: nothing,
  output: z.object({ rows: z.array(z.object({ operation: z.string(), reason: z.string() })) }),
});
