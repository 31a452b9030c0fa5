import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, hours, id, maybeWords, money, nothing, ppm, ratePerHour, words } from '../../platform/shapes.ts';
import { proformaSheet, SPREADS, deskLine } from './contract/sheet.ts';

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
