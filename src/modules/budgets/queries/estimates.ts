import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, type Query } from '../../../platform/command.ts';
import * as c from '../contract/estimates.ts';
import type { EstimateState } from '../estimate.ts';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly client_id: string;
  readonly client: string;
  readonly matter_id: string | null;
  readonly family_id: string | null;
  readonly of: string;
  readonly name: string;
  readonly scope: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly covers: 'fees' | 'all';
  readonly counts_from: Day | null;
  readonly counts_to: Day | null;
  readonly valid_until: Day;
  readonly recipient: string;
  readonly state: EstimateState;
  readonly sent_on: Day | null;
  readonly answered_on: Day | null;
  readonly answered_by: string;
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
      id: row.id,
      version: row.version,
      clientId: row.client_id,
      client: row.client,
      matterId: row.matter_id,
      familyId: row.family_id,
      of: row.of,
      name: row.name,
      scope: row.scope,
      amount: wire(row.amount_minor, row.currency),
      covers: row.covers,
      from: row.counts_from,
      to: row.counts_to,
      validUntil: row.valid_until,
      recipient: row.recipient,
      state: row.state,
      sentOn: row.sent_on,
      answeredOn: row.answered_on,
      answeredBy: row.answered_by,
      answerNote: row.answer_note,
      own: row.actor_id === actor.personId,
    })),
  };
});

export const estimateQueries: readonly Query[] = [list];
