import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import { newId } from '../../../platform/new-id.ts';
import * as c from '../contract.ts';

const saveOffice = handleCommand(c.saveOffice, async (work, input) => {
  const id = input.id ?? newId<'office'>();
  const before = input.id
    ? await work.db.selectFrom('office').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (input.id && !before) return refuse('not-found', 'There is no office with this id.');
  if (before && (before.code !== input.code || before.entity_id !== input.entityId)) {
    return refuse(
      'append-only',
      'An office keeps its code and its entity, because cards and rates cite it. Add a new office instead.',
      { where: before.code === input.code ? 'entityId' : 'code' },
    );
  }
  const words = { name: input.name, country: input.country };
  if (before) await work.db.updateTable('office').set(words).where('id', '=', id).execute();
  else {
    await work.db
      .insertInto('office')
      .values({ id, entity_id: input.entityId, code: input.code, ...words })
      .execute();
  }
  await work.announce({
    name: 'office saved',
    subject: { type: 'office', id },
    entityId: input.entityId,
    facts: { before: before ? { name: before.name, country: before.country } : null, after: { ...input } },
  });
  return done({ id });
});

export const officeCommands: readonly Command[] = [saveOffice];
