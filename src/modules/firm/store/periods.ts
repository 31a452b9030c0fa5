import { addMonths, day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';

/** Opens twelve monthly periods of a calendar year; those that are there stay as they are. How many it opened. */
export async function openMonths(work: Work, entityId: string, year: number): Promise<number> {
  const first = day(`${year}-01-01`);
  const months = Array.from({ length: 12 }, (_, n) => addMonths(first, n));
  const opened = await work.db
    .insertInto('period')
    .values(
      months.map((month) => ({
        id: newId(),
        entity_id: entityId,
        name: month.slice(0, 7),
        days: `[${month},${addMonths(month, 1)})`,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .execute();
  return opened.length;
}
