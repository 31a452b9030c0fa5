import { sql } from 'kysely';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract/redline.ts';

/** Looking changes nothing of the firm's, so it leaves no event; what was seen the time before is what is new since. */
export const lookAtProforma: Command = handleCommand(c.lookAtProforma, async (work, { id }) => {
  const there = await work.db.selectFrom('proforma').select('id').where('id', '=', id).executeTakeFirst();
  if (!there) return refuse('not-found', 'There is no such proforma.');
  await sql`insert into proforma_look as l (proforma_id, person_id, seen_at, seen)
    select ${id}::uuid, ${work.actor.personId}::uuid, clock_timestamp(),
      coalesce((select array_agg(sequence) from proforma_edit where proforma_id = ${id}::uuid and undone_at is null and not superseded), '{}')
    on conflict (proforma_id, person_id) do update set seen_at = excluded.seen_at, seen = excluded.seen,
      before_at = case when l.seen_at < clock_timestamp() - interval '30 minutes' then l.seen_at else l.before_at end,
      before = case when l.seen_at < clock_timestamp() - interval '30 minutes' then l.seen else l.before end`.execute(
    work.db,
  );
  return done({ id });
});
