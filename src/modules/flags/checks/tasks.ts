import type { Check, Found } from '../check.ts';
import type { FlagLine } from '../facts.ts';
import { finderOf, folded, shortened } from '../wording.ts';
import { lineSays, noCharge, SUPPORT, timeOf } from './lines.ts';

function keyworded(
  check: Omit<Check, 'run' | 'subject'>,
  says: string,
  applies: (line: FlagLine, support: readonly string[]) => boolean,
): Check {
  return {
    ...check,
    subject: 'narrative',
    run: (facts, params) => {
      const support = check.params.some((p) => p.name === 'support') ? params.list('support') : [];
      const find = finderOf(params.list('phrases'));
      return timeOf(facts)
        .filter((line) => !line.noCharge && applies(line, support))
        .flatMap((line): Found[] => {
          const phrase = find(line.words);
          if (phrase === null) return [];
          return [
            {
              lines: [line],
              sentence: `${lineSays(line)} ${says}: “${shortened(line.narrative)}”.`,
              evidence: {
                phrase,
                timekeeper: `${line.timekeeperName} (${line.classification || 'no classification'})`,
              },
              about: folded(line.words),
              fix: noCharge([line], check.title),
            },
          ];
        });
    },
  };
}

/** Secretarial work at a lawyer's rate (OCG15). */
const clerical = keyworded(
  {
    code: 'clerical-work',
    title: 'Clerical work by a lawyer',
    looks: 'Secretarial work in the narrative of somebody who isn’t support staff.',
    source: 'firm policy',
    severity: 'warn',
    on: true,
    params: [
      {
        name: 'phrases',
        kind: 'words',
        says: 'words of secretarial work',
        delivered: [
          'secretar',
          'word process',
          'data entry',
          'proofread',
          'calendar',
          'organiz',
          'index',
          'scan',
          'photocopy',
          'schedule',
        ],
      },
      {
        name: 'support',
        kind: 'codes',
        says: 'LEDES classifications that do such work',
        delivered: SUPPORT,
      },
    ],
  },
  'reads as clerical work by a lawyer',
  (line, support) => !support.includes(line.classification),
);

/** What clients commonly don't pay for: conflict checks (OCG16), billing (OCG17), familiarisation (OCG31). */
const unpayable = keyworded(
  {
    code: 'unpayable-task',
    title: 'Task that clients don’t pay for',
    looks: 'Docketing, conflict checks, billing, file transfer, training.',
    source: 'firm policy',
    severity: 'warn',
    on: true,
    params: [
      {
        name: 'phrases',
        kind: 'words',
        says: 'words of such tasks',
        delivered: [
          'docketing',
          'conflict check',
          'conflicts check',
          'review of bill',
          'reviewing bill',
          'review bill',
          'prepare bill',
          'preparing bill',
          'billing question',
          'invoice question',
          'file transfer',
          'transfer of file',
          'training',
          'familiariz',
          'familiaris',
          'get up to speed',
        ],
      },
    ],
  },
  'is a task that clients don’t pay for',
  () => true,
);

/** Work that a paralegal does (OCG30), at a higher rate. */
const paralegalWork: Check = keyworded(
  {
    code: 'paralegal-work',
    title: 'Paralegal’s work by a lawyer',
    looks: 'Work that the client pays at a paralegal’s rate only.',
    source: 'client guideline',
    severity: 'warn',
    on: false,
    params: [
      {
        name: 'phrases',
        kind: 'words',
        says: 'words of such work',
        delivered: ['form interrogatories', 'summariz', 'subpoena', 'witness and exhibit list', 'authorization'],
      },
      {
        name: 'support',
        kind: 'codes',
        says: 'LEDES classifications that do such work',
        delivered: SUPPORT,
      },
    ],
  },
  'reads as a paralegal’s work by a lawyer',
  (line, support) => !support.includes(line.classification),
);

export const taskChecks: readonly Check[] = [clerical, unpayable, paralegalWork];
