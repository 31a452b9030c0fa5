import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, money, ppm, words } from '../../../platform/shapes.ts';
import { COVERS } from '../budget.ts';

export { COVERS };

/** What a client agreed to spend, against what was billed, what is carried and what is still to come. */

const budgetRow = z.object({
  lineId: id,
  name: z.string(),
  scope: z.enum(['matter', 'family', 'portfolio']),
  clientId: id,
  client: z.string(),
  matterId: id.nullable(),
  matter: z.string(),
  familyId: id.nullable(),
  family: z.string(),
  covers: z.enum(COVERS),
  /** of a phase or a task: only work with these codes; none: all work */
  taskCodes: z.array(z.string()),
  amount: money,
  from: day.nullable(),
  to: day.nullable(),
  since: day,
  source: z.string(),
  billed: money,
  wip: money,
  used: money,
  left: money,
  usedPpm: ppm,
  expected: money,
  atCompletion: money,
  variance: money,
  matters: z.number(),
  /** matters of another currency, whose work is not counted */
  leftOut: z.number(),
});

export const listBudgets = query({
  noun: 'budgets',
  verb: 'list',
  permission: 'see money',
  summary:
    'Budgets with what is used, left and still to come; those about a matter when one is named, its family’s and client’s too.',
  input: z.strictObject({ clientId: id.optional(), matterId: id.optional() }),
  output: z.object({ rows: z.array(budgetRow) }),
});

export const setBudget = command({
  noun: 'budgets',
  verb: 'set',
  permission: 'set up matters',
  summary: 'Set a budget of a matter, a family or a client’s portfolio, or amend one from a day on (give its line).',
  input: z.strictObject({
    lineId: id.optional(),
    clientId: id,
    matterId: id.nullable().default(null),
    familyId: id.nullable().default(null),
    name: words(120),
    amount: money,
    covers: z.enum(COVERS).default('fees'),
    /** of a phase or a task: only work with these codes; none: all work */
    taskCodes: z.array(words(20)).max(50).default([]),
    /** work and bills of these days count; null: all */
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    /** the day the amount or its amendment was agreed */
    since: day,
    source: words(300),
  }),
  output: z.object({ lineId: id, usedPpm: ppm, left: money }),
});

export const endBudget = command({
  noun: 'budgets',
  verb: 'end',
  permission: 'set up matters',
  summary: 'End a budget from a day on; nothing is held against it any more.',
  input: z.strictObject({ lineId: id, on: day, reason: words(300) }),
  output: z.object({ lineId: id }),
});
