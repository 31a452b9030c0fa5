import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { Reading } from '../../../platform/command.ts';
import type { Severity } from '../check.ts';
import type { ParamValue } from '../params.ts';
import type { KeptRule } from '../settings.ts';

export interface RuleRow extends KeptRule {
  readonly reason: string;
  readonly clauseId: string | null;
  readonly who: string;
  readonly recordedAt: Date;
}

/** Every rule that was ever kept for these clients and for the firm; those of a clause have their version's days. */
export async function keptRules(db: Reading['db'], clientIds: readonly string[] | null): Promise<RuleRow[]> {
  const mine =
    clientIds === null
      ? sql<boolean>`true`
      : sql<boolean>`r.client_id is null or r.client_id = any(${[...clientIds]}::uuid[])`;
  const { rows } = await sql<{
    id: string;
    code: string;
    scope: 'firm' | 'client' | 'matter';
    client_id: string | null;
    matter_id: string | null;
    clause_id: string | null;
    version: number;
    severity: Severity | 'off';
    params: Record<string, ParamValue>;
    citation: string;
    reason: string;
    from_day: Day | null;
    to_day: Day | null;
    who: string | null;
    recorded_at: Date;
  }>`
    select r.id, r.code, r.scope, r.client_id, r.matter_id, r.clause_id, r.version, r.severity, r.params, r.reason, r.recorded_at, p.name as who,
      case when c.id is null then r.citation else concat(g.title, ' v', v.version, ', ', c.number, ': ', c.words) end as citation,
      lower(coalesce(r.valid, v.valid)) as from_day, upper(coalesce(r.valid, v.valid)) as to_day
    from flag_rule r left join guideline_clause c on c.id = r.clause_id left join guideline_version v on v.id = c.version_id
      left join guideline g on g.id = v.guideline_id left join person_brief p on p.id = r.actor_id
    where ${mine} order by r.code, r.recorded_at, r.id`.execute(db);
  return rows.map((r) => ({
    id: r.id,
    code: r.code,
    scope: r.scope,
    clientId: r.client_id,
    matterId: r.matter_id,
    clauseId: r.clause_id,
    version: r.version,
    severity: r.severity,
    params: r.params,
    citation: r.citation,
    reason: r.reason,
    from: r.from_day,
    to: r.to_day,
    who: r.who ?? '',
    recordedAt: r.recorded_at,
  }));
}
