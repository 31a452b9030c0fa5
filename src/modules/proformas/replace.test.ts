import { expect, it } from 'vitest';
import { replaced } from './replace.ts';

const plain = { wholeWords: false, matchCase: false };

it.each([
  ['re claim 1 re claim 2', { find: 're', by: 'regarding', ...plain }, 'regarding claim 1 regarding claim 2'],
  ['Review re claim 1', { find: 're', by: 'regarding', ...plain, wholeWords: true }, 'Review regarding claim 1'],
  ['Re claim 1, re claim 2', { find: 're', by: 'as to', ...plain, matchCase: true }, 'Re claim 1, as to claim 2'],
  // signs have no second meaning, in what is looked for and in what takes its place
  ['costs (12.50) and 12x50', { find: '(12.50)', by: '$& $1', ...plain }, 'costs $& $1 and 12x50'],
  // letters beyond ASCII belong to their word
  [
    'Prüfung und Überprüfung',
    { find: 'prüfung', by: 'Recherche', ...plain, wholeWords: true },
    'Recherche und Überprüfung',
  ],
  ['nothing of it', { find: 'absent', by: 'x', ...plain }, 'nothing of it'],
])('“%s” with %j is “%s”', (text, how, expected) => {
  expect(replaced(text, how)).toBe(expected);
});
