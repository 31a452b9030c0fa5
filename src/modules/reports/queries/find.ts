import { sql } from 'kysely';
import { folded } from '../../../kernel/text.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

/** Find anything from one box: every word must occur; whole objects before single cards, better fits first. */
const find = handleQuery(c.findAnything, async ({ db }, input) => {
  const words = folded(input.words)
    .replaceAll(/[\\%_]/g, '\\$&')
    .split(/\s+/)
    .filter(Boolean)
    // An amount is indexed without the commas that it is shown with.
    .map((word) => (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(word) ? word.replaceAll(',', '') : word))
    .slice(0, 8);
  const all = sql.join(
    words.map((word) => sql`words like ${`%${word}%`}`),
    sql` and `,
  );
  const { rows } = await sql<{ type: string; id: string; title: string; subtitle: string; href: string }>`
    select subject_type as type, subject_id as id, title, subtitle, href from search_entry where ${words.length === 0 ? sql`false` : all}
    order by array_position(array['matter', 'client', 'invoice', 'proforma', 'card'], subject_type), similarity(words, ${folded(input.words)}) desc, title
    limit ${input.limit}`.execute(db);
  return { rows };
});

const events = handleQuery(c.listEvents, async ({ db }, input) => {
  const like = `%${input.words}%`;
  const { rows } = await sql<{
    id: string;
    sequence: bigint | null;
    recorded_at: Date;
    name: string;
    who: string | null;
    via: string;
    command: string | null;
    reason: string | null;
    subject: string;
    facts: unknown;
    total: number;
  }>`select e.id, s.sequence, e.recorded_at, e.name, p.name as who, e.via, e.command, e.reason, e.subject_type || coalesce(' ' || e.subject_id::text, '') as subject, e.facts,
      count(*) over ()::int as total
    from event e left join event_seal s on s.event_id = e.id left join person_brief p on p.id = e.actor_id
    where (${input.subjectId ?? null}::uuid is null or e.subject_id = ${input.subjectId ?? null}::uuid)
      and (${input.words} = '' or e.name ilike ${like} or p.name ilike ${like} or e.reason ilike ${like})
    order by e.recorded_at desc, e.id desc limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((r) => ({
      id: r.id,
      sequence: r.sequence?.toString() ?? null,
      recordedAt: instant(r.recorded_at),
      name: r.name,
      who: r.who ?? '',
      via: r.via,
      command: r.command ?? '',
      reason: r.reason ?? '',
      subject: r.subject,
      facts: JSON.stringify(r.facts),
    })),
  };
});

export const findQueries: readonly Query[] = [find, events];
