import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Cycle, Every } from '../cycle.ts';

/** The cycle that counts for each matter on a day: its own, its client's or the firm's. A matter without any is always due. */
export async function cyclesOn(
  db: Reading['db'],
  matterIds: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, Cycle>> {
  const { rows } = await sql<{ matter_id: string; every: Every; end_month: number; of: Cycle['of'] }>`
    select m.id as matter_id, b.every, b.end_month, case when b.matter_id is not null then 'matter' when b.client_id is not null then 'client' else 'firm' end as of
    from matter_brief m cross join lateral (
      select * from billing_cycle c where c.valid @> ${on}::date and c.every <> 'as-wider'
        and (c.matter_id = m.id or (c.matter_id is null and (c.client_id = m.client_id or c.client_id is null)))
      order by c.matter_id is null, c.client_id is null limit 1) b
    where m.id = any(${[...matterIds]}::uuid[])`.execute(db);
  return new Map(rows.map((r) => [r.matter_id, { every: r.every, endMonth: r.end_month, of: r.of }]));
}
