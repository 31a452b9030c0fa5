import { expect, it } from 'vitest';
import { afterKeys } from './early-keys.ts';

const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });
const ALL = key('a', true);

it.each([
  ['typed at the end', 'Drafting', false, [key('!')], 'Drafting!'],
  ['typed over all', 'Drafting', false, [ALL, key('N'), key('o')], 'No'],
  ['typed over what was selected from the start', 'PA110', true, [key('P')], 'P'],
  ['taken away at the end', 'Drafting', false, [key('Backspace')], 'Draftin'],
  ['all taken away', 'Drafting', false, [ALL, key('Backspace'), key('x')], 'x'],
])('%s', (_name, text, selected, keys, after) => {
  expect(afterKeys(text, selected, keys)).toBe(after);
});
