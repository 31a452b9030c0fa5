import { sql } from 'kysely';
import { done } from '../../../kernel/outcome.ts';
import type { Actor, Engine } from '../../../platform/command.ts';
import { performInside } from '../../../platform/inside.ts';

/** Notes that somebody looked at the pages of a proforma, so that edits made after it can be told. */
export async function notePreview(engine: Engine, actor: Actor, proformaId: string): Promise<void> {
  // Saved at the command line, they were not looked at by anybody.
  if (actor.via === 'cli') return;
  const about = { name: 'proformas preview', permission: 'see work', actor } as const;
  await performInside(engine, about, async (work) => {
    await sql`insert into proforma_preview (proforma_id, person_id, seen_at) values (${proformaId}::uuid, ${actor.personId}::uuid, clock_timestamp())
      on conflict (proforma_id) do update set person_id = excluded.person_id, seen_at = excluded.seen_at`.execute(
      work.db,
    );
    return done(null);
  });
}
