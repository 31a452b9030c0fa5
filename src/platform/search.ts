import { sql } from 'kysely';
import { folded } from '../kernel/text.ts';
import type { Tx } from './database.ts';

export interface SearchEntry {
  readonly type: string;
  readonly id: string;
  readonly clientId: string | null;
  readonly matterId: string | null;
  readonly title: string;
  readonly subtitle: string;
  readonly words: string;
  readonly href: string;
}

/** Keeps what an object is found by; written in the transaction that changes the object. */
export async function saveSearchEntry(db: Tx['db'], entry: SearchEntry): Promise<void> {
  await db
    .insertInto('search_entry')
    .values({
      subject_type: entry.type,
      subject_id: entry.id,
      client_id: entry.clientId,
      matter_id: entry.matterId,
      title: entry.title,
      subtitle: entry.subtitle,
      words: folded(entry.words),
      href: entry.href,
    })
    .onConflict((oc) =>
      oc.columns(['subject_type', 'subject_id']).doUpdateSet({
        client_id: sql`excluded.client_id`,
        matter_id: sql`excluded.matter_id`,
        title: sql`excluded.title`,
        subtitle: sql`excluded.subtitle`,
        words: sql`excluded.words`,
        href: sql`excluded.href`,
      }),
    )
    .execute();
}
