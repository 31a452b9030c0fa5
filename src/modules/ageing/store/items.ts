import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Work } from '../../../platform/command.ts';
import type { Answer } from '../answer.ts';

/** A card as a hold or a purge found it. Durations in seconds, amounts in minor units, as text in JSON. */
export interface Changed {
  readonly cardId: string;
  readonly seconds?: string;
  readonly wipMinor?: string;
  readonly wipEntityMinor?: string;
}

export interface Item {
  readonly listId: string;
  readonly matterId: string;
  readonly matter: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly currency: string;
  readonly attorneyId: string;
  readonly asOf: Day;
  readonly olderThanDays: number;
  readonly replaced: boolean;
  readonly answer: Answer | null;
  readonly answeredBy: string | null;
  readonly decision: 'purged' | 'refused' | 'restored' | null;
  readonly changed: readonly Changed[];
}

/** One matter of a list, locked. */
export async function lockItem(work: Work, listId: string, matterId: string): Promise<Item | null> {
  const { rows } = await sql<{
    matter: string;
    client_id: string;
    entity_id: string;
    currency: string;
    person_id: string;
    as_of: Day;
    older_than_days: number;
    replaced: boolean;
    answer: Answer | null;
    answered_by: string | null;
    decision: Item['decision'];
    changed: Changed[];
  }>`
    select m.number as matter, i.client_id, m.entity_id, i.currency, l.person_id, l.as_of, l.older_than_days, l.replaced_at is not null as replaced,
      i.answer, i.answered_by, i.decision, i.changed
    from ageing_item i join ageing_list l on l.id = i.list_id join matter_brief m on m.id = i.matter_id
    where i.list_id = ${listId} and i.matter_id = ${matterId} for update of i`.execute(work.db);
  const [r] = rows;
  return r
    ? {
        listId,
        matterId,
        matter: r.matter,
        clientId: r.client_id,
        entityId: r.entity_id,
        currency: r.currency,
        attorneyId: r.person_id,
        asOf: r.as_of,
        olderThanDays: r.older_than_days,
        replaced: r.replaced,
        answer: r.answer,
        answeredBy: r.answered_by,
        decision: r.decision,
        changed: r.changed,
      }
    : null;
}

export async function keepDecision(
  work: Work,
  item: Item,
  decision: NonNullable<Item['decision']>,
  note: string,
  changed: readonly Changed[],
): Promise<void> {
  await sql`update ageing_item set decision = ${decision}, decided_by = ${work.actor.personId}, decided_at = clock_timestamp(), decision_note = ${note},
      changed = ${JSON.stringify(changed)}::jsonb
    where list_id = ${item.listId} and matter_id = ${item.matterId}`.execute(work.db);
}
