import { z } from 'zod';
import { command, query } from '../../../kernel/endpoint.ts';
import { day, id, nothing, words } from '../../../platform/shapes.ts';

export const listPeriods = query({
  noun: 'periods',
  verb: 'list',
  permission: 'see work',
  summary: 'Ledger periods of each entity with their state.',
  input: nothing,
  output: z.object({
    rows: z.array(
      z.object({
        id,
        entityId: id,
        entity: z.string(),
        name: z.string(),
        from: day,
        to: day,
        state: z.enum(['open', 'soft-closed', 'closed']),
      }),
    ),
  }),
});

export const openPeriods = command({
  noun: 'periods',
  verb: 'open-year',
  permission: 'set up firm',
  summary: 'Open the twelve monthly periods of a year for an entity.',
  input: z.strictObject({ entityId: id, year: z.number().int().min(2000).max(2200) }),
  output: z.object({ opened: z.number() }),
});

export const setPeriodState = command({
  noun: 'periods',
  verb: 'set-state',
  permission: 'set up firm',
  summary: 'Open, soft-close or close a period.',
  input: z.strictObject({ id, state: z.enum(['open', 'soft-closed', 'closed']), reason: words(300) }),
  output: z.object({ id }),
});

export const closeYear = command({
  noun: 'periods',
  verb: 'close-year',
  permission: 'set up firm',
  summary:
    'Close every month of a financial year that is over and open the months of the next that are missing; its result stands under retained earnings from then on.',
  input: z.strictObject({
    entityId: id,
    /** the calendar year its first month lies in */
    year: z.number().int().min(2000).max(2200),
    reason: words(300),
  }),
  output: z.object({ from: day, to: day, closed: z.number(), opened: z.number() }),
});
