import { done, refuse } from '../../../kernel/outcome.ts';
import { type Command, handleCommand } from '../../../platform/command.ts';
import * as c from '../contract.ts';

export const addWord: Command = handleCommand(c.addWord, async (work, input) => {
  const word = input.word.toLowerCase();
  if (/\s/.test(word)) return refuse('bad-input', 'One word at a time.', { where: 'word' });
  const added = await work.db
    .insertInto('firm_word')
    .values({ word, actor_id: work.actor.personId })
    .onConflict((oc) => oc.doNothing())
    .returning('word')
    .executeTakeFirst();
  if (added)
    await work.announce({ name: 'dictionary word added', subject: { type: 'firm_word', id: null }, facts: { word } });
  return done({ word });
});

export const removeWord: Command = handleCommand(c.removeWord, async (work, input) => {
  const word = input.word.toLowerCase();
  const gone = await work.db.deleteFrom('firm_word').where('word', '=', word).returning('word').executeTakeFirst();
  if (!gone) return refuse('not-found', `“${word}” isn’t in the firm’s dictionary.`, { where: 'word' });
  await work.announce({ name: 'dictionary word removed', subject: { type: 'firm_word', id: null }, facts: { word } });
  return done({ word });
});
