import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';

export interface HoldHow {
  readonly reason: string;
  readonly untilDay: string | null;
  /** something expected to happen on the matter */
  readonly untilEventId?: string | null;
}

/** Holds cards that the caller has locked. */
export async function holdUnderLock(work: Work, cardIds: readonly string[], how: HoldHow): Promise<void> {
  await sql`insert into card_hold (id, card_id, reason, until_day, until_event_id, placed_by)
    select gen_random_uuid(), id, ${how.reason}, ${how.untilDay}::date, ${how.untilEventId ?? null}::uuid, ${work.actor.personId}::uuid
    from unnest(${[...cardIds]}::uuid[]) as t(id)
    on conflict (card_id) where released_at is null do nothing`.execute(work.db);
}

export async function releaseUnderLock(work: Work, cardIds: readonly string[]): Promise<void> {
  await sql`update card_hold set released_at = clock_timestamp(), released_by = ${work.actor.personId}
    where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(work.db);
}

export async function heldBy(work: Work, cardIds: readonly string[]): Promise<(HoldHow & { cardId: string })[]> {
  const { rows } = await sql<{
    card_id: string;
    reason: string;
    until_day: string | null;
    until_event_id: string | null;
  }>`
    select card_id, reason, until_day, until_event_id from card_hold where card_id = any(${[...cardIds]}::uuid[]) and released_at is null`.execute(
    work.db,
  );
  return rows.map((r) => ({
    cardId: r.card_id,
    reason: r.reason,
    untilDay: r.until_day,
    untilEventId: r.until_event_id,
  }));
}

/** Releases what waited for something that has now happened; gives the cards. */
export async function releaseWaiting(work: Work, eventId: string): Promise<string[]> {
  const { rows } = await sql<{ card_id: string }>`
    update card_hold set released_at = clock_timestamp(), released_by = ${work.actor.personId}
    where until_event_id = ${eventId}::uuid and released_at is null returning card_id`.execute(work.db);
  return rows.map((r) => r.card_id);
}
