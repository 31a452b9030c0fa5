import { handleQuery } from '../../../platform/command.ts';
import * as c from '../contract.ts';
import { spelling, suggestionsFor } from '../store/spelling.ts';

export const listWords = handleQuery(c.listWords, async ({ db }) => ({
  rows: await db.selectFrom('firm_word').select('word').orderBy('word').execute(),
}));

export const spellWords = handleQuery(c.spellWords, async ({ db }, input) => {
  const misspelt = (await spelling(db))(input.language)(input.narrative) ?? [];
  return { words: misspelt.map((word) => ({ word, suggestions: suggestionsFor(word) })) };
});
