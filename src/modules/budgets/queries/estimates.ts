import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/estimates.ts';
import { type Offered, offered } from '../store/estimates.ts';

interface Row extends Offered {
  readonly version: number;
  readonly recipient: string;
  readonly sent_on: Day | null;
  readonly answered_on: Day | null;
  readonly answer_note: string;
  readonly actor_id: string;
}

const list = handleQuery(c.listEstimates, async ({ db, actor }, input) => {
  const { rows } = await sql<Row>`
    select e.*, c.name as client, coalesce(m.number, 'family ' || f.reference, 'portfolio') as of
    from estimate e join client_brief c on c.id = e.client_id left join matter_brief m on m.id = e.matter_id left join family_record f on f.id = e.family_id
    where (${input.clientId ?? null}::uuid is null or e.client_id = ${input.clientId ?? null}::uuid) order by e.recorded_at desc`.execute(
    db,
  );
  return {
    rows: rows.map((row) => ({
      ...offered(row),
      id: row.id,
      version: row.version,
      clientId: row.client_id,
      matterId: row.matter_id,
      familyId: row.family_id,
      recipient: row.recipient,
      sentOn: row.sent_on,
      answeredOn: row.answered_on,
      answerNote: row.answer_note,
      own: row.actor_id === actor.personId,
    })),
  };
});

export const estimateQueries: readonly Query[] = [list];
