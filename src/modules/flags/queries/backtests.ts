import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { OutputOf } from '../../../kernel/endpoint.ts';
import { handleQuery } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

export const listBackTests = handleQuery(c.listBackTests, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    what: string;
    from: Day;
    to: Day;
    who: string | null;
    recorded_at: Date;
    result: OutputOf<typeof c.backTest>['result'];
  }>`
    select b.id, b.what, b.from_day as "from", b.to_day as "to", p.name as who, b.recorded_at, b.result
    from back_test b left join person_brief p on p.id = b.actor_id order by b.recorded_at desc, b.id limit ${input.limit} offset ${input.offset}`.execute(
    db,
  );
  return {
    rows: rows.map(({ who, recorded_at, ...row }) => ({ ...row, who: who ?? '', recordedAt: instant(recorded_at) })),
  };
});
