import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import type { Adjustment } from '../spread.ts';

/** The adjustments in force of proformas, in the order in which they are spread. */
export async function loadAdjustments(db: Reading['db'], ids: readonly string[]): Promise<Map<string, Adjustment[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('proforma_adjustment')
    .selectAll()
    .where('proforma_id', 'in', [...ids])
    .where('active', '=', true)
    // what was made by hand before what follows from clauses
    .orderBy(sql`clause_id is not null`)
    .orderBy('position')
    .orderBy('id')
    .execute();
  const of = (r: (typeof rows)[number]): Adjustment => ({
    id: r.id,
    label: r.label,
    amountMinor: r.amount_minor,
    percentPpm: r.percent_ppm,
    spread: r.spread as Adjustment['spread'],
    timekeeperIds: r.timekeeper_ids,
    matterIds: r.matter_ids,
    lineIds: r.line_ids,
    reason: r.reason,
    clauseId: r.clause_id,
  });
  return new Map([...Map.groupBy(rows, (r) => r.proforma_id)].map(([id, group]) => [id, group.map(of)]));
}
