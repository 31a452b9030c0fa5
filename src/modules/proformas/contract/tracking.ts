import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page, yes } from '../../../platform/shapes.ts';
import { state } from './states.ts';

export const trackingRow = z.object({
  id,
  number: z.string(),
  state,
  stateNote: z.string(),
  daysInState: z.number(),
  clientId: id,
  client: z.string(),
  matterId: id,
  /** the lead’s number, and how many more: `1001-001 +2` */
  matter: z.string(),
  matterName: z.string(),
  /** all of them */
  matters: z.array(z.object({ id, number: z.string(), name: z.string() })),
  billingTimekeeper: z.string(),
  /** whose answer is awaited now */
  holders: z.array(z.string()),
  /** who is editing it at this moment */
  editing: z.string().nullable(),
  /** in its state for longer than the policy says */
  urgent: z.boolean(),
  throughDay: day,
  lines: z.number(),
  hours: z.string(),
  work: money,
  bill: money,
  reduction: money,
  held: z.number(),
  excluded: z.number(),
  edits: z.number(),
  /** that wait for a decision */
  proposals: z.number(),
  comments: z.number(),
  newCards: z.number(),
  problems: z.array(z.string()),
  /** flags that stand, as the rules last found them */
  flags: z.object({ block: z.number(), fix: z.number(), warn: z.number() }),
  version: z.number(),
});

export const listProformas = query({
  noun: 'proformas',
  verb: 'list',
  permission: 'see work',
  summary: 'Tracking: one row per proforma, with counts per state.',
  input: z.strictObject({
    words: maybeWords(),
    state: state.optional(),
    open: z.stringbool().optional(),
    clientId: id.optional(),
    /** on which this matter is, alone or with others */
    matterId: id.optional(),
    billingTimekeeperId: id.optional(),
    /** only those in their state for longer than the policy says */
    urgent: yes,
    /** only those on which proposals wait */
    proposals: yes,
    ...page,
  }),
  output: z.object({
    total: z.number(),
    /** `bill` is what open ones come to before tax; what is billed, closed or reversed is told by its invoices */
    buckets: z.array(z.object({ state, count: z.number(), bill: z.array(money) })),
    rows: z.array(trackingRow),
  }),
});
