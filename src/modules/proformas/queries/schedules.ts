import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { handleQuery, NotFound, type Reading } from '../../../platform/command.ts';
import { instant } from '../../../platform/sql-day.ts';
import * as c from '../contract/schedules.ts';
import { criteria, type CriteriaNames } from '../contract/runs.ts';
import { criteriaText } from '../criteria-text.ts';
import { nextDue, type ScheduleRule } from '../schedule.ts';
import { criteriaNames } from '../store/criteria-names.ts';

const withoutDays = criteria.omit({ fromDay: true, throughDay: true });
type Asked = ReturnType<typeof withoutDays.parse>;

const SHOWN = 30;

export const listSchedules = handleQuery(c.listSchedules, async ({ db, today }) => {
  const { rows } = await sql<{
    id: string;
    name: string;
    criteria: never;
    day_kind: ScheduleRule['dayKind'];
    day_number: number;
    through: ScheduleRule['through'];
    paused: boolean;
    who: string;
  }>`
    select s.id, s.name, s.criteria, s.day_kind, s.day_number, s.through, s.paused, coalesce(p.name, '') as who
    from run_schedule s left join person_brief p on p.id = s.actor_id where s.ended_at is null order by s.name, s.id`.execute(
    db,
  );
  const asked = rows.map((row) => withoutDays.parse(row.criteria));
  const names = await criteriaNames(db, asked);
  return {
    rows: rows.map(({ day_kind, day_number, ...row }, i) => {
      const own = { criteria: asked[i] as Asked, names: names[i] as CriteriaNames };
      const rule = { dayKind: day_kind, dayNumber: day_number, through: row.through };
      return {
        ...row,
        ...rule,
        ...own,
        about: criteriaText(own.criteria, own.names),
        next: row.paused ? null : nextDue(rule, today),
      };
    }),
    prepared: (await preparedRuns(db, null)).map(({ criteria: _criteria, rows: _rows, ...one }) => one),
  };
});

export const showPrepared = handleQuery(c.showPrepared, async ({ db }, { id }) => {
  const [one] = await preparedRuns(db, id);
  if (!one) throw new NotFound('There is no such prepared run.');
  const asked = criteria.parse(one.criteria);
  return { ...one, about: criteriaText(asked, (await criteriaNames(db, [asked]))[0] as CriteriaNames) };
});

async function preparedRuns(db: Reading['db'], id: string | null) {
  const { rows } = await sql<{
    id: string;
    schedule_id: string;
    name: string;
    due_on: Day;
    through_day: Day;
    generated: number;
    gathered: number;
    prepared_at: Date;
    decision: 'generated' | null;
    decided_by: string;
    decided_at: Date | null;
    note: string;
    run_id: string | null;
    criteria: never;
    outcomes: never;
  }>`
    select p.id, p.schedule_id, s.name, p.due_on, p.criteria ->> 'throughDay' as through_day, p.generated, p.gathered, p.prepared_at, p.decision,
      coalesce(x.name, '') as decided_by, p.decided_at, p.note, p.run_id, p.criteria, case when ${id}::uuid is null then '[]' else p.outcomes end as outcomes
    from prepared_run p join run_schedule s on s.id = p.schedule_id left join person_brief x on x.id = p.decided_by
    where ${id}::uuid is null or p.id = ${id}::uuid order by p.decision is not null, p.prepared_at desc limit ${SHOWN}`.execute(
    db,
  );
  return rows.map((r) => ({
    id: r.id,
    scheduleId: r.schedule_id,
    name: r.name,
    dueOn: r.due_on,
    throughDay: r.through_day,
    generated: r.generated,
    gathered: r.gathered,
    preparedAt: instant(r.prepared_at),
    decision: r.decision,
    decidedBy: r.decided_by,
    decidedAt: r.decided_at && instant(r.decided_at),
    note: r.note,
    runId: r.run_id,
    criteria: r.criteria,
    rows: r.outcomes,
  }));
}
