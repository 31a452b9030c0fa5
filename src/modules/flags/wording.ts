/** Lower case, without accents, one token per word or number. */
export function tokens(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

const ENDINGS = /^(?:e?s|e?d|ing|[a-z](?:ed|ing))?$/;
const STEM_LETTERS = 6;

interface Phrase {
  readonly phrase: string;
  readonly place: number;
  /** the words before the last, which stand as they are */
  readonly before: readonly string[];
  readonly last: string;
  readonly stem: string;
}

function apart(phrase: string, place: number): Phrase {
  const words = tokens(phrase);
  const last = words.at(-1) ?? '';
  return { phrase, place, before: words.slice(0, -1), last, stem: last.replace(/e$/, '') };
}

/** "scan" is meant by scans, scanned and scanning, not by scanner; a long stem such as "organiz" by all that goes on from it. */
function isMeant(word: string, { last, stem }: Phrase): boolean {
  if (word === last) return true;
  if (!word.startsWith(stem)) return false;
  return stem.length >= STEM_LETTERS || ENDINGS.test(word.slice(stem.length));
}

/** Whether the phrase stands here word by word; its last word may be bent or go on. */
function standsAt(words: readonly string[], at: number, phrase: Phrase): boolean {
  const { before } = phrase;
  return (
    at + before.length < words.length &&
    before.every((word, i) => words[at + i] === word) &&
    isMeant(words[at + before.length] ?? '', phrase)
  );
}

/**
 * Looks for phrases in the words of narratives; of several, the first in the list is given. The phrases are taken apart
 * once for all narratives, and a word is only held against those that begin with its letter.
 */
export function finderOf(phrases: readonly string[]): (words: readonly string[]) => string | null {
  const byLetter = Map.groupBy(
    phrases.map(apart).filter((one) => one.last !== ''),
    (one) => (one.before[0] ?? one.last).charAt(0),
  );
  return (words) => {
    let found: Phrase | null = null;
    for (const [at, word] of words.entries())
      for (const one of byLetter.get(word.charAt(0)) ?? [])
        if ((found === null || one.place < found.place) && standsAt(words, at, one)) found = one;
    return found?.phrase ?? null;
  };
}

/** What people bill: the verbs that begin a task. Kept as stems; endings are taken off before comparing. */
const TASK_VERBS = new Set(
  `review draft prepar analyz analys research revis attend confer correspond telephon call email file meet discuss conduct
   finaliz finalis respond study search amend edit travel instruct report consider advis negotiat compil check proofread docket
   interview translat summariz summaris evaluat assess updat send investigat argu appear deliver calculat pay plan collect
   forward submit format arrang coordinat schedul index copy scan complet examin verify identify compar obtain write
   read develop outlin exchang provid follow speak`
    .split(/\s+/)
    .filter(Boolean),
);

function isTaskVerb(word: string): boolean {
  if (TASK_VERBS.has(word)) return true;
  const bare = word.replace(/(ing|ed|es|s|e)$/, '');
  if (TASK_VERBS.has(bare) || TASK_VERBS.has(`${bare}e`)) return true;
  // met, sent, wrote: the few that bend inside; filing, planning: a doubled letter
  const bent = BENT[word];
  return bent !== undefined || TASK_VERBS.has(bare.replace(/(.)\1$/, '$1'));
}

const BENT: Readonly<Record<string, string>> = {
  met: 'meet',
  sent: 'send',
  wrote: 'write',
  paid: 'pay',
  spoke: 'speak',
};

/**
 * The tasks of a narrative: stretches between ; . , / "and" that begin with a task verb and have an object of their own.
 * "Review and amend claims" is one task: the first verb has no object.
 */
export function tasksIn(narrative: string): string[] {
  const stretches = narrative
    .split(/;|\. |\n|,| \/ | and | then /i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const tasks: string[] = [];
  let lone = '';
  for (const stretch of stretches) {
    const words = tokens(stretch);
    const first = words[0] ?? '';
    if (!isTaskVerb(first)) continue;
    if (words.length === 1) lone = stretch;
    else {
      tasks.push(lone === '' ? stretch : `${lone} and ${stretch}`);
      lone = '';
    }
  }
  return tasks;
}

const EMPTY_WORDS = new Set(
  'a an the of for to in on at with and or re regarding concerning by from as its our their'.split(' '),
);

/** Words that say something. */
export function meaningful(words: readonly string[]): string[] {
  return words.filter((word) => !EMPTY_WORDS.has(word));
}

/** The narrative as it is compared with others: words only. */
export function folded(words: readonly string[]): string {
  return words.join(' ');
}

/** The first words of a narrative, to name it in a sentence. */
export function shortened(narrative: string, to = 60): string {
  const text = narrative.replaceAll(/\s+/g, ' ').trim();
  return text.length <= to ? text : `${text.slice(0, to - 1).trimEnd()}…`;
}
