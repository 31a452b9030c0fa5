import { expect, it } from 'vitest';
import { afterKeys } from './early-keys.ts';

const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });
const ALL = key('a', true);

it.each([
  ['typed at the end', 'Drafting', false, [key('!')], 'Drafting!', false],
  ['all selected, and nothing more yet', 'Drafting', false, [ALL], 'Drafting', true],
  ['typed over all', 'Drafting', false, [ALL, key('N'), key('o')], 'No', false],
  ['typed over what was selected from the start', 'PA110', true, [key('P')], 'P', false],
  ['no key came', 'PA110', true, [], 'PA110', true],
  ['taken away at the end', 'Drafting', false, [key('Backspace')], 'Draftin', false],
  ['pasted over all, then typed', 'Drafting', false, [ALL, { pasted: 'Enter' }, key('s')], 'Enters', false],
  ['all taken away', 'Drafting', false, [ALL, key('Backspace'), key('x')], 'x', false],
])('%s', (_name, text, all, keys, after, selected) => {
  expect(afterKeys({ text, all }, keys)).toEqual({ text: after, all: selected, done: false });
});

it('Enter is what ends it; nothing after it is of the text', () => {
  expect(afterKeys({ text: 'Drafting', all: false }, [ALL, key('N'), key('o'), key('Enter'), key('x')])).toEqual({
    text: 'No',
    all: false,
    done: true,
  });
});
