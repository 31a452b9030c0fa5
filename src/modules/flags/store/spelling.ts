import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import english from 'dictionary-en';
import british from 'dictionary-en-gb';
import nspell from 'nspell';
import type { Reading } from '../../../platform/command.ts';

type Speller = ReturnType<typeof nspell>;

const FIELD_WORDS = join(import.meta.dirname, '../../../../data/words/en.txt');

/** The dictionaries are read when the first word is asked for; they take a tenth of a second and 35 MB each. */
let spellers: readonly Speller[] | null = null;
const known = new Map<string, boolean>();

function isEnglish(word: string): boolean {
  const before = known.get(word);
  if (before !== undefined) return before;
  spellers ??= load();
  const correct = spellers.some((speller) => speller.correct(word));
  known.set(word, correct);
  return correct;
}

function load(): readonly Speller[] {
  const field = readFileSync(FIELD_WORDS, 'utf8').split('\n');
  return [english, british].map((dictionary) => {
    const speller = nspell(Buffer.from(dictionary.aff), Buffer.from(dictionary.dic));
    for (const word of field) if (word !== '') speller.add(word);
    return speller;
  });
}

export type Misspelt = (narrative: string) => readonly string[] | null;

/** Words that neither a dictionary nor the firm knows. Only English has dictionaries; elsewhere the answer is null. */
export async function spelling(db: Reading['db']): Promise<(language: string) => Misspelt> {
  const firm = new Set((await db.selectFrom('firm_word').select('word').execute()).map((row) => row.word));
  return (language) => (narrative) =>
    language === 'en' || language.startsWith('en-')
      ? checkable(narrative).filter((word) => !firm.has(word) && !isEnglish(word))
      : null;
}

/** What reads as a word of the language: lower case, four letters or more. Names, abbreviations and numbers are none. */
function checkable(narrative: string): string[] {
  const words = narrative.match(/(?<![\p{L}\p{N}.@/-])\p{Ll}{4,}(?:['’]s)?(?![\p{L}\p{N}@/-])/gu) ?? [];
  return [...new Set(words.map((word) => word.replace(/['’]s$/, '')))];
}

/** Nearest known words first, at most six. */
export function suggestionsFor(word: string): string[] {
  spellers ??= load();
  return [...new Set(spellers.flatMap((speller) => speller.suggest(word)))].slice(0, 6);
}
