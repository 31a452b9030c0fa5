import { sql } from 'kysely';
import type { Day } from '../kernel/day.ts';
import type { Work } from './command.ts';

/** Tables that keep a line in versions, each from its day to the day before the next one's. */
type Versions = 'budget' | 'docket_rule';

export interface Cut {
  readonly id: string;
  /** it was to count from that very day and never did: it stays on record, marked */
  readonly replaced: boolean;
}

/**
 * Makes room on a line from a day on: the version that counts then counts to the day before. Null where none counts any more; where
 * one is to count from a later day, nothing is changed and that day is told.
 */
export async function cutLine(
  work: Work,
  table: Versions,
  lineId: string,
  on: Day,
): Promise<Cut | { readonly later: Day } | null> {
  const { rows } = await sql<{ id: string; from: Day }>`
    select id, lower(valid)::text as from from ${sql.table(table)}
    where line_id = ${lineId}::uuid and replaced_at is null and (upper(valid) is null or upper(valid) > ${on}::date)
    order by lower(valid) for update`.execute(work.db);
  const [version] = rows;
  if (!version) return null;
  const later = rows.find((row) => row.from > on);
  if (later) return { later: later.from };
  const replaced = version.from === on;
  await (
    replaced
      ? sql`update ${sql.table(table)} set replaced_at = clock_timestamp() where id = ${version.id}::uuid`
      : sql`update ${sql.table(table)} set valid = daterange(lower(valid), ${on}::date) where id = ${version.id}::uuid`
  ).execute(work.db);
  return { id: version.id, replaced };
}
