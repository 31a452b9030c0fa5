import { z } from 'zod';
import { command, query } from '../../kernel/endpoint.ts';
import { day, id, money, nothing, words } from '../../platform/shapes.ts';

/** Open balances of the firm's earlier books: WIP, invoices, unapplied cash, each file taken and taken back as one. */

const kind = z.enum(['wip', 'invoices', 'unapplied']);

export const takeOpening = command({
  noun: 'openings',
  verb: 'take',
  permission: 'open balances',
  summary:
    'Take a file of open WIP, open invoices or unapplied cash as of the cut-over day; it must sum to the control totals.',
  input: z.strictObject({
    entityId: id,
    kind,
    cutoverDay: day,
    fileName: words(200),
    file: z.union([z.strictObject({ base64: z.base64() }), z.strictObject({ text: z.string() })]),
    /** what the earlier books say, one amount per currency */
    control: z.array(money).min(1).max(20),
    /** for dates such as 03/04/2026 */
    dates: z.enum(['iso', 'day-month-year', 'month-day-year', 'excel-serial']).optional(),
  }),
  output: z.object({ id, rows: z.number(), totals: z.array(money) }),
});

export const takeBackOpening = command({
  noun: 'openings',
  verb: 'take-back',
  permission: 'open balances',
  summary: 'Take an opening file back as one, as long as nothing was built on it.',
  input: z.strictObject({ id, reason: words(300) }),
  output: z.object({ id, rows: z.number() }),
});

export const listOpenings = query({
  noun: 'openings',
  verb: 'list',
  permission: 'see money',
  summary: 'Opening files with their control totals.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        entity: z.string(),
        kind,
        cutoverDay: day,
        fileName: z.string(),
        rows: z.number(),
        control: z.array(money),
        state: z.enum(['taken', 'taken-back']),
        recordedAt: z.string(),
      }),
    ),
  }),
});

export const openingColumns = query({
  noun: 'openings',
  verb: 'columns',
  permission: 'see money',
  summary: 'The columns that each kind of opening file has.',
  input: nothing,
  output: z.object({
    kinds: z.array(z.object({ kind, needs: z.array(z.string()), may: z.array(z.string()) })),
  }),
});
