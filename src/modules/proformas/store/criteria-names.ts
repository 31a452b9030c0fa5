import { sql } from 'kysely';
import type { Reading } from '../../../platform/command.ts';
import type { CriteriaNames, RunCriteria } from '../contract/runs.ts';

type Asked = Omit<RunCriteria, 'throughDay' | 'fromDay'>;

/** The names behind the ids of criteria, in their order; empty where nothing is named. */
export async function criteriaNames(db: Reading['db'], all: readonly Asked[]): Promise<CriteriaNames[]> {
  const ids = all.flatMap((one) => [one.clientId, one.familyId, one.matterId, one.billingTimekeeperId, one.entityId]);
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  const { rows } = await sql<{ id: string; name: string }>`
    select id, number || ' ' || name as name from client_brief where id = any(${wanted}::uuid[])
    union all select id, reference || ' ' || title from family_record where id = any(${wanted}::uuid[])
    union all select id, number || ' ' || name from matter_brief where id = any(${wanted}::uuid[])
    union all select id, name from timekeeper_brief where id = any(${wanted}::uuid[])
    union all select id, name from legal_entity where id = any(${wanted}::uuid[])`.execute(db);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  const of = (id: string | undefined): string => (id === undefined ? '' : (names.get(id) ?? ''));
  return all.map((one) => ({
    client: of(one.clientId),
    family: of(one.familyId),
    matter: of(one.matterId),
    billingTimekeeper: of(one.billingTimekeeperId),
    entity: of(one.entityId),
  }));
}
