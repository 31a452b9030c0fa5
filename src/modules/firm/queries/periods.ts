import { handleQuery } from '../../../platform/command.ts';
import { rangeDays } from '../../../platform/sql-day.ts';
import * as c from '../contract/periods.ts';

export const listPeriods = handleQuery(c.listPeriods, async ({ db }) => {
  const rows = await db
    .selectFrom('period')
    .innerJoin('legal_entity', 'legal_entity.id', 'period.entity_id')
    .select(['period.id', 'entity_id', 'legal_entity.code as entity', 'period.name', 'days', 'state'])
    .orderBy('legal_entity.code')
    .orderBy('days', 'desc')
    .execute();
  return {
    rows: rows.map(({ days, entity_id, state, ...row }) => {
      const { from, to } = rangeDays(days);
      return { ...row, entityId: entity_id, from, to: to ?? from, state: state as 'open' };
    }),
  };
});
