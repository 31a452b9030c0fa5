import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import type { Engagement } from '../clause.ts';

/** A version counts to the day before; one that ended earlier stays as it is. */
export async function closeAt(work: Work, clauseId: string, from: Day, reason: string): Promise<void> {
  await sql`update engagement_clause set valid = daterange(lower(valid), least(upper(valid), ${from}::date)), ended_reason = ${reason}
    where id = ${clauseId}::uuid`.execute(work.db);
}

export async function announce(
  work: Work,
  engagement: Engagement,
  name: string,
  what: { reason: string; countsOn?: Day; facts: Record<string, unknown> },
): Promise<void> {
  await work.announce({
    name,
    subject: { type: 'engagement', id: engagement.id },
    clientId: engagement.clientId,
    reason: what.reason || null,
    facts: { title: engagement.title, ...what.facts },
    ...(what.countsOn ? { countsOn: what.countsOn } : {}),
  });
}
