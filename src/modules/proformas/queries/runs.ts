import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { wire } from '../../../kernel/money.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/runs.ts';
import type { CriteriaNames } from '../contract/runs.ts';
import { criteriaText } from '../criteria-text.ts';
import { criteriaNames } from '../store/criteria-names.ts';

export const listRuns = handleQuery(c.listRuns, async ({ db }, input) => {
  const { rows } = await sql<{
    id: string;
    from_day: Day | null;
    through_day: Day;
    who: string | null;
    recorded_at: Date;
    generated: number;
    gathered: number;
    existing: number;
    skipped: number;
  }>`
    select r.id, r.from_day, r.through_day, p.name as who, r.recorded_at, count(*) filter (where o.outcome = 'generated')::int as generated,
      count(*) filter (where o.outcome = 'gathered')::int as gathered, count(*) filter (where o.outcome = 'existing')::int as existing, count(*) filter (where o.outcome = 'skipped')::int as skipped
    from proforma_run r left join run_outcome o on o.run_id = r.id left join person_brief p on p.id = r.actor_id
    group by r.id, p.name order by r.recorded_at desc, r.id limit ${input.limit} offset ${input.offset}`.execute(db);
  return {
    rows: rows.map(({ from_day, through_day, recorded_at, who, ...r }) => ({
      ...r,
      fromDay: from_day,
      throughDay: through_day,
      who: who ?? '',
      recordedAt: instant(recorded_at),
    })),
  };
});

export const showRun = handleQuery(c.showRun, async ({ db }, { id }) => {
  const { rows: heads } = await sql<{ criteria: never; who: string | null; recorded_at: Date }>`
    select r.criteria, p.name as who, r.recorded_at from proforma_run r left join person_brief p on p.id = r.actor_id where r.id = ${id}`.execute(
    db,
  );
  const [head] = heads;
  if (!head) throw new NotFound('There is no such run.');
  // what was asked of an earlier version may lack what came later
  const asked = c.criteria.parse(head.criteria);
  return {
    id,
    criteria: head.criteria,
    about: criteriaText(asked, (await criteriaNames(db, [asked]))[0] as CriteriaNames),
    who: head.who ?? '',
    recordedAt: instant(head.recorded_at),
    rows: await outcomesOf(db, id),
  };
});

async function outcomesOf(db: Reading['db'], runId: string) {
  const { rows } = await sql<{
    matter_id: string;
    matter: string;
    client: string;
    outcome: 'generated';
    reason: string;
    proforma_id: string | null;
    proforma: string | null;
    cards: number;
    currency: string;
    wip_minor: bigint;
  }>`select o.matter_id, m.number || ' ' || m.name as matter, m.client_name as client, o.outcome, o.reason, o.proforma_id, p.number::text as proforma, o.cards, o.currency, o.wip_minor
    from run_outcome o join matter_brief m on m.id = o.matter_id left join proforma p on p.id = o.proforma_id where o.run_id = ${runId}
    order by array_position(array['generated', 'gathered', 'existing', 'skipped'], o.outcome), m.number`.execute(db);
  return rows.map((r) => ({
    matterId: r.matter_id,
    matter: r.matter,
    client: r.client,
    outcome: r.outcome,
    reason: r.reason,
    proformaId: r.proforma_id,
    proforma: r.proforma,
    cards: r.cards,
    wip: wire(r.wip_minor, r.currency),
  }));
}
