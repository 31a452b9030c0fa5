import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';

/** Ties cards to the file of the earlier books that they came with. */
export async function markOpening(work: Work, cardIds: readonly string[], openingId: string): Promise<void> {
  await sql`update card set opening_id = ${openingId}::uuid where id = any(${[...cardIds]}::uuid[])`.execute(work.db);
}

/** The words and codes that a proforma's edits gave open cards, kept on them when the proforma goes. */
export async function keepWords(
  work: Work,
  lines: readonly {
    readonly cardId: string;
    readonly narrative: string;
    readonly taskCode: string | null;
    readonly activityCode: string | null;
  }[],
): Promise<void> {
  await sql`update card set narrative = c.narrative, task_code = c.task, activity_code = c.activity, version = version + 1
    from unnest(${lines.map((l) => l.cardId)}::uuid[], ${lines.map((l) => l.narrative)}::text[], ${lines.map((l) => l.taskCode)}::text[], ${lines.map((l) => l.activityCode)}::text[])
      as c(id, narrative, task, activity) where card.id = c.id and card.state = 'open'`.execute(work.db);
}

/** The agreed rates that cards had before a re-rating is undone. */
export async function restoreRates(
  work: Work,
  cards: readonly { readonly cardId: string; readonly agreedRateE4: string | bigint | null }[],
): Promise<void> {
  await sql`update card set agreed_rate_e4 = c.rate from unnest(${cards.map((c) => c.cardId)}::uuid[], ${cards.map((c) => c.agreedRateE4)}::int8[]) as c(id, rate)
    where card.id = c.id`.execute(work.db);
}
