import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/expected.ts';

export const listExpected: Query = handleQuery(c.listExpected, async ({ db }, { matterId }) => {
  const { rows } = await sql<{
    id: string;
    title: string;
    expectedOn: Day | null;
    happenedOn: Day | null;
    waiting: number;
  }>`
    select x.id, x.title, x.expected_on as "expectedOn", x.happened_on as "happenedOn",
      (select count(*)::int from card_waiting w where w.event_id = x.id) as waiting
    from expected_event x where x.matter_id = ${matterId}::uuid
    order by x.happened_on is not null, coalesce(x.happened_on, x.expected_on) nulls last, x.recorded_at limit 500`.execute(
    db,
  );
  return { rows };
});
