import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { handleQuery } from '../../../platform/command.ts';
import * as c from '../contract/cycles.ts';

type Row = OutputOf<typeof c.listBillingCycles>['rows'][number];

export const listBillingCycles = handleQuery(c.listBillingCycles, async ({ db, today }, { clientId, matterId }) => {
  const { rows } = await sql<Omit<Row, 'endMonth' | 'counts'> & { end_month: number; to: Day | null; now: boolean }>`
    select b.id, case when b.matter_id is not null then 'matter' when b.client_id is not null then 'client' else 'firm' end as of,
      b.every, b.end_month, lower(b.valid)::text as from, upper(b.valid)::text as to, b.reason, coalesce(p.name, '') as who, b.valid @> ${today}::date as now
    from billing_cycle b left join person_brief p on p.id = b.actor_id
    where (b.matter_id is null or b.matter_id = ${matterId ?? null}::uuid) and (b.client_id is null or b.client_id = ${clientId ?? null}::uuid)
    order by b.matter_id is null, b.client_id is null, lower(b.valid) desc`.execute(db);
  const counting = rows.find((row) => row.now && row.every !== 'as-wider');
  return {
    rows: rows.map(({ end_month, now: _now, ...row }) => ({
      ...row,
      endMonth: end_month,
      counts: row.id === counting?.id,
    })),
  };
});
