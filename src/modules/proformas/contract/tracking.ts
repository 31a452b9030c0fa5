import { z } from 'zod';
import { query } from '../../../kernel/endpoint.ts';
import { day, id, maybeWords, money, page } from '../../../platform/shapes.ts';
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
  matter: z.string(),
  matterName: z.string(),
  billingTimekeeper: z.string(),
  throughDay: day,
  lines: z.number(),
  hours: z.string(),
  work: money,
  bill: money,
  reduction: money,
  held: z.number(),
  excluded: z.number(),
  edits: z.number(),
  newCards: z.number(),
  problems: z.array(z.string()),
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
    billingTimekeeperId: id.optional(),
    ...page,
  }),
  output: z.object({
    total: z.number(),
    buckets: z.array(z.object({ state, count: z.number(), bill: z.array(money) })),
    rows: z.array(trackingRow),
  }),
});
