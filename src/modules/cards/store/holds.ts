import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';

/** Holds cards that the caller has locked. */
export async function holdUnderLock(
  work: Work,
  cardIds: readonly string[],
  reason: string,
  untilDay: string | null,
): Promise<void> {
  await sql`insert into card_hold (id, card_id, reason, until_day, placed_by)
    select gen_random_uuid(), id, ${reason}, ${untilDay}::date, ${work.actor.personId}::uuid from unnest(${[...cardIds]}::uuid[]) as t(id)
    on conflict (card_id) where released_at is null do nothing`.execute(work.db);
}

export async function releaseUnderLock(work: Work, cardIds: readonly string[]): Promise<void> {
  await sql`update card_hold set released_at = clock_timestamp(), released_by = ${work.actor.personId}
    where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(work.db);
}

export async function heldBy(
  work: Work,
  cardIds: readonly string[],
): Promise<{ cardId: string; reason: string; untilDay: string | null }[]> {
  const { rows } = await sql<{ card_id: string; reason: string; until_day: string | null }>`
    select card_id, reason, until_day from card_hold where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(
    work.db,
  );
  return rows.map((r) => ({ cardId: r.card_id, reason: r.reason, untilDay: r.until_day }));
}
