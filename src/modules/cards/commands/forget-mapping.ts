import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract.ts';

/** Forgets a remembered layout, so that the next file with its header is asked about anew. */
export const forgetMapping: Command = handleCommand(c.forgetMapping, async (work, { name }) => {
  const gone = await work.db.deleteFrom('import_mapping').where('name', '=', name).returningAll().executeTakeFirst();
  if (!gone) {
    return refuse('not-found', `No mapping is remembered as “${name}”. See the names with “mappings list”.`, {
      where: 'name',
    });
  }
  await work.announce({
    name: 'mapping forgotten',
    subject: { type: 'mapping', id: gone.id },
    facts: { name: gone.name, mapping: gone.mapping },
  });
  return done({ name: gone.name });
});
