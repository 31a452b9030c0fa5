import type { Check, Found } from '../check.ts';
import type { Facts } from '../facts.ts';
import { finderOf, folded } from '../wording.ts';
import { lineSays } from './lines.ts';

/** Words that reveal advice where the bill is read by others. The list is the firm's to keep. */
const privileged: Check = {
  code: 'privileged-words',
  title: 'Privileged words',
  subject: 'narrative',
  looks: 'Words that give advice away where others read the bill.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [
    {
      name: 'phrases',
      kind: 'words',
      says: 'words that give something away',
      delivered: [
        'privileged',
        'attorney work product',
        'confidential settlement',
        'invalidity opinion',
        'infringement opinion',
        'weakness of',
      ],
    },
  ],
  run: (facts, params) => {
    const find = finderOf(params.list('phrases'));
    return facts.lines.flatMap((line): Found[] => {
      const phrase = find(line.words);
      if (phrase === null) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} says “${phrase}”, which may give advice away to whoever reads the bill.`,
          evidence: { narrative: line.narrative, phrase },
          about: folded(line.words),
        },
      ];
    });
  },
};

function strangers(own: boolean): Check['run'] {
  return (facts: Facts) =>
    facts.lines.flatMap((line): Found[] => {
      const found = facts.strangersIn(line.words).filter((stranger) => stranger.own === own);
      if (found.length === 0) return [];
      return [
        {
          lines: [line],
          sentence: `${lineSays(line)} names ${found.map((f) => `${f.name} (${f.what})`).join(' and ')}. Take it out, or transfer the card to where it belongs.`,
          evidence: Object.fromEntries(found.map((f) => [f.name, f.what])),
          about: folded(line.words),
        },
      ];
    });
}

/** Confidentiality: a bill that names another client shows that client's business to a stranger. */
const anotherClient: Check = {
  code: 'another-clients-name',
  title: 'Another client’s name or number',
  subject: 'narrative',
  looks: 'Names, inventors, matter and application numbers of other clients.',
  source: 'firm policy',
  severity: 'block',
  on: true,
  params: [],
  run: strangers(false),
};

const anotherCase: Check = {
  code: 'another-case',
  title: 'Another case of the client',
  subject: 'narrative',
  looks: 'Matter and application numbers of this client’s other cases outside the family.',
  source: 'firm policy',
  severity: 'warn',
  on: true,
  params: [],
  run: strangers(true),
};

export const confidentialChecks: readonly Check[] = [privileged, anotherClient, anotherCase];
