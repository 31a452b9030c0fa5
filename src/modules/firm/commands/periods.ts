import { sql } from 'kysely';
import { addDays, addMonths, day, yearOf } from '../../../kernel/day.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract/periods.ts';
import { openMonths } from '../store/periods.ts';

const openPeriods = handleCommand(c.openPeriods, async (work, input) => {
  const opened = await openMonths(work, input.entityId, input.year);
  if (opened === 0) return refuse('nothing-to-do', `All periods of ${input.year} are there already.`);
  await work.announce({
    name: 'periods opened',
    subject: { type: 'legal_entity', id: input.entityId },
    entityId: input.entityId,
    facts: { year: input.year, opened },
  });
  return done({ opened });
});

const setPeriodState = handleCommand(c.setPeriodState, async (work, input) => {
  const period = await work.db
    .selectFrom('period')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  if (!period) return refuse('not-found', 'There is no period with this id.');
  await work.db.updateTable('period').set({ state: input.state }).where('id', '=', input.id).execute();
  await work.announce({
    name: `period ${input.state}`,
    subject: { type: 'period', id: input.id },
    entityId: period.entity_id,
    reason: input.reason,
    facts: { before: period.state, after: input.state, period: period.name },
  });
  return done({ id: input.id });
});

const closeYear = handleCommand(c.closeYear, async (work, input) => {
  const entity = await work.db
    .selectFrom('legal_entity')
    .select('year_starts_month')
    .where('id', '=', input.entityId)
    .executeTakeFirst();
  if (!entity) return refuse('not-found', 'There is no entity with this id.');
  const from = addMonths(day(`${input.year}-01-01`), entity.year_starts_month - 1);
  const next = addMonths(from, 12);
  const to = addDays(next, -1);
  if (work.today < next) {
    return refuse('year-not-over', `The year ends on ${to}. Close its months that are over one by one until then.`, {
      where: 'year',
    });
  }
  const closed = await work.db
    .updateTable('period')
    .set({ state: 'closed' })
    .where('entity_id', '=', input.entityId)
    .where('state', '<>', 'closed')
    .where(sql<boolean>`days && daterange(${from}::date, ${next}::date)`)
    .returning('name')
    .execute();
  let opened = 0;
  for (const year of new Set([yearOf(next), yearOf(addMonths(next, 11))]))
    opened += await openMonths(work, input.entityId, year);
  if (closed.length + opened === 0)
    return refuse('nothing-to-do', `Every month of the year to ${to} is closed, and the next year is there.`);
  await work.announce({
    name: 'year closed',
    subject: { type: 'legal_entity', id: input.entityId },
    entityId: input.entityId,
    reason: input.reason,
    facts: { from, to, closed: closed.map((p) => p.name).toSorted(), opened },
  });
  return done({ from, to, closed: closed.length, opened });
});

export const periodCommands: readonly Command[] = [openPeriods, setPeriodState, closeYear];
