import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { permitted, type Role } from '../../../kernel/permission.ts';
import { handleQuery } from '../../../platform/command.ts';
import * as c from '../contract/links.ts';
import { usesOf } from '../store/links.ts';

function standingOf(
  link: { readonly used: boolean; readonly revoked: boolean; readonly ends_on: Day },
  today: Day,
): 'live' | 'used' | 'revoked' | 'ended' {
  if (link.used) return 'used';
  if (link.revoked) return 'revoked';
  return today > link.ends_on ? 'ended' : 'live';
}

export const listLinks = handleQuery(c.listLinks, async ({ db, actor, today }, { id }) => {
  const { rows } = await sql<{
    id: string;
    kind: 'review' | 'approve';
    who: string;
    email: string;
    made_by: string;
    made_by_name: string;
    person_id: string | null;
    ends_on: Day;
    revoked: boolean;
    used: boolean;
  }>`select l.id, l.kind, coalesce(p.name, l.guest_name) as who, coalesce(p.email, l.guest_email) as email, l.made_by, b.name as made_by_name, l.person_id,
      l.ends_on, l.revoked_at is not null as revoked, l.used_at is not null as used
    from review_link l join person_brief b on b.id = l.made_by left join person_contact p on p.id = l.person_id
    where l.proforma_id = ${id} order by l.recorded_at`.execute(db);
  const uses = await usesOf(
    db,
    rows.map((r) => r.id),
  );
  const { rows: people } = await sql<{ id: string; name: string; roles: Role[] }>`
    select distinct p.id, p.name, p.roles from person_contact p join person_limit_known l on l.person_id = p.id and l.kind = 'approve-by-mail'
    where p.active order by p.name`.execute(db);
  return {
    rows: rows.map((r) => ({
      linkId: r.id,
      kind: r.kind,
      who: r.who,
      email: r.email,
      madeBy: r.made_by_name,
      endsOn: r.ends_on,
      standing: standingOf(r, today),
      yours: (r.kind === 'review' ? r.made_by : r.person_id) === actor.personId,
      uses: uses.get(r.id) ?? [],
    })),
    approvers: people
      .filter((p) => permitted(p.roles, 'approve proformas'))
      .map((p) => ({ personId: p.id, name: p.name })),
  };
});
