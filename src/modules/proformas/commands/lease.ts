import { sql } from 'kysely';
import { assert, done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/leases.ts';

const LASTS = '60 seconds';

interface Held {
  person_id: string;
  holder: string | null;
  taken_at: Date;
  taken_from: string | null;
}

/**
 * A lease shows who is editing; what keeps edits apart are the versions of lines. It is renewed every few seconds, so only
 * taking it over from somebody leaves an event.
 */
export const takeLease: Command = handleCommand(c.takeLease, async (work, { proformaId, over }) => {
  const me = work.actor.personId;
  const proforma = await work.db
    .selectFrom('proforma')
    .select(['id', 'version', 'entity_id', 'client_id', 'matter_id'])
    .where('id', '=', proformaId)
    .executeTakeFirst();
  if (!proforma) return refuse('not-found', 'There is no such proforma.');
  const before = await heldBy(work, proformaId);
  const others = before !== null && before.person_id !== me;
  if (!others || over) {
    // Only who asks to takes it from another, who may have taken it just now.
    await sql`insert into proforma_lease as l (proforma_id, person_id, expires_at)
      values (${proformaId}::uuid, ${me}::uuid, clock_timestamp() + ${LASTS}::interval)
      on conflict (proforma_id) do update set person_id = excluded.person_id, expires_at = excluded.expires_at,
        taken_at = case when l.person_id = excluded.person_id and l.expires_at > clock_timestamp() then l.taken_at else clock_timestamp() end,
        taken_from = case when l.person_id = excluded.person_id then l.taken_from
          when l.expires_at > clock_timestamp() then l.person_id end
      where ${over} or l.person_id = excluded.person_id or l.expires_at <= clock_timestamp()`.execute(work.db);
  }
  if (others && over) {
    await work.announce({
      name: 'proforma taken over',
      subject: { type: 'proforma', id: proformaId },
      entityId: proforma.entity_id,
      clientId: proforma.client_id,
      matterId: proforma.matter_id,
      facts: { from: before.person_id },
    });
  }
  const now = await heldBy(work, proformaId);
  assert(now, 'somebody has the lease now');
  return done({
    mine: now.person_id === me,
    holder: now.holder ?? '',
    since: instant(now.taken_at),
    tookFromMe: now.person_id !== me && now.taken_from === me,
    version: proforma.version,
  });
});

async function heldBy(work: Work, proformaId: string): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select l.person_id, p.name as holder, l.taken_at, l.taken_from from proforma_lease l left join person_brief p on p.id = l.person_id
    where l.proforma_id = ${proformaId}::uuid and l.expires_at > clock_timestamp()`.execute(work.db);
  return rows[0] ?? null;
}

export const releaseLease: Command = handleCommand(c.releaseLease, async (work, { proformaId }) => {
  const gone = await work.db
    .deleteFrom('proforma_lease')
    .where('proforma_id', '=', proformaId)
    .where('person_id', '=', work.actor.personId)
    .executeTakeFirst();
  return done({ released: gone.numDeletedRows > 0n });
});
