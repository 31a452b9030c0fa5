import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading, Work } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import type { ReviewLink } from '../link.ts';

export interface KeptLink extends ReviewLink {
  readonly personId: string | null;
  readonly guest: string;
  readonly madeBy: string;
  readonly contentHash: Buffer | null;
}

/** A link by its id; locked when it is about to be used. */
export async function linkOf(db: Reading['db'], id: string, lock: boolean): Promise<KeptLink | null> {
  const { rows } = await sql<{
    id: string;
    kind: KeptLink['kind'];
    proforma_id: string;
    ends_on: Day;
    revoked: boolean;
    used: boolean;
    person_id: string | null;
    guest_name: string;
    made_by: string;
    content_hash: Buffer | null;
  }>`select id, kind, proforma_id, ends_on, revoked_at is not null as revoked, used_at is not null as used, person_id, guest_name, made_by, content_hash
    from review_link where id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(db);
  const [row] = rows;
  return row
    ? {
        id: row.id,
        kind: row.kind,
        proformaId: row.proforma_id,
        endsOn: row.ends_on,
        revoked: row.revoked,
        used: row.used,
        personId: row.person_id,
        guest: row.guest_name,
        madeBy: row.made_by,
        contentHash: row.content_hash,
      }
    : null;
}

export interface Use {
  readonly what: string;
  readonly note: string;
  readonly recordedAt: string;
}

export async function usesOf(db: Reading['db'], linkIds: readonly string[]): Promise<ReadonlyMap<string, Use[]>> {
  const { rows } = await sql<{ link_id: string; what: string; note: string; recorded_at: Date }>`
    select link_id, what, note, recorded_at from review_link_use where link_id = any(${[...linkIds]}::uuid[]) order by recorded_at`.execute(
    db,
  );
  return new Map(
    [...Map.groupBy(rows, (r) => r.link_id)].map(([id, uses]) => [
      id,
      uses.map((u) => ({ what: u.what, note: u.note, recordedAt: instant(u.recorded_at) })),
    ]),
  );
}

export async function keepUse(work: Work, linkId: string, what: string, note: string): Promise<void> {
  await sql`insert into review_link_use (id, link_id, what, note, address)
    values (gen_random_uuid(), ${linkId}, ${what}, ${note}, ${work.actor.address})`.execute(work.db);
}
