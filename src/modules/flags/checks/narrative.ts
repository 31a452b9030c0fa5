import { counted } from '../../../kernel/text.ts';
import type { Check, Found } from '../check.ts';
import { finderOf, folded, meaningful, shortened, tasksIn } from '../wording.ts';
import { lineSays, timeOf, timeWords } from './lines.ts';

/** Several tasks in one card, so that nobody can tell what each took (guideline template OCG02). */
const blockBilling: Check = {
  code: 'block-billing',
  title: 'Block billing',
  subject: 'narrative',
  looks: 'Several tasks in one card, above a number of hours.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [
    { name: 'maxTasks', kind: 'count', says: 'tasks that one card may name', delivered: 1 },
    { name: 'overHours', kind: 'hours', says: 'cards up to these hours are left alone', delivered: '0.50' },
  ],
  run: (facts, params) =>
    timeOf(facts).flatMap((line): Found[] => {
      if (line.seconds <= params.hours('overHours')) return [];
      const tasks = tasksIn(line.narrative);
      if (tasks.length <= params.count('maxTasks')) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} names ${counted(tasks.length, 'task')} in one entry of ${timeWords(line)}.`,
          evidence: Object.fromEntries(tasks.map((task, i) => [`task ${i + 1}`, shortened(task)])),
          about: folded(line.words),
        },
      ];
    }),
};

/** A narrative that says nothing specific (OCG03). */
const vague: Check = {
  code: 'vague-narrative',
  title: 'Vague narrative',
  subject: 'narrative',
  looks: 'Too few words, or a phrase that says nothing.',
  source: 'firm policy',
  severity: 'fix',
  on: true,
  params: [
    { name: 'minWords', kind: 'count', says: 'words that say something, at least', delivered: 3 },
    {
      name: 'phrases',
      kind: 'words',
      says: 'phrases that say nothing',
      delivered: ['worked on', 'attention to', 'review file', 'various'],
    },
  ],
  run: (facts, params) => {
    const find = finderOf(params.list('phrases'));
    return timeOf(facts).flatMap((line): Found[] => {
      const phrase = find(line.words);
      const words = meaningful(line.words).length;
      if (phrase === null && words >= params.count('minWords')) return [];
      const why = phrase === null ? `has only ${counted(words, 'word')} that say something` : `says “${phrase}”`;
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} ${why}: “${shortened(line.narrative)}”. Say what was done, to which document and why.`,
          evidence: { narrative: line.narrative, ...(phrase === null ? {} : { phrase }) },
          about: folded(line.words),
        },
      ];
    });
  },
};

/** LEDES 1998B, LINE_ITEM_DESCRIPTION: 15 KB; many clients' systems cut earlier. */
const tooLong: Check = {
  code: 'narrative-too-long',
  title: 'Narrative longer than the format takes',
  subject: 'narrative',
  looks: 'Narratives above the length that the client’s system takes.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [{ name: 'maxCharacters', kind: 'count', says: 'characters that the system takes', delivered: 4000 }],
  run: (facts, params) =>
    facts.lines
      .filter((line) => line.narrative.length > params.count('maxCharacters'))
      .map((line) => ({
        lines: [line],
        sentence: `${lineSays(line)} has ${line.narrative.length} characters; ${params.count('maxCharacters')} are taken. Shorten it.`,
        evidence: { characters: String(line.narrative.length) },
        about: String(line.narrative.length),
      })),
};

/** A document shows a box where no font has the character: the client reads nothing there. */
const unprintable: Check = {
  code: 'unprintable-characters',
  title: 'Characters that can’t be printed',
  subject: 'narrative',
  looks: 'Characters in narratives that the documents have no font for.',
  source: 'format',
  severity: 'fix',
  on: true,
  params: [],
  run: (facts) =>
    facts.lines.flatMap((line): Found[] => {
      const characters = facts.unprintableIn(line.narrative);
      if (characters.length === 0) return [];
      const some = characters.slice(0, 12);
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} has ${counted(characters.length, 'character')} that the invoice would show as a box: ${some.join(' ')}${some.length < characters.length ? ' …' : ''} Write it in other letters.`,
          evidence: { characters: some.join(' ') },
          about: characters.join(' '),
          atStakeMinor: 0n,
        },
      ];
    }),
};

/** The same words on several cards of one person: copied, or one piece of work recorded in parts. */
const identical: Check = {
  code: 'identical-narratives',
  title: 'Identical narratives',
  subject: 'narrative',
  looks: 'The same words on many cards of one timekeeper.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [{ name: 'max', kind: 'count', says: 'cards of a timekeeper that may say the same', delivered: 2 }],
  run: (facts, params) => {
    const groups = Map.groupBy(timeOf(facts), (line) => `${line.timekeeperId} ${folded(line.words)}`);
    return [...groups.values()]
      .filter((lines) => lines.length > params.count('max'))
      .map((lines) => ({
        lines,
        sentence: `${counted(lines.length, 'card')} of ${lines[0]?.timekeeperName} say the same: “${shortened(lines[0]?.narrative ?? '')}”. Say what differed from day to day.`,
        evidence: { days: lines.map((line) => line.workDate).join(', ') },
        about: folded(lines[0]?.words ?? []),
      }));
  },
};

const spelling: Check = {
  code: 'spelling',
  title: 'Spelling',
  subject: 'narrative',
  looks: 'Words that neither the dictionary of the client’s language nor the firm’s own knows.',
  source: 'firm policy',
  severity: 'info',
  on: true,
  params: [],
  run: (facts) => {
    const found: Found[] = [];
    for (const line of facts.lines) {
      const words = facts.misspeltIn(line.narrative);
      if (words === null) return { couldNot: 'There is no dictionary of the client’s language.' };
      if (words.length > 0)
        found.push({
          lines: [line],
          sentence: `${lineSays(line)}: no dictionary knows ${words.map((w) => `“${w}”`).join(', ')}. Mend it, or add it to the firm’s dictionary.`,
          evidence: { words: words.join(', ') },
          about: words.join(' '),
          atStakeMinor: 0n,
        });
    }
    return found;
  },
};

export const narrativeChecks: readonly Check[] = [blockBilling, vague, tooLong, unprintable, identical, spelling];
