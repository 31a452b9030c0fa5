import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract.ts';

const saveSeries = handleCommand(c.saveSeries, async (work, input) => {
  const { entityId, documentType, year, prefix } = input;
  const before = await work.db
    .selectFrom('number_series')
    .selectAll()
    .where('entity_id', '=', entityId)
    .where('document_type', '=', documentType)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirst();
  if (before && before.next > 1n) {
    return refuse(
      'in-use',
      `Numbers were already given from ${before.prefix}, so its prefix stays. Choose another year.`,
      { where: 'prefix' },
    );
  }
  const taken = await work.db.selectFrom('number_series').selectAll().where('prefix', '=', prefix).executeTakeFirst();
  if (taken && !(before && before.prefix === prefix)) {
    return refuse('already-there', `Another series begins with ${prefix}. Two documents could get one number.`, {
      where: 'prefix',
    });
  }
  await work.db
    .insertInto('number_series')
    .values({ entity_id: entityId, document_type: documentType, year, prefix })
    .onConflict((oc) => oc.columns(['entity_id', 'document_type', 'year']).doUpdateSet({ prefix }))
    .execute();
  await work.announce({
    name: 'number series saved',
    subject: { type: 'legal_entity', id: entityId },
    entityId,
    facts: { documentType, year, prefix, before: before?.prefix ?? null },
  });
  return done({ first: `${prefix}00001` });
});

export const seriesCommands: readonly Command[] = [saveSeries];
