import { sql } from 'kysely';
import { counted } from '../../../kernel/text.ts';
import type { Work } from '../../../platform/command.ts';
import { writeLetter } from '../../../platform/letters.ts';
import { newId } from '../../../platform/new-id.ts';
import { type OldMatter, oldMatters } from './old-work.ts';

export interface Sent {
  readonly lists: number;
  readonly matters: number;
  readonly unreachable: readonly string[];
}

const SEND_LOCK = 4_711_006;

/** Two who send at once: the second waits, and sees what the first has sent. */
export async function lockLists(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEND_LOCK})`.execute(work.db);
}

/** Makes and mails the lists of all attorneys; each takes the place of the attorney's earlier one. */
export async function sendLists(work: Work, days: number): Promise<Sent> {
  await lockLists(work);
  const old = await oldMatters(work.db, work.today, days);
  const reached = old.filter((m) => m.personId !== null);
  for (const [personId, matters] of Map.groupBy(reached, (m) => m.personId ?? ''))
    await sendOne(work, personId, matters, days);
  return {
    lists: new Set(reached.map((m) => m.personId)).size,
    matters: reached.length,
    unreachable: [...new Set(old.filter((m) => m.personId === null).map((m) => m.timekeeper))].toSorted(),
  };
}

async function sendOne(work: Work, personId: string, matters: readonly OldMatter[], days: number): Promise<void> {
  const id = newId();
  const letterId = await writeLetter(work, {
    to: { personId },
    about: { type: 'ageing-list', id },
    subject: `Work older than ${days} days on ${counted(matters.length, 'matter')}`,
    body: letter(matters, days),
  });
  await sql`update ageing_list set replaced_at = clock_timestamp() where person_id = ${personId} and replaced_at is null`.execute(
    work.db,
  );
  await work.db
    .insertInto('ageing_list')
    .values({
      id,
      person_id: personId,
      as_of: work.today,
      older_than_days: days,
      letter_id: letterId,
      actor_id: work.actor.personId,
    })
    .execute();
  await work.db
    .insertInto('ageing_item')
    .values(
      matters.map((m) => ({
        list_id: id,
        matter_id: m.matterId,
        client_id: m.clientId,
        currency: m.currency,
        wip_minor: m.wipMinor,
        cards: m.cards,
        oldest_day: m.oldestDay,
      })),
    )
    .execute();
  await work.announce({
    name: 'ageing list sent',
    subject: { type: 'ageing-list', id },
    facts: { personId, matters: matters.length, olderThanDays: days, letterId },
  });
}

/** Matters and ages; amounts stay inside. */
function letter(matters: readonly OldMatter[], days: number): string {
  return [
    `These matters carry unbilled work older than ${days} days. For each, say whether it is billed in the next run, held until a day, or to be purged:`,
    '',
    ...matters.map((m) => `- ${m.matter}: ${counted(m.cards, 'card')}, the oldest of ${m.oldestDay}`),
    '',
    'Answer here, on a phone too: {site}/work/ageing',
  ].join('\n');
}
