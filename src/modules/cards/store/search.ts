import { sql } from 'kysely';
import { hoursText } from '../../../kernel/hours.ts';
import { decimalText } from '../../../kernel/money.ts';
import { folded } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import type { LockedCard } from './change.ts';
import type { PostedRow } from './rows.ts';

/** What a card is found by: its words and what the work is worth. */
const wordsOf = (narrative: string, workMinor: bigint, currency: string): string =>
  folded(`${narrative} ${decimalText(workMinor, currency)}`);

export async function insertSearch(work: Work, rows: readonly PostedRow[]): Promise<void> {
  await work.client.query({
    name: 'card-search',
    text: `insert into search_entry (subject_type, subject_id, client_id, matter_id, title, subtitle, words, href)
      select 'card', id, client, matter, title, subtitle, words, '/cards/' || id
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[]) as t(id, client, matter, title, subtitle, words)
      on conflict do nothing`,
    values: [
      rows.map((r) => r.cardId),
      rows.map((r) => r.clientId),
      rows.map((r) => r.matterId),
      rows.map((r) => r.draft.narrative.slice(0, 120)),
      rows.map((r) => subtitleOf(r)),
      rows.map((r) => wordsOf(r.draft.narrative, r.valued.workMinor, r.currency)),
    ],
  });
}

function subtitleOf(r: PostedRow): string {
  const size = r.draft.kind === 'time' ? `${hoursText(r.draft.workedSeconds)} h` : r.draft.kind;
  return `Card · ${r.draft.workDate} · ${size} · ${decimalText(r.wipMinor, r.currency)} ${r.currency}`;
}

/** A card whose words were corrected is found by those that it has now. */
export async function renewSearch(work: Work, card: LockedCard, narrative: string): Promise<void> {
  await sql`update search_entry set title = ${narrative.slice(0, 120)}, words = ${wordsOf(narrative, card.work_minor, card.currency)}
    where subject_type = 'card' and subject_id = ${card.id}::uuid`.execute(work.db);
}
