import { sql } from 'kysely';
import type { InputOf } from '../../../kernel/endpoint.ts';
import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand, type Work } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import { fromDay } from '../../../platform/sql-day.ts';
import * as c from '../contract.ts';

const saveTaxCode = handleCommand(c.saveTaxCode, async (work, input) => {
  const id = input.id ?? newId<'tax_code'>();
  const before = input.id
    ? await work.db.selectFrom('tax_code').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (input.id && !before) return refuse('not-found', 'There is no tax code with this id.');
  if (before && (before.code !== input.code || before.kind !== input.kind || before.entity_id !== input.entityId)) {
    return refuse(
      'append-only',
      'A tax code keeps its letters, kind and entity, because invoices were issued under it. Add a new code and give it to the payers.',
    );
  }
  const words = { name: input.name, note: input.note };
  if (before) await work.db.updateTable('tax_code').set(words).where('id', '=', id).execute();
  else {
    await work.db
      .insertInto('tax_code')
      .values({ id, entity_id: input.entityId, code: input.code, kind: input.kind, ...words })
      .execute();
  }
  if (input.rate) await addRate(work, id, input.rate);
  await work.announce({
    name: 'tax code saved',
    subject: { type: 'tax_code', id },
    entityId: input.entityId,
    facts: { before: before ? { name: before.name, note: before.note } : null, after: { ...input } },
  });
  return done({ id });
});

/** The rate before ends where the new one begins; a rate that begins later or on that day stands, and is refused as overlapping. */
async function addRate(
  work: Work,
  taxCodeId: string,
  rate: NonNullable<InputOf<typeof c.saveTaxCode>['rate']>,
): Promise<void> {
  await sql`update tax_rate set valid = daterange(lower(valid), ${rate.from}::date)
    where tax_code_id = ${taxCodeId} and valid @> ${rate.from}::date and lower(valid) < ${rate.from}::date`.execute(
    work.db,
  );
  await work.db
    .insertInto('tax_rate')
    .values({ tax_code_id: taxCodeId, rate_ppm: rate.ratePpm, valid: fromDay(rate.from) })
    .execute();
}

export const taxCodeCommands: readonly Command[] = [saveTaxCode];
