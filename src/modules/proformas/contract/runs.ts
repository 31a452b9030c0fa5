import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, money, page, words } from '../../../platform/shapes.ts';
import { CARD_KINDS } from '../../cards/contract.ts';
import { TOGETHER } from '../../clients/contract.ts';

export const criteria = z.strictObject({
  /** the first day of work; left out: all up to the through day */
  fromDay: day.optional(),
  throughDay: day,
  clientId: id.optional(),
  /** the clients of one group, as written on them */
  group: words(100).optional(),
  /** the matters of one legal entity */
  entityId: id.optional(),
  billingTimekeeperId: id.optional(),
  /** the matters of one family */
  familyId: id.optional(),
  matterId: id.optional(),
  /** skip a matter whose cards are worth less; one amount per currency, others are not compared */
  thresholds: z
    .array(money)
    .max(30)
    .default([])
    .refine((all) => all.every((least) => !least.minor.startsWith('-')), {
      error: 'a threshold is zero or above; leave it out to take every matter',
    })
    .refine((all) => new Set(all.map((least) => least.currency)).size === all.length, {
      error: 'give one threshold per currency',
    }),
  kinds: z
    .array(z.enum(CARD_KINDS))
    .min(1)
    .default([...CARD_KINDS]),
  /** only matters whose attorney asked for a bill on an ageing list */
  asked: z.boolean().default(false),
  /** what becomes of new cards where a proforma is open: left, or gathered while nobody reviews it */
  existing: z.enum(['leave', 'gather']).default('leave'),
  /** leave out what isn’t due by its billing cycle */
  cycles: z.boolean().default(true),
  /** which matters go on one proforma; left out: as each client wants it */
  together: z.enum(TOGETHER).optional(),
});

export type RunCriteria = z.output<typeof criteria>;

/** The names of what criteria name by id; empty where they don't. */
export const criteriaNames = z.object({
  client: z.string(),
  family: z.string(),
  matter: z.string(),
  billingTimekeeper: z.string(),
  entity: z.string(),
});
export type CriteriaNames = z.output<typeof criteriaNames>;

export const outcomeRow = z.object({
  matterId: id,
  matter: z.string(),
  client: z.string(),
  outcome: z.enum(['generated', 'gathered', 'existing', 'skipped']),
  reason: z.string(),
  proformaId: id.nullable(),
  proforma: z.string().nullable(),
  cards: z.number(),
  wip: money,
});

export const startRun = command({
  noun: 'runs',
  verb: 'start',
  permission: 'run proformas',
  summary: 'Generate proformas. Every matter considered has an outcome and a reason. Rehearse with dryRun.',
  input: criteria,
  output: z.object({
    id,
    generated: z.number(),
    gathered: z.number(),
    existing: z.number(),
    skipped: z.number(),
    /** proformas made, of which each may have several matters */
    proformas: z.number(),
    outcomes: z.array(outcomeRow),
  }),
});

export const listRuns = query({
  noun: 'runs',
  verb: 'list',
  permission: 'see work',
  summary: 'Runs with their counts.',
  input: z.strictObject(page),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        fromDay: day.nullable(),
        throughDay: day,
        who: z.string(),
        recordedAt: z.string(),
        generated: z.number(),
        gathered: z.number(),
        existing: z.number(),
        skipped: z.number(),
      }),
    ),
  }),
});

export const showRun = query({
  noun: 'runs',
  verb: 'show',
  permission: 'see work',
  summary: 'One run: criteria and why each matter is in or out.',
  input: z.strictObject({ id }),
  output: z.object({
    id,
    criteria,
    about: z.string(),
    who: z.string(),
    recordedAt: z.string(),
    rows: z.array(outcomeRow),
  }),
});
