import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';

/** Which of the events something else changed since the list; what was taken back itself doesn't count. */
export async function changedSince(
  work: Work,
  importId: string,
  eventIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.docket_event_id as id
    from docket_import own, docket_change c left join docket_import i on i.id = c.import_id
    where own.id = ${importId}::uuid and c.docket_event_id = any(${[...eventIds]}::uuid[]) and c.recorded_at > own.recorded_at
      and c.import_id is distinct from own.id and c.what <> 'taken-back' and i.taken_back_at is null`.execute(work.db);
  return new Set(rows.map((row) => row.id));
}

/** Writes what the events were before the list changed them. */
export async function revertChanged(work: Work, importId: string, eventIds: readonly string[]): Promise<void> {
  await sql`update docket_event e set matter_id = m.id, client_id = m.client_id, code = b.code, name = b.name, kind = b.kind, state = b.state,
      event_day = b."eventDay", due_day = b."dueDay", completed_day = b."completedDay", note = b.note, version = e.version + 1
    from docket_change c
      cross join lateral jsonb_to_record(c.before) as b("matterId" uuid, code text, name text, kind text, state text,
        "eventDay" date, "dueDay" date, "completedDay" date, note text)
      join matter_case m on m.id = b."matterId"
    where c.import_id = ${importId}::uuid and c.what = 'changed' and c.docket_event_id = e.id and e.id = any(${[...eventIds]}::uuid[])`.execute(
    work.db,
  );
}

/** What the list added is gone; what it lacked is no longer missing; what it brought back is gone or missing again. */
export async function revertMarks(work: Work, importId: string, eventIds: readonly string[]): Promise<void> {
  await sql`update docket_event e set version = e.version + 1,
      removed_at = case when c.what = 'added' or c.was_gone then clock_timestamp() else e.removed_at end,
      missing_since = case c.what when 'missing' then null when 'added' then e.missing_since else
        coalesce((select x.import_id from docket_change x where x.docket_event_id = e.id and x.what = 'missing' and x.import_id <> c.import_id
          order by x.recorded_at desc limit 1), case when c.was_gone then null else c.import_id end) end
    from docket_change c
    where c.import_id = ${importId}::uuid and c.what in ('added', 'missing', 'returned') and c.docket_event_id = e.id
      and e.id = any(${[...eventIds]}::uuid[])`.execute(work.db);
}
