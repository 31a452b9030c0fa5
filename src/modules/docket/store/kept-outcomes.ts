import { sql } from 'kysely';
import type { Work } from '../../../platform/command.ts';
import type { Rule } from '../rule.ts';

/** What a rule proposed or made of an event before. */
export interface KeptOutcome {
  readonly id: string;
  readonly lineId: string;
  readonly rule: Rule | null;
  readonly action: string;
  readonly happens: string;
  readonly state: string;
  readonly reason: string;
  readonly tries: number;
  /** dismissed with the list its event came from, by nobody's judgement */
  readonly fell: boolean;
  /** what it made stands, or it needed no card */
  readonly isLive: boolean;
}

/** What the events' rules proposed or made before, by event. */
export async function keptOutcomes(
  work: Work,
  events: readonly { readonly id: string }[],
  rules: readonly Rule[],
): Promise<ReadonlyMap<string, readonly KeptOutcome[]>> {
  const { rows } = await sql<{
    id: string;
    event_id: string;
    line_id: string;
    rule_id: string;
    action: string;
    happens: string;
    state: string;
    reason: string;
    tries: number;
    fell: boolean;
    is_live: boolean;
  }>`
    select o.id, o.docket_event_id as event_id, o.line_id, o.rule_id, o.action, r.happens, o.state, o.reason, o.tries, o.fell_with is not null as fell,
      cardinality(o.card_ids) = 0
        or exists (select 1 from card_brief k where k.id = any(o.card_ids) and k.state <> 'taken-back') as is_live
    from docket_outcome o join docket_rule r on r.id = o.rule_id
    where o.docket_event_id = any(${events.map((event) => event.id)}::uuid[]) order by o.id`.execute(work.db);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return Map.groupBy(
    rows.map((row) => ({
      eventId: row.event_id,
      id: row.id,
      lineId: row.line_id,
      rule: byId.get(row.rule_id) ?? null,
      action: row.action,
      happens: row.happens,
      state: row.state,
      reason: row.reason,
      tries: row.tries,
      fell: row.fell,
      isLive: row.is_live,
    })),
    (kept) => kept.eventId,
  );
}
