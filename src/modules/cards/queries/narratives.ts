import { sql } from 'kysely';
import { handleQuery, NotFound, type Query } from '../../../platform/command.ts';
import * as c from '../contract.ts';

const SHOWN = 5;
const LONGEST = 400;
/** how far back a client's cards are looked through, newest first */
const LOOKED_AT = 5_000;

/** Those that begin as typed come first, then those with all its words; the matter's own before its client's others. */
export const suggestNarratives: Query = handleQuery(c.suggestNarratives, async ({ db }, { matterId, words, kind }) => {
  const { rows: found } = await sql<{ client_id: string; language: string }>`
    select m.client_id, c.language from matter_brief m join client_brief c on c.id = m.client_id where m.id = ${matterId}::uuid`.execute(
    db,
  );
  const [matter] = found;
  if (!matter) throw new NotFound('There is no such matter.');
  const typed = words.trim().toLowerCase();
  const parts = typed.split(/\s+/).filter(Boolean).map(contains);
  const { rows } = await sql<{ narrative: string; uses: number; same: boolean }>`
    with earlier as (
      select k.narrative, k.matter_id, k.work_date from card k
      where k.client_id = ${matter.client_id}::uuid and k.kind = ${kind} and k.state <> 'taken-back' and length(k.narrative) between 3 and ${LONGEST}
      order by k.work_date desc limit ${LOOKED_AT})
    select narrative, count(*)::int as uses, bool_or(matter_id = ${matterId}::uuid) as same from earlier
    where lower(narrative) like all(${parts}::text[]) and lower(narrative) <> ${typed}
    group by narrative
    order by (lower(narrative) like ${startsWith(typed)}) desc, bool_or(matter_id = ${matterId}::uuid) desc, count(*) desc, max(work_date) desc, narrative
    limit ${SHOWN}`.execute(db);
  return {
    language: matter.language,
    rows: rows.map(({ narrative, uses, same }) => ({ narrative, uses, sameMatter: same })),
  };
});

/** Signs that have a meaning in a pattern are looked for as themselves. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

function contains(word: string): string {
  return `%${literal(word)}%`;
}

function startsWith(typed: string): string {
  return `${literal(typed)}%`;
}
